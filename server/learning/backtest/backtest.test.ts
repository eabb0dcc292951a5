import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFirm, openFileDatabase } from '../../../test/firm.ts';
import { writeAccounts } from '../../accounts/write-accounts.ts';
import { type EpochDay, epochDay, isoDate, startOfDay } from '../../lib/days.ts';
import { recordUsage } from '../../sources/usage/record-usage.ts';
import { backtest } from './backtest.ts';
import { snapshotDays } from './snapshot-days.ts';
import { triggerOfCondition } from './tested-trigger.ts';

const START = epochDay('2025-01-06');
const LENGTH = 240;
const HORIZON = 30;
const ACCOUNTS = 8;

const { database } = await openFileDatabase();

/** An organisation whose accounts were active on these days after the start. */
async function aFirm(active: readonly (readonly number[])[]) {
  const { sourceId, inside } = await createFirm(database, { timeZone: 'Asia/Tokyo', currency: 'JPY' });
  await inside(async (tx) => {
    const accounts = await writeAccounts(
      tx,
      sourceId,
      active.map((_, i) => ({ externalId: `a${i}`, fields: { name: `Firm ${i}` } })),
    );
    const events = active.flatMap((days, i) =>
      days.map((day) => ({
        messageId: randomUUID(),
        accountSlot: accounts[i]!.slot,
        event: 'opened',
        userKey: 'u',
        occurredAt: new Date(startOfDay(isoDate(START + day), 'Asia/Tokyo').getTime() + 3_600_000),
        properties: null,
      })),
    );
    await recordUsage(tx, events, { sourceId, timeZone: 'Asia/Tokyo' });
  });
  return inside;
}

const activity = fc.array(fc.array(fc.nat(LENGTH - 1), { minLength: 1, maxLength: 25 }), {
  minLength: ACCOUNTS,
  maxLength: ACCOUNTS,
});

/** The last active day before a day; NaN before the first. */
const lastBefore = (active: readonly number[], day: EpochDay) => {
  const before = active.filter((one) => START + one < day);
  return before.length > 0 ? START + Math.max(...before) : Number.NaN;
};
test('both readings are what a naive count gives, whatever the history', async () => {
  await fc.assert(
    fc.asyncProperty(activity, fc.integer({ min: 5, max: 40 }), async (active, days) => {
      const inside = await aFirm(active);
      // History begins and ends with the first and the last fact.
      const first = START + Math.min(...active.flat());
      const end = START + Math.max(...active.flat()) + 1;
      const shared = {
        trigger: triggerOfCondition(`usage.days_since_last >= ${days}`, 'usage.active_days_total >= 2'),
        truth: 'usage.active_days_28d == 0',
        horizon: HORIZON,
        every: 'week' as const,
        from: START,
        to: end,
      };
      const asked = snapshotDays(first, end - HORIZON, 'week');
      fc.pre(asked.length > 2);
      const mayCount = (of: readonly number[], day: EpochDay) =>
        new Set(of.filter((one) => START + one < day)).size >= 2;
      const quiet = (of: readonly number[], day: EpochDay) =>
        !of.some((one) => START + one >= day + 2 && START + one < day + HORIZON);
      const rows = asked.flatMap((day) => active.filter((of) => mayCount(of, day)).map((of) => ({ of, day })));
      const flagged = rows.filter(({ of, day }) => day - lastBefore(of, day) >= days);
      const snapshots = await inside((tx) => backtest(tx, { ...shared, reading: 'snapshots' }));
      expect(snapshots).toMatchObject({
        snapshots: asked.length,
        rows: rows.length,
        positives: rows.filter(({ of, day }) => quiet(of, day)).length,
        flagged: flagged.length,
        true_positives: flagged.filter(({ of, day }) => quiet(of, day)).length,
      });

      const gapReached = snapshotDays(first, end - HORIZON, 'day').flatMap((day) =>
        active.filter((of) => mayCount(of, day) && day - lastBefore(of, day) === days).map((of) => ({ of, day })),
      );
      const fired = await inside((tx) => backtest(tx, { ...shared, reading: 'firings' }));
      expect(fired).toMatchObject({
        firings: gapReached.length,
        right: gapReached.filter(({ of, day }) => quiet(of, day)).length,
      });
    }),
    { numRuns: 12 },
  );
});

test('a trigger that must hold, re-arm and cool down fires as rarely as it says', async () => {
  // Fires on the mornings of days 6, 15 and 55, and is false again on those of days 11, 41 and 101.
  const uses = [0, 1, 10, 40, 42, 44, 46, 48, 50, ...Array.from({ length: 100 }, (_, i) => 100 + i)];
  const inside = await aFirm([uses]);
  const trigger = triggerOfCondition('usage.days_since_last >= 5', 'true');
  const fire = async (times: Partial<typeof trigger>) => {
    const reading = 'firings' as const;
    const answer = await inside((tx) =>
      backtest(tx, {
        trigger: { ...trigger, ...times },
        truth: 'silent',
        horizon: 10,
        every: 'day',
        reading,
        from: START,
        to: START + 190,
      }),
    );
    return answer.reading === 'firings' ? [answer.firings, answer.held_back] : [];
  };
  const none = { cooldown: 0, not_while: 0 };
  expect(await fire({})).toEqual([3, none]);
  expect(await fire({ holdsForDays: 28 })).toEqual([1, none]);
  // Four days lie between the first and the second, 14 between the second and the third.
  expect(await fire({ rearmAfterDays: 15 })).toEqual([1, none]);
  expect(await fire({ rearmAfterDays: 14 })).toEqual([2, none]);
  // The second waits until ten days after the first has ended.
  const [firings, held] = await fire({ cooldownDays: 10 });
  expect([firings, held]).toEqual([3, { cooldown: 6, not_while: 0 }]);
  expect(await fire({ notWhile: [{ ...trigger, name: 'other', when: 'usage.days_since_last >= 3' }] })).toEqual([
    0,
    { cooldown: 0, not_while: expect.any(Number) },
  ]);
});

test('where no day has its horizon in what is known, and for what cannot be evaluated, it says so', async () => {
  const inside = await aFirm([[0, 1, 5]]);
  const ask = (when: string, horizon: number) =>
    inside((tx) =>
      backtest(tx, { trigger: triggerOfCondition(when), truth: 'silent', horizon, every: 'day', reading: 'snapshots' }),
    );
  await expect(ask('usage.days_since_last >= 5', 90)).rejects.toThrow('There is not enough data');
  await expect(ask('usage.day_since_last >= 5', 2)).rejects.toThrow('There is no signal "usage.day_since_last"');
  await expect(ask('usage.days_since_last >= 5', 0)).rejects.toThrow('The horizon is 0 days');
  expect(await ask('usage.days_since_last >= 2', 2)).toMatchObject({
    not_enough_data: expect.stringContaining('Not enough'),
  });
});
