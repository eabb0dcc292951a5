import type { Transaction } from '../../context/transaction.ts';
import { int4Array, jsonbArray, textArray, timestamptzArray } from '../../database/binary-array.ts';
import { dayCounter } from '../../lib/day-counter.ts';
import { storableJson, storableText } from '../../lib/storable-text.ts';
import { createRollup } from './roll-up.ts';
import type { UsageEvent } from './usage-event.ts';
import { joinUsageWriters, type UsageWriting } from './usage-lock.ts';
import { addRollup, type Counted, type NewlyCounted } from './write-rollup.ts';

export interface UsageOrigin {
  readonly sourceId: string;
  /** The organisation's, which decides on which day an event counts. */
  readonly timeZone: string;
  readonly importId?: string;
  /** Where the caller has joined the writers already. */
  readonly writing?: UsageWriting;
  /** What the caller remembers of what has been counted. */
  readonly counted?: Counted;
}

export interface RecordedUsage {
  /** How many events are new. */
  readonly inserted: number;
  /** How many had been recorded before, or stand twice in `events`; the first of them counts. */
  readonly duplicates: number;
  /** The accounts that have new events, each once, ascending. */
  readonly accountSlots: number[];
  /** What is known to have been counted beyond what the caller remembered. */
  readonly counted: readonly NewlyCounted[];
}

/**
 * Keeps usage events, each message id of a source once, and counts the new ones per account, metric and day, and the users per
 * account and day, all in the caller's transaction. Some thousands of events at a time are best. Events more than a day in the future
 * are for the caller to refuse.
 */
export async function recordUsage(
  tx: Transaction,
  events: readonly UsageEvent[],
  { sourceId, timeZone, importId, writing, counted }: UsageOrigin,
): Promise<RecordedUsage> {
  if (events.length === 0) return { inserted: 0, duplicates: 0, accountSlots: [], counted: [] };
  const { metrics } = writing ?? (await joinUsageWriters(tx));
  const sorted = distinct(events);
  const recorded = await insertEvents(tx, sorted, sourceId, importId ?? null);
  const rollup = createRollup(metrics, dayCounter(timeZone));
  for (const event of recorded) rollup.add(event);
  const accountDays = rollup.accountDays();
  const newlyCounted = await addRollup(tx, accountDays, counted);
  return {
    inserted: recorded.length,
    duplicates: events.length - recorded.length,
    accountSlots: [...new Set(accountDays.map((accountDay) => accountDay.accountSlot))],
    counted: newlyCounted,
  };
}

/** The first event of each message id, sorted by it: two writers with the same events cannot block each other. */
function distinct(events: readonly UsageEvent[]): UsageEvent[] {
  const first = new Map<string, UsageEvent>();
  for (const event of events) {
    const kept = event.propertiesJson === undefined ? storable(event) : event;
    if (!first.has(kept.messageId)) first.set(kept.messageId, kept);
  }
  return [...first.values()].sort((a, b) => (a.messageId < b.messageId ? -1 : 1));
}

function storable(event: UsageEvent): UsageEvent {
  const messageId = storableText(event.messageId);
  const name = storableText(event.event);
  const userKey = event.userKey === null ? null : storableText(event.userKey);
  if (messageId === event.messageId && name === event.event && userKey === event.userKey) return event;
  return { ...event, messageId, event: name, userKey };
}

function jsonOf({ properties, propertiesJson }: UsageEvent): string | null {
  if (propertiesJson !== undefined) return propertiesJson;
  return properties === null ? null : storableJson(properties);
}

/**
 * Inserts the events and gives those that are new. Hardly ever has one been there before, and not to look first, nor to ask what was
 * inserted, saves a third of the work; where one has, the insertion is taken back and done again with care.
 */
async function insertEvents(
  tx: Transaction,
  events: readonly UsageEvent[],
  sourceId: string,
  importId: string | null,
): Promise<readonly UsageEvent[]> {
  const values = [
    tx.organisationId,
    sourceId,
    importId,
    textArray(events.map((event) => event.messageId)),
    int4Array(events.map((event) => event.accountSlot)),
    textArray(events.map((event) => event.event)),
    textArray(events.map((event) => event.userKey)),
    timestamptzArray(events.map((event) => event.occurredAt.getTime())),
    jsonbArray(events.map(jsonOf)),
  ];
  await tx.query('savepoint insert_events');
  try {
    await tx.client.query({ name: 'usage: insert events', text: INSERT, values });
    await tx.query('release savepoint insert_events');
    return events;
  } catch (error) {
    if ((error as { code?: unknown }).code !== UNIQUE_VIOLATION) throw error;
    await tx.query('rollback to savepoint insert_events; release savepoint insert_events');
  }
  const rows = await tx.query<{ message_id: string }>(`${INSERT} on conflict do nothing returning message_id`, values);
  const isNew = new Set(rows.map((row) => row.message_id));
  return events.filter((event) => isNew.has(event.messageId));
}

const UNIQUE_VIOLATION = '23505';

// Side by side in the list: in `from`, PostgreSQL would put each of the arrays aside as rows first.
const INSERT = `insert into usage_event
    (organisation_id, source_id, message_id, account_slot, event, user_key, occurred_at, properties, import_id)
  select $1, $2, unnest($4::text[]), unnest($5::int4[]), unnest($6::text[]), unnest($7::text[]), unnest($8::timestamptz[]), unnest($9::jsonb[]), $3`;
