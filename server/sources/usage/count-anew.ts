import type { Transaction } from '../../context/transaction.ts';
import { dateArray, int4Array } from '../../database/binary-array.ts';
import { dayCounter } from '../../lib/day-counter.ts';
import { isoDate, startOfDay } from '../../lib/days.ts';
import type { ActiveMetric } from './metric.ts';
import { readEvents } from './read-events.ts';
import { type AccountAndDay, accountDayKey, createRollup } from './roll-up.ts';
import { addRollup, markStale } from './write-rollup.ts';

/** Replaces the rollups of some accounts' days by what their events say now. The caller has stopped the writers. */
export async function countAnew(
  tx: Transaction,
  accountDays: readonly AccountAndDay[],
  metrics: readonly ActiveMetric[],
  timeZone: string,
): Promise<void> {
  if (accountDays.length === 0) return;
  await removeRollups(tx, accountDays);
  const wanted = new Set(accountDays.map(({ accountSlot, day }) => accountDayKey(accountSlot, day)));
  const dayAt = dayCounter(timeZone);
  const rollup = createRollup(metrics, dayAt);
  const days = accountDays.map(({ day }) => day).sort((a, b) => a - b);
  await readEvents(
    tx,
    'account_slot = any($2::int4[]) and occurred_at >= $3 and occurred_at < $4',
    [
      int4Array([...new Set(accountDays.map(({ accountSlot }) => accountSlot))]),
      startOfDay(isoDate(days[0]!), timeZone),
      startOfDay(isoDate(days.at(-1)! + 1), timeZone),
    ],
    (event) => {
      if (wanted.has(accountDayKey(event.accountSlot, dayAt(event.occurredAt.getTime())))) rollup.add(event);
    },
  );
  await addRollup(tx, rollup.accountDays());
  await markStale(tx, accountDays);
}

async function removeRollups(tx: Transaction, accountDays: readonly AccountAndDay[]): Promise<void> {
  for (const table of ['usage_day', 'usage_user_day'])
    await tx.execute(
      `delete from ${table} u using unnest($2::int4[], $3::date[]) as t (account_slot, day)
       where u.organisation_id = $1 and u.account_slot = t.account_slot and u.day = t.day`,
      [
        tx.organisationId,
        int4Array(accountDays.map(({ accountSlot }) => accountSlot)),
        dateArray(accountDays.map(({ day }) => day)),
      ],
    );
}
