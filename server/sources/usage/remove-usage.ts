import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { dayCounter } from '../../lib/day-counter.ts';
import { countAnew } from './count-anew.ts';
import { IN_RANGE, nextPortion, type SlotRange } from './read-events.ts';
import { type AccountAndDay, accountDayKey } from './roll-up.ts';
import { timeZoneOf } from './time-zone.ts';
import { stopUsageWriters } from './usage-lock.ts';

/**
 * Takes back the usage events of an import and counts the days of the accounts that had them anew from the events that stay. Goes from
 * account to account in short transactions while events keep arriving; safe to repeat. Gives how many events it removed.
 */
export async function removeUsage(database: Database, actor: Actor, importId: string): Promise<number> {
  mayI(actor, 'manage_sources');
  let removed = await inOrganisation(database, actor, (tx) => removeWithoutAccount(tx, importId));
  let next: number | null = 0;
  while (next !== null) {
    const from: number = next;
    const portion = await inOrganisation(database, actor, (tx) => removePortion(tx, importId, from));
    removed += portion.removed;
    next = portion.next;
  }
  return removed;
}

async function removeWithoutAccount(tx: Transaction, importId: string): Promise<number> {
  await stopUsageWriters(tx);
  return tx.execute('delete from usage_event where organisation_id = $1 and account_slot is null and import_id = $2', [
    tx.organisationId,
    importId,
  ]);
}

async function removePortion(
  tx: Transaction,
  importId: string,
  from: number,
): Promise<{ removed: number; next: number | null }> {
  const metrics = await stopUsageWriters(tx);
  const timeZone = await timeZoneOf(tx);
  const range = await nextPortion(tx, from);
  const { removed, quarters } = await removeEvents(tx, importId, range);
  const dayAt = dayCounter(timeZone);
  const touched = new Map<number, AccountAndDay>();
  for (const { accountSlot, at } of quarters) {
    const day = dayAt(at);
    touched.set(accountDayKey(accountSlot, day), { accountSlot, day });
  }
  await countAnew(tx, [...touched.values()], metrics, timeZone);
  return { removed, next: range.to };
}

/**
 * Gives the quarters of an hour in which there were events, not all of these, since an account can have had millions in a day. Every
 * day of every time zone begins with such a quarter.
 */
async function removeEvents(tx: Transaction, importId: string, range: SlotRange) {
  return tx.one<{ removed: number; quarters: { accountSlot: number; at: number }[] }>(
    'import',
    `with removed as (
       delete from usage_event where organisation_id = $1 and ${IN_RANGE} and import_id = $4 returning account_slot, occurred_at),
     quarters as (
       select account_slot as "accountSlot", (extract(epoch from date_bin('15 minutes', occurred_at, '2000-01-01Z')) * 1000)::float8 as at
       from removed group by 1, 2)
     select (select count(*) from removed) as removed, coalesce((select jsonb_agg(quarters) from quarters), '[]') as quarters`,
    [tx.organisationId, range.from, range.to, importId],
  );
}
