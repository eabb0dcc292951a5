import { type ColumnKind, NumberList, readRows } from '../columns/read-columns.ts';
import { dayOfDate, dayOfInstant, type FactScope, instantOfDay, lastDay } from '../signal-group.ts';
import type { ContactFacts, PastValue } from './contact-facts.ts';

/** What loading contacts takes of a scope. */
export type ContactScope = Pick<FactScope, 'client' | 'organisationId' | 'timeZone' | 'rows' | 'days' | 'inTurn'>;

const CONTACT: readonly ColumnKind[] = [...Array(5).fill('number'), ...Array(5).fill('bytes')];
const TOUCH: readonly ColumnKind[] = ['number', 'bytes'];

/**
 * Loads the contacts of the scope's accounts with their touchpoints before its last day: interactions of the account with this very person,
 * without notes and internal talk.
 */
export async function loadContactFacts(scope: ContactScope): Promise<ContactFacts> {
  const [slots, joined, left, recorded] = [new NumberList(), new NumberList(), new NumberList(), new NumberList()];
  const ids: string[] = [];
  const fields = { role: [] as (string | null)[], title: [] as (string | null)[], domain: [] as (string | null)[] };
  const past = new Map<number, PastValue[]>();
  const text = reader();
  let touchesSince = Number.NaN;
  await scope.inTurn(() =>
    readRows(scope.client, contactsQuery(scope), CONTACT, (numbers, bytes) => {
      slots.push(numbers[0]!);
      joined.push(numbers[1]!);
      left.push(numbers[2]!);
      recorded.push(numbers[3]!);
      touchesSince = numbers[4]!;
      if (bytes[9]!.length > 0) past.set(ids.length, readPast(bytes[9]!));
      ids.push(bytes[5]!.toString('hex'));
      fields.role.push(text(bytes[6]!));
      fields.title.push(text(bytes[7]!));
      fields.domain.push(text(bytes[8]!));
    }),
  );
  return {
    count: ids.length,
    ids,
    slots: slots.done(),
    joined: joined.done(),
    left: left.done(),
    recorded: recorded.done(),
    fields,
    past,
    touches: Number.isNaN(touchesSince) ? ids.map(() => null) : await loadTouches(scope, ids),
    touchesSince,
  };
}

async function loadTouches(scope: ContactScope, ids: readonly string[]): Promise<(Int32Array | null)[]> {
  const numberOf = new Map(ids.map((id, number) => [id, number]));
  const lists: number[][] = ids.map(() => []);
  await scope.inTurn(() =>
    readRows(scope.client, touchesQuery(scope), TOUCH, (numbers, bytes) => {
      const number = numberOf.get(bytes[1]!.toString('hex'));
      if (number !== undefined) lists[number]!.push(numbers[0]!);
    }),
  );
  return lists.map((touches) => (touches.length === 0 ? null : Int32Array.from(touches).sort()));
}

/** SQL: what counts as a touchpoint with a contact. */
function isTouch(scope: ContactScope): string {
  return `i.organisation_id = ${scope.client.escapeLiteral(scope.organisationId)} and i.contact_id is not null and i.kind <> 'note'
    and i.direction <> 'internal' and i.occurred_at < ${instantOfDay(lastDay(scope), scope)}`;
}

/** SQL: only those of the scope's accounts. */
function onlyOf(column: string, { client, organisationId, rows }: ContactScope): string {
  if (!rows.only) return '';
  const slots = [...rows.only, -1].map(Number).join(',');
  return `and ${column} in (select id from account where organisation_id = ${client.escapeLiteral(organisationId)} and slot in (${slots}))`;
}

function contactsQuery(scope: ContactScope): string {
  const organisation = scope.client.escapeLiteral(scope.organisationId);
  return `select a.slot::float8, ${dayOfDate('c.joined_on')}, ${dayOfDate('c.left_on')}, ${dayOfInstant('c.recorded_at', scope)},
      (select ${dayOfInstant('min(i.occurred_at)', scope)} from interaction i where ${isTouch(scope)}),
      uuid_send(c.id), convert_to(c.role, 'UTF8'), convert_to(c.title, 'UTF8'),
      convert_to(lower(split_part(c.email, '@', 2)), 'UTF8'), convert_to(p.fields::text, 'UTF8')
    from contact c join account a on a.organisation_id = ${organisation} and a.id = c.account_id
    left join (
      select p.contact_id, jsonb_agg(jsonb_build_array(p.field, p.value, ${dayOfInstant('p.until', scope)}) order by p.until) as fields
      from contact_past p join contact k on k.organisation_id = ${organisation} and k.id = p.contact_id ${onlyOf('k.account_id', scope)}
      where p.organisation_id = ${organisation} group by 1
    ) p on p.contact_id = c.id
    where c.organisation_id = ${organisation} ${onlyOf('c.account_id', scope)}`;
}

function touchesQuery(scope: ContactScope): string {
  const organisation = scope.client.escapeLiteral(scope.organisationId);
  return `select 2 * ${dayOfInstant('i.occurred_at', scope)} + (i.direction in ('two_way', 'inbound'))::int, uuid_send(i.contact_id)
    from interaction i join contact c on c.organisation_id = ${organisation} and c.id = i.contact_id and c.account_id = i.account_id
    where ${isTouch(scope)} ${onlyOf('i.account_id', scope)}`;
}

/** The same few roles, titles and domains stand in thousands of rows. */
function reader(): (bytes: Buffer) => string | null {
  const known = new Map<string, string>();
  return (bytes) => {
    if (bytes.length === 0) return null;
    const text = bytes.toString('utf8');
    const same = known.get(text);
    if (same === undefined) known.set(text, text);
    return same ?? text;
  };
}

function readPast(bytes: Buffer): PastValue[] {
  const rows = JSON.parse(bytes.toString('utf8')) as [PastValue['field'], string | null, number][];
  return rows.map(([field, value, until]) => ({ field, value, until }));
}
