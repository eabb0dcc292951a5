import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import { dateArray, float8Array, int4Array } from '../../database/binary-array.ts';
import type { Database } from '../../database/database.ts';
import { dayCounter } from '../../lib/day-counter.ts';
import { type ActiveMetric, contribution, METRIC_COLUMNS } from './metric.ts';
import { IN_RANGE, nextPortion, readEvents, type SlotRange } from './read-events.ts';
import { type AccountAndDay, accountDayKey } from './roll-up.ts';
import { timeZoneOf } from './time-zone.ts';
import { stopUsageWriters } from './usage-lock.ts';
import { markStale } from './write-rollup.ts';

/**
 * Counts one metric anew over all events, after it was added, changed or archived (then nothing of it stays), and marks the days on
 * which it was or is counted as stale. Goes from account to account in short transactions while events keep arriving; safe to repeat.
 */
export async function recountMetric(database: Database, actor: Actor, key: string): Promise<void> {
  mayI(actor, 'manage_sources');
  let next: number | null = 0;
  while (next !== null) {
    const from: number = next;
    next = await inOrganisation(database, actor, (tx) => recountPortion(tx, key, from));
  }
}

async function recountPortion(tx: Transaction, key: string, from: number): Promise<number | null> {
  await stopUsageWriters(tx);
  const metric = await tx.one<ActiveMetric & { isArchived: boolean }>(
    'metric',
    `select ${METRIC_COLUMNS}, archived_at is not null as "isArchived" from metric where organisation_id = $1 and key = $2`,
    [tx.organisationId, key],
  );
  const range = await nextPortion(tx, from);
  const removed = await tx.query<{ accountSlot: number; day: number }>(
    `delete from usage_day where organisation_id = $1 and ${IN_RANGE} and metric = $4
     returning account_slot as "accountSlot", day - date '1970-01-01' as day`,
    [tx.organisationId, range.from, range.to, metric.number],
  );
  const counted = metric.isArchived ? [] : await count(tx, metric, range);
  await insert(tx, metric, counted);
  await markStale(tx, [...removed, ...counted]);
  return range.to;
}

interface Amount extends AccountAndDay {
  amount: number;
}

async function count(tx: Transaction, metric: ActiveMetric, range: SlotRange): Promise<Amount[]> {
  const dayAt = dayCounter(await timeZoneOf(tx));
  const amounts = new Map<number, Amount>();
  const condition = `${IN_RANGE} and ($4::text is null or event = $4)`;
  await readEvents(
    tx,
    condition,
    [range.from, range.to, metric.event],
    ({ accountSlot, event, properties, occurredAt }) => {
      const more = contribution(metric, event, properties);
      if (more === null) return;
      const day = dayAt(occurredAt.getTime());
      const key = accountDayKey(accountSlot, day);
      const amount = amounts.get(key);
      if (amount) amount.amount += more;
      else amounts.set(key, { accountSlot, day, amount: more });
    },
  );
  return [...amounts.values()];
}

async function insert(tx: Transaction, metric: ActiveMetric, counted: readonly Amount[]): Promise<void> {
  await tx.execute(
    `insert into usage_day (organisation_id, account_slot, metric, day, amount)
     select $1, account_slot, $2, day, amount from unnest($3::int4[], $4::date[], $5::float8[]) as u (account_slot, day, amount)
     order by account_slot, day`,
    [
      tx.organisationId,
      metric.number,
      int4Array(counted.map(({ accountSlot }) => accountSlot)),
      dateArray(counted.map(({ day }) => day)),
      float8Array(counted.map(({ amount }) => amount)),
    ],
  );
}
