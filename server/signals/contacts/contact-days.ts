import type { EpochDay } from '../../lib/days.ts';
import type { Rows } from '../columns/rows.ts';
import type { ContactFacts, PastField } from './contact-facts.ts';
import { ACCOUNT_LABELS } from './contact-signals.ts';
import { COUNTED_DAYS } from './load-contact-facts.ts';
import { levelOf, workOf } from './read-title.ts';

/** Every field of contacts on the morning of a day: a column each, one value a contact, NaN = unknown. */
export interface ContactDay {
  readonly day: EpochDay;
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** Since when nobody has spoken with each: the last touch, else when they joined or became known, or the first touch was logged. */
  readonly quietSince: Float64Array;
}

/** Derives the fields of contacts on any day, and knows the codes of their labels. Those of their accounts come from the account's columns. */
export interface ContactDays {
  /** The columns are used again for the next day. */
  derive(day: EpochDay, accountColumn: (signal: string) => Float64Array | undefined): ContactDay;
  /** The code of a label of a contact, the same on every day. */
  codeOf(signal: string, label: string): number;
  labelOf(signal: string, code: number): string | null;
}

/** The labels of a contact that follow from a field with a history. */
const LABELS: readonly { signal: string; field: PastField; read: (value: string) => string }[] = [
  { signal: 'contact.role', field: 'role', read: (role) => role },
  { signal: 'contact.title', field: 'title', read: (title) => title },
  { signal: 'contact.level', field: 'title', read: levelOf },
  { signal: 'contact.work', field: 'title', read: workOf },
  { signal: 'contact.domain', field: 'domain', read: (domain) => domain },
];
const NUMBERS = [
  'days_since_joined',
  'left',
  'days_since_left',
  'days_since_touch',
  'days_since_two_way',
  'touchpoints_90d',
];

const opened = new WeakMap<ContactFacts, { readonly rows: Rows; readonly days: ContactDays }>();

/** Opens the days of some contacts, once. `rows` are those of the account columns. */
export function openContactDays(facts: ContactFacts, rows: Rows): ContactDays {
  const known = opened.get(facts);
  if (known?.rows === rows) return known.days;
  const days = openAnew(facts, rows);
  if (!known) opened.set(facts, { rows, days });
  return days;
}

function openAnew(facts: ContactFacts, rows: Rows): ContactDays {
  const codes = new Map(LABELS.map(({ signal }) => [signal, new Map<string, number>()]));
  const codeOf = (signal: string, label: string) => {
    const known = codes.get(signal)!;
    const code = known.get(label) ?? known.size + 1;
    known.set(label, code);
    return code;
  };
  const labels = LABELS.map((label) => ({ ...label, codeOf: rememberCodes(label, codeOf) }));
  const now = new Map(
    labels.map(({ signal, field, codeOf }) => [signal, Float64Array.from(facts.fields[field], codeOf)]),
  );
  const columns = new Map<string, Float64Array>();
  for (const signal of [...now.keys(), ...NUMBERS.map((name) => `contact.${name}`), ...ACCOUNT_LABELS])
    columns.set(signal, new Float64Array(facts.count));
  const quietSince = new Float64Array(facts.count);
  return {
    derive(day, accountColumn) {
      for (const { signal, field, codeOf } of labels) {
        const column = columns.get(signal)!;
        column.set(now.get(signal)!);
        for (const [contact, values] of facts.past) {
          const then = values.find((value) => value.field === field && value.until >= day);
          if (then) column[contact] = codeOf(then.value);
        }
      }
      for (const signal of ACCOUNT_LABELS) spread(accountColumn(signal), facts.slots, rows, columns.get(signal)!);
      deriveNumbers(facts, day, (name) => columns.get(`contact.${name}`)!, quietSince);
      return { day, columns, quietSince };
    },
    codeOf,
    labelOf(signal, code) {
      for (const [label, known] of codes.get(signal) ?? []) if (known === code) return label;
      return null;
    },
  };
}

type CodeOf = (value: string | null) => number;

/** Titles are read once each: the same few stand in thousands of rows. */
function rememberCodes(
  { signal, read }: (typeof LABELS)[number],
  codeOf: (signal: string, label: string) => number,
): CodeOf {
  const known = new Map<string, number>();
  return (value) => {
    if (value === null || value === '') return Number.NaN;
    const code = known.get(value) ?? codeOf(signal, read(value));
    known.set(value, code);
    return code;
  };
}

function spread(ofAccounts: Float64Array | undefined, slots: Float64Array, rows: Rows, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) {
    const row = ofAccounts ? rows.rowOf(slots[i]!) : -1;
    out[i] = row < 0 ? Number.NaN : ofAccounts![row]!;
  }
}

/** Touches are known of nobody until the organisation says with whom it spoke; from then on none means none. */
function deriveNumbers(
  { count, joined, left, recorded, touches: { starts, days }, touchesSince }: ContactFacts,
  day: EpochDay,
  column: (name: string) => Float64Array,
  quietSince: Float64Array,
): void {
  const [sinceJoined, hasLeft, sinceLeft] = [column('days_since_joined'), column('left'), column('days_since_left')];
  const [sinceTouch, sinceTwoWay, recent] = [
    column('days_since_touch'),
    column('days_since_two_way'),
    column('touchpoints_90d'),
  ];
  const isLogged = touchesSince < day;
  for (let i = 0; i < count; i++) {
    sinceJoined[i] = joined[i]! < day ? day - joined[i]! : Number.NaN;
    hasLeft[i] = left[i]! < day ? 1 : 0;
    sinceLeft[i] = left[i]! < day ? day - left[i]! : Number.NaN;
    sinceTouch[i] = Number.NaN;
    sinceTwoWay[i] = Number.NaN;
    recent[i] = isLogged ? 0 : Number.NaN;
    const begun = joined[i]! < day ? joined[i]! : recorded[i]!;
    quietSince[i] = isLogged && begun < day ? Math.max(begun, touchesSince) : Number.NaN;
    if (!isLogged) continue;
    for (let k = starts[i + 1]! - 1; k >= starts[i]!; k--) {
      const on = days[k]! >> 1;
      const isAnswered = (days[k]! & 1) === 1;
      if (on >= day) continue;
      if (Number.isNaN(sinceTouch[i]!)) {
        sinceTouch[i] = day - on;
        quietSince[i] = on;
      }
      if (isAnswered && Number.isNaN(sinceTwoWay[i]!)) sinceTwoWay[i] = day - on;
      if (day - on <= COUNTED_DAYS) recent[i]!++;
      else if (!Number.isNaN(sinceTwoWay[i]!)) break;
    }
  }
}
