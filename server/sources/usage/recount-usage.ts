import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { dayCounter } from '../../lib/day-counter.ts';
import { IN_RANGE, nextPortion, readEvents } from './read-events.ts';
import { type AccountAndDay, createRollup } from './roll-up.ts';
import { timeZoneOf } from './time-zone.ts';
import { stopUsageWriters } from './usage-lock.ts';
import { addRollup, markStale } from './write-rollup.ts';

/**
 * Counts all usage anew from the events: needed when the organisation moves to another time zone, where its days begin at other times.
 * Goes from account to account in short transactions while events keep arriving; safe to repeat.
 */
export async function recountUsage(database: Database, actor: Actor): Promise<void> {
  mayI(actor, 'manage_sources');
  let next: number | null = 0;
  while (next !== null) {
    const from: number = next;
    next = await inOrganisation(database, actor, (tx) => recountPortion(tx, from));
  }
}

async function recountPortion(tx: Transaction, from: number): Promise<number | null> {
  const metrics = await stopUsageWriters(tx);
  const timeZone = await timeZoneOf(tx);
  const range = await nextPortion(tx, from);
  const values = [tx.organisationId, range.from, range.to];
  const removed = await tx.query<AccountAndDay & Record<string, unknown>>(
    `with removed as (delete from usage_day where organisation_id = $1 and ${IN_RANGE} returning account_slot, day)
     select distinct account_slot as "accountSlot", day - date '1970-01-01' as day from removed`,
    values,
  );
  await tx.execute(`delete from usage_user_day where organisation_id = $1 and ${IN_RANGE}`, values);
  const rollup = createRollup(metrics, dayCounter(timeZone));
  await readEvents(tx, IN_RANGE, values.slice(1), rollup.add);
  await addRollup(tx, rollup.accountDays());
  await markStale(tx, removed);
  return range.to;
}
