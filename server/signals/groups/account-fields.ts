import { epochDay, isoDate } from '../../lib/days.ts';
import { readRows } from '../columns/read-columns.ts';
import { type AttributeDefinition, type FactScope, fromAccount, lastDay } from '../signal-group.ts';

/** The value of account fields on a day: the current one, except where the history says it was another. */
export interface FieldHistory {
  derive(field: string, day: number, out: Float64Array): void;
  /** The day on which the value that holds on `day` began, when it is known. */
  validFrom(field: string, row: number, day: number): number | undefined;
}

/** So many different texts of a field are remembered while it is read. */
const MANY_TEXTS = 1000;

/** A value of a field, with the mornings on which it held: those after the day it began, up to the day it ended. */
interface FieldValue {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

/** Texts are for people to read; only the other types can be compared. */
export function isSignal(attribute: AttributeDefinition): boolean {
  return attribute.type !== 'text';
}

/** Loads these label fields and the organisation's attributes. Labels become codes, dates epoch days. */
export async function loadFields(scope: FactScope, labelFields: readonly string[]): Promise<FieldHistory> {
  const attributes = scope.attributes.filter(isSignal);
  const fields = [...labelFields, ...attributes.map((attribute) => `attributes.${attribute.key}`)];
  const asNumber = numberReader(scope);
  const current = await scope.inTurn(() => loadCurrent(scope, labelFields, attributes, asNumber));
  const changed = await scope.inTurn(() => loadChanged(scope, fields, asNumber));
  const valueOn = (field: string, row: number, day: number) => valueIn(changed.get(field)?.get(row), day);
  return {
    derive(field, day, out) {
      out.set(current.get(field)!);
      for (const row of changed.get(field)?.keys() ?? []) out[row] = valueOn(field, row, day)?.value ?? Number.NaN;
    },
    validFrom(field, row, day) {
      const from = valueOn(field, row, day)?.from;
      return from === undefined || from === Number.NEGATIVE_INFINITY ? undefined : from;
    },
  };
}

/** What fields of numbers and dates (epoch days) were on a day, of the accounts in which they ever changed. */
export interface FieldChanges {
  /** Writes the value that held on the day over the current one, NaN where none did; of the rows for which `isMeant`. */
  overlay(field: string, day: number, out: Float64Array, isMeant: (row: number) => boolean): void;
}

/** Loads the changes of these fields, each a number or a date. */
export async function loadFieldChanges(
  scope: FactScope,
  types: Readonly<Record<string, 'number' | 'date'>>,
): Promise<FieldChanges> {
  const asNumber: ReadNumber = (field, value) => {
    if (value === null || value === undefined) return Number.NaN;
    return types[field] === 'date' ? epochDay(String(value)) : Number(value);
  };
  const changed = await scope.inTurn(() => loadChanged(scope, Object.keys(types), asNumber));
  return {
    overlay(field, day, out, isMeant) {
      for (const [row, values] of changed.get(field) ?? [])
        if (isMeant(row)) out[row] = valueIn(values, day)?.value ?? Number.NaN;
    },
  };
}

function valueIn(values: readonly FieldValue[] | undefined, day: number): FieldValue | undefined {
  return values?.findLast((value) => value.from < day && day <= value.to);
}

type ReadNumber = (field: string, value: unknown) => number;

function numberReader(scope: FactScope): ReadNumber {
  const types = new Map(scope.attributes.map((attribute) => [`attributes.${attribute.key}`, attribute.type]));
  return (field, value) => {
    if (value === null || value === undefined) return Number.NaN;
    const type = types.get(field) ?? 'label';
    if (type === 'number') return Number(value);
    if (type === 'boolean') return value === true || value === 'true' ? 1 : 0;
    if (type === 'date') return epochDay(String(value));
    return scope.labels.codeOf(`account.${field.replace('attributes.', '')}`, String(value));
  };
}

async function loadCurrent(
  scope: FactScope,
  labelFields: readonly string[],
  attributes: readonly AttributeDefinition[],
  asNumber: ReadNumber,
): Promise<Map<string, Float64Array>> {
  const fields = [...labelFields, ...attributes.map((attribute) => `attributes.${attribute.key}`)];
  const current = new Map(fields.map((field) => [field, new Float64Array(scope.rows.count).fill(Number.NaN)]));
  const columns = [
    ...labelFields.map((field) => `a.${field}`),
    ...attributes.map(({ key }) => `a.attributes ->> ${scope.client.escapeLiteral(key)}`),
  ];
  const outs = fields.map((field) => current.get(field)!);
  const readers = fields.map((field) => textReader(field, asNumber));
  await readRows(
    scope.client,
    `select a.slot, ${columns.join(', ')} ${fromAccount(scope)}`,
    ['number', ...fields.map(() => 'bytes' as const)],
    (numbers, bytes) => {
      const row = scope.rows.rowOf(numbers[0]!);
      if (row < 0) return;
      for (let i = 0; i < outs.length; i++) outs[i]![row] = readers[i]!(bytes[i + 1]!);
    },
  );
  return current;
}

/** Reads a field's text. The same few stand in thousands of rows: each is made a number once, and found again by its bytes. */
function textReader(field: string, asNumber: ReadNumber): (text: Buffer) => number {
  const known = new Map<string, number>();
  return (text) => {
    if (text.length === 0) return Number.NaN;
    const key = text.toString('latin1');
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = asNumber(field, text.toString('utf8'));
    if (known.size < MANY_TEXTS) known.set(key, value);
    return value;
  };
}

/** Only fields that ever changed: most accounts have none, and for them the current value has always held. */
async function loadChanged(
  scope: FactScope,
  fields: readonly string[],
  asNumber: ReadNumber,
): Promise<Map<string, Map<number, FieldValue[]>>> {
  const { rows } = await scope.client.query<{
    field: string;
    slot: number;
    first: number | null;
    last: number | null;
    value: unknown;
  }>(
    `select h.field, a.slot, h.value,
       case when h.valid_from = '-infinity' then null else (h.valid_from at time zone $3)::date - date '1970-01-01' end as first,
       case when h.valid_to = 'infinity' then null else (h.valid_to at time zone $3)::date - date '1970-01-01' end as last
     from account_field h join account a on a.organisation_id = h.organisation_id and a.id = h.account_id
     where h.organisation_id = $1 and h.field = any($2) and (h.valid_from <> '-infinity' or h.valid_to <> 'infinity')
       and (h.valid_from = '-infinity' or h.valid_from < ($4::date::timestamp at time zone $3))
       and ($5::int[] is null or a.slot = any($5))
     order by h.valid_from`,
    [scope.organisationId, fields, scope.timeZone, isoDate(lastDay(scope)), scope.rows.only],
  );
  const changed = new Map<string, Map<number, FieldValue[]>>();
  for (const row of rows) {
    const at = scope.rows.rowOf(row.slot);
    if (at < 0) continue;
    const ofField = changed.get(row.field) ?? new Map<number, FieldValue[]>();
    const values = ofField.get(at) ?? [];
    values.push({
      from: row.first ?? Number.NEGATIVE_INFINITY,
      to: row.last ?? Number.POSITIVE_INFINITY,
      value: asNumber(row.field, row.value),
    });
    ofField.set(at, values);
    changed.set(row.field, ofField);
  }
  return changed;
}
