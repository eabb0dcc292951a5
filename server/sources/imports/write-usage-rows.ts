import type { Transaction } from '../../context/transaction.ts';
import { int4Array, jsonbArray, textArray, timestamptzArray } from '../../database/binary-array.ts';
import { storableJson, storableText } from '../../lib/storable-text.ts';
import type { RecordOf } from '../kinds/record-kind.ts';
import { recordUsage } from '../usage/record-usage.ts';
import type { UsageEvent } from '../usage/usage-event.ts';
import type { ResolvedAccount } from './resolve-accounts.ts';
import {
  type IdentifiedRow,
  isRejected,
  type RowOutcome,
  type WritingContext,
  type WrittenRows,
} from './row-outcome.ts';

const day = 86_400_000;

/**
 * Records rows of a usage file through the verb of the tracking API, so that they are counted. An event whose id the
 * source has used for something else is rejected: events are never overwritten. They carry the import's id and so need
 * no list of changes.
 */
export async function writeUsageRows(
  tx: Transaction,
  { importId, sourceId, timeZone, columnOf }: WritingContext,
  rows: readonly IdentifiedRow[],
  accountOf: (row: IdentifiedRow) => ResolvedAccount,
): Promise<WrittenRows> {
  const latest = Date.now() + day;
  const outcomes = rows.map(({ mapped }): RowOutcome => {
    const { occurred_at } = mapped.record as RecordOf<'usage'>;
    if (occurred_at!.getTime() <= latest) return 'created';
    return {
      row: mapped.row,
      column: columnOf('occurred_at'),
      problem: `The event lies in the future, at ${occurred_at!.toISOString()}.`,
      mend: 'Correct the time, or the time zone of the file.',
    };
  });
  const indices = outcomes.flatMap((outcome, at) => (isRejected(outcome) ? [] : [at]));
  const events = indices.map((at) => eventOf(rows[at]!, accountOf(rows[at]!)));
  const { inserted, duplicates } = await recordUsage(tx, events, { sourceId, timeZone, importId });
  if (duplicates === 0) return { outcomes, changes: [] };
  const others = await findOthers(tx, sourceId, events);
  // Which of the repeated events was the new one does not matter for the count.
  let created = inserted;
  for (const [position, at] of indices.entries()) {
    if (others.has(position)) {
      outcomes[at] = {
        row: rows[at]!.mapped.row,
        column: columnOf('id'),
        problem: `The id ${events[position]!.messageId} belongs to another event already.`,
        mend: 'Map a column whose values are unique. To replace an earlier import, undo it first.',
      };
    } else if (created > 0) created -= 1;
    else outcomes[at] = 'unchanged';
  }
  return { outcomes, changes: [] };
}

function eventOf({ mapped, externalId }: IdentifiedRow, { slot }: ResolvedAccount): UsageEvent {
  const { event, user, occurred_at } = mapped.record as RecordOf<'usage'>;
  const properties = Object.entries(mapped.custom).filter(([, value]) => value !== null);
  return {
    messageId: externalId,
    accountSlot: slot,
    event: event!,
    userKey: user ?? null,
    occurredAt: occurred_at!,
    properties: properties.length > 0 ? Object.fromEntries(properties) : null,
  };
}

/** Positions of the events that are recorded under their id with another content. */
async function findOthers(tx: Transaction, sourceId: string, events: readonly UsageEvent[]): Promise<Set<number>> {
  const rows = await tx.query<{ position: number }>(
    `select (n.position - 1)::int4 as position
     from unnest($3::text[], $4::int4[], $5::text[], $6::text[], $7::timestamptz[], $8::jsonb[])
       with ordinality n (message_id, account_slot, event, user_key, occurred_at, properties, position)
     join usage_event e on e.organisation_id = $1 and e.source_id = $2 and e.message_id = n.message_id
     where e.message_id = any($3::text[]) and (e.account_slot, e.event, e.user_key, e.occurred_at, e.properties)
       is distinct from (n.account_slot, n.event, n.user_key, n.occurred_at, n.properties)`,
    [
      tx.organisationId,
      sourceId,
      textArray(events.map(({ messageId }) => storableText(messageId))),
      int4Array(events.map(({ accountSlot }) => accountSlot)),
      textArray(events.map(({ event }) => storableText(event))),
      textArray(events.map(({ userKey }) => (userKey === null ? null : storableText(userKey)))),
      timestamptzArray(events.map(({ occurredAt }) => occurredAt.getTime())),
      jsonbArray(events.map(({ properties }) => (properties === null ? null : storableJson(properties)))),
    ],
  );
  return new Set(rows.map(({ position }) => position));
}
