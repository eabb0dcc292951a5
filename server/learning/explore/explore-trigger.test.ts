import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { createFirm, openFileDatabase } from '../../../test/firm.ts';
import { writeAccounts } from '../../accounts/write-accounts.ts';
import { epochDay, isoDate } from '../../lib/days.ts';
import { publishLibrary } from '../../playbooks/publish-library.ts';
import { recordUsage } from '../../sources/usage/record-usage.ts';
import type { FiringsAnswer, SnapshotsAnswer } from '../backtest/answer.ts';
import { backtest } from '../backtest/backtest.ts';
import { triggerOfCondition } from '../backtest/tested-trigger.ts';
import { exploreTrigger } from './explore-trigger.ts';

const START = epochDay('2024-01-01');
const DAYS = 500;

const { database } = await openFileDatabase();
const { actor, sourceId, inside } = await createFirm(database, { timeZone: 'UTC', currency: 'EUR' });

/** Thirty sellers: some sell all the time, some stop for good, some pause for two months and come back. */
beforeAll(async () => {
  await inside(async (tx) => {
    await publishLibrary(tx);
    const names = Array.from({ length: 30 }, (_, i) => ({ externalId: `s${i}`, fields: { name: `Seller ${i}` } }));
    const accounts = await writeAccounts(tx, sourceId, names);
    const isActive = (seller: number, day: number) => {
      if (seller % 3 === 1) return day < 120 + seller * 10;
      return seller % 3 === 2 ? !(day > 100 + seller * 3 && day < 165 + seller * 3) : true;
    };
    const events = accounts.flatMap(({ slot }, seller) =>
      Array.from({ length: DAYS }, (_, day) => day)
        .filter((day) => day % 4 === 0 && isActive(seller, day))
        .map((day) => ({
          messageId: randomUUID(),
          accountSlot: slot,
          event: 'sold',
          userKey: 'u',
          occurredAt: new Date(`${isoDate(START + day)}T09:00:00Z`),
          properties: null,
        })),
    );
    await recordUsage(tx, events, { sourceId, timeZone: 'UTC' });
  });
});

const explore = (input: object) => exploreTrigger(database, actor, 'silent-usage', input);
const counting = { isOn: true, isCounting: true };
const SET = [
  { index: 0, ...counting },
  { index: 2, ...counting },
];

test('moving thresholds gives what the command line gives for that condition, at first and again', async () => {
  for (const threshold of [45, 30, 45]) {
    const explored = await explore({ clauses: [...SET, { index: 1, isOn: true, threshold }], every: 'week' });
    const eligible =
      "unknown(account.stage) || account.stage in ['adoption', 'growth', 'renewal']) && (usage.active_days_total >= 3 && usage.days_since_last < 180";
    const tested = await inside((tx) =>
      backtest(tx, {
        trigger: triggerOfCondition(`usage.days_since_last >= ${threshold}`, `(${eligible})`),
        truth: 'silent',
        horizon: 90,
        every: 'week',
        reading: 'snapshots',
      }),
    );
    const { rows, flagged, true_positives, precision, recall, intervals } = tested as SnapshotsAnswer;
    expect(explored.figures).toMatchObject({ rows, flagged, true_positives, precision, recall, intervals });
    expect(explored.sentence).toBe(`days since last activity is ${threshold} or more`);
  }
});

test('the curve goes through the point where the threshold stands, and is counted like the figures everywhere', async () => {
  const explored = await explore({ clauses: SET, every: 'week' });
  const { points } = explored.curve!;
  const at = (threshold: number) => points.find((point) => point.threshold === threshold);
  expect(explored.curveOf).toBe(1);
  expect(at(45)).toMatchObject({ precision: explored.figures!.precision, recall: explored.figures!.recall });
  const other = points.find(({ threshold }) => threshold > 50)!;
  const there = await explore({
    clauses: [...SET, { index: 1, isOn: true, threshold: other.threshold }],
    every: 'week',
  });
  expect(there.figures).toMatchObject({ precision: other.precision, recall: other.recall, flagged: other.flagged });
});

test('two settings side by side: who only one of them flags, each with its story', async () => {
  const strict = { index: 1, isOn: true, threshold: 60 };
  const explored = await explore({ clauses: [...SET, strict], other: SET, every: 'week' });
  const { both, onlyThis, onlyOther } = explored.other!;
  expect(onlyThis.total).toBe(0);
  // 62 days pass between two sales of those that pause.
  expect([both > 0, explored.other!.figures.precision! <= explored.figures!.precision!]).toEqual([true, true]);
  const loose = await explore({ clauses: SET, every: 'week' });
  expect(onlyOther.total + both).toBe(loose.caught!.total + loose.falselyFlagged!.total);
  const caught = explored.caught!.accounts[0]!;
  expect(caught.story).toMatch(/days since last activity is \d+ \(60 or more\)/);
});

test('firings are the nights on which it would have opened, with the tasks of the playbook', async () => {
  const explored = await explore({ reading: 'firings', clauses: SET });
  const { figures } = explored;
  if (figures?.reading !== 'firings') throw new Error('It answers in another reading.');
  expect(figures.firings).toBe(explored.caught!.total + explored.falselyFlagged!.total);
  expect(figures.per_week.reduce((sum, week) => sum + week.firings, 0)).toBe(figures.firings);
  expect(figures.tasks_per_week.people).toBe(1);
});

test('without the waiting times of the playbook it fires as the condition alone does', async () => {
  const explored = await explore({ reading: 'firings', clauses: SET, waits: false });
  const eligible =
    "(unknown(account.stage) || account.stage in ['adoption', 'growth', 'renewal']) && (usage.active_days_total >= 3 && usage.days_since_last < 180)";
  const tested = await inside((tx) =>
    backtest(tx, {
      trigger: triggerOfCondition('usage.days_since_last >= 45', eligible),
      truth: 'silent',
      horizon: 90,
      every: 'day',
      reading: 'firings',
    }),
  );
  const { firings, right, precision } = tested as FiringsAnswer;
  expect(firings).toBeGreaterThan(0);
  expect(explored.figures).toMatchObject({ firings, right, precision, held_back: { cooldown: 0, not_while: 0 } });
});

test('what cannot be asked is refused with a reason', async () => {
  await expect(explore({ truth: 'health.scor < 5' })).rejects.toThrow('There is no signal');
  await expect(explore({ clauses: [0, 1, 2].map((index) => ({ index, isOn: false })) })).rejects.toThrow(
    'Leave at least one on',
  );
  await expect(exploreTrigger(database, actor, 'no-such', {})).rejects.toThrow('playbook');
  expect(await explore({ from: '2025-05-01' })).toMatchObject({ range: null, figures: null });
});
