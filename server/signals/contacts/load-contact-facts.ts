import { NumberList } from '../columns/number-list.ts';
import { type ColumnKind, readRows } from '../columns/read-columns.ts';
import { dayOfDate, dayOfInstant, type FactScope, instantOfDay, lastDay } from '../signal-group.ts';
import type { ContactFacts, ContactTouches, PastValue } from './contact-facts.ts';

/** What loading contacts takes of a scope. */
export type ContactScope = Pick<FactScope, 'client' | 'organisationId' | 'timeZone' | 'rows' | 'days' | 'inTurn'>;

const CONTACT: readonly ColumnKind[] = [...Array(5).fill('number'), ...Array(5).fill('bytes')];
const TOUCH: readonly ColumnKind[] = ['number', 'number', 'bytes'];

/** `contact.touchpoints_90d` */
export const COUNTED_DAYS = 90;

/**
 * Loads the contacts of the scope's accounts with their touchpoints before its last day: interactions of the account with this very person,
 * without notes and internal talk.
 */
export async function loadContactFacts(scope: ContactScope): Promise<ContactFacts> {
  const [slots, joined, left, recorded] = [new NumberList(), new NumberList(), new NumberList(), new NumberList()];
  const ids: string[] = [];
  /** The contact and its account, as touches name them. */
  const pairs: string[] = [];
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
      const pair = bytes[5]!.toString('hex');
      ids.push(pair.slice(0, 32));
      pairs.push(pair);
      fields.role.push(text(bytes[6]!));
      fields.title.push(text(bytes[7]!));
      fields.domain.push(text(bytes[8]!));
    }),
  );
  return {
    count: ids.length,
    ids,
    numberOf: numbered(ids),
    slots: slots.take(),
    joined: joined.take(),
    left: left.take(),
    recorded: recorded.take(),
    fields,
    past,
    touches: Number.isNaN(touchesSince) ? noTouches(ids.length) : await loadTouches(scope, numbered(pairs)),
    touchesSince,
  };
}

/** Of touches too old to count on any of the days only the last one of each contact is read, and the last that they answered. */
async function loadTouches(scope: ContactScope, numberOf: ReadonlyMap<string, number>): Promise<ContactTouches> {
  const [contacts, touches] = [new NumberList(), new NumberList()];
  await scope.inTurn(() =>
    readRows(scope.client, touchesQuery(scope), TOUCH, (numbers, bytes) => {
      const contact = numberOf.get(bytes[2]!.toString('hex'));
      if (contact === undefined) return;
      for (const touch of numbers) {
        if (Number.isNaN(touch)) continue;
        contacts.push(contact);
        touches.push(touch);
      }
    }),
  );
  return byContact(contacts.take(), touches.take(), numberOf.size);
}

function byContact(contacts: Float64Array, touches: Float64Array, count: number): ContactTouches {
  const starts = new Int32Array(count + 1);
  for (const contact of contacts) starts[contact + 1]!++;
  for (let i = 0; i < count; i++) starts[i + 1]! += starts[i]!;
  const next = starts.slice();
  const days = new Int32Array(touches.length);
  for (let i = 0; i < touches.length; i++) days[next[contacts[i]!]!++] = touches[i]!;
  for (let i = 0; i < count; i++) if (starts[i + 1]! - starts[i]! > 1) days.subarray(starts[i], starts[i + 1]).sort();
  return { starts, days };
}

function numbered(some: readonly string[]): Map<string, number> {
  return new Map(some.map((one, number) => [one, number]));
}

function noTouches(count: number): ContactTouches {
  return { starts: new Int32Array(count + 1), days: new Int32Array(0) };
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
  return `select a.slot, ${dayOfDate('c.joined_on')}, ${dayOfDate('c.left_on')}, case when c.joined_on is null then ${dayOfInstant('c.recorded_at', scope)} end,
      (select ${dayOfInstant('min(i.occurred_at)', scope)} from interaction i where ${isTouch(scope)}),
      uuid_send(c.id) || uuid_send(c.account_id), convert_to(c.role, 'UTF8'), convert_to(c.title, 'UTF8'),
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
  const counted = instantOfDay(scope.days[0]! - COUNTED_DAYS, scope);
  const isAnswered = `i.direction in ('two_way', 'inbound')`;
  const from = `from interaction i where ${isTouch(scope)} ${onlyOf('i.account_id', scope)}`;
  return `select 2 * ${dayOfInstant('i.occurred_at', scope)} + (${isAnswered})::int, null::float8, uuid_send(i.contact_id) || uuid_send(i.account_id)
    ${from} and i.occurred_at >= ${counted}
    union all select 2 * ${dayOfInstant('o.last', scope)}, 2 * ${dayOfInstant('o.answered', scope)} + 1, uuid_send(o.contact_id) || uuid_send(o.account_id)
    from (select i.contact_id, i.account_id, max(i.occurred_at) as last, max(i.occurred_at) filter (where ${isAnswered}) as answered
      ${from} and i.occurred_at < ${counted} group by 1, 2) o`;
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
