import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createFirm, openFileDatabase } from '../../../test/firm.ts';
import { writeAccounts } from '../../accounts/write-accounts.ts';
import { epochDay, isoDate, startOfDay } from '../../lib/days.ts';
import { riskPlaybook } from '../../runs/run-example.ts';
import { recordUsage } from '../../sources/usage/record-usage.ts';
import { outcomesOf } from './study-outcomes.ts';

const START = epochDay('2025-01-06');
const ZONE = 'Asia/Tokyo';
const HOUR = 3_600_000;

const { database } = await openFileDatabase();

const days = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const at = (day: number) => new Date(startOfDay(isoDate(START + day), ZONE).getTime() + 9 * HOUR);

interface Firm {
  /** Days after the start on which it was active. */
  readonly active: readonly number[];
  readonly run?: { readonly from: number; readonly to: number };
}

/** An organisation with a playbook for accounts that have been silent for 14 days, and these accounts, in this order. */
async function anOrganisation(firms: readonly Firm[], trigger: object = { when: 'usage.days_since_last >= 14' }) {
  const { id, sourceId, inside } = await createFirm(database, { timeZone: ZONE, currency: 'JPY' });
  await inside(async (tx) => {
    const accounts = await writeAccounts(
      tx,
      sourceId,
      firms.map((_, i) => ({ externalId: `a${i}`, fields: { name: `Firm ${i}` } })),
    );
    const events = firms.flatMap(({ active }, i) =>
      active.map((day) => ({
        messageId: randomUUID(),
        accountSlot: accounts[i]!.slot,
        event: 'opened',
        userKey: 'u',
        occurredAt: at(day),
        properties: null,
      })),
    );
    await recordUsage(tx, events, { sourceId, timeZone: ZONE });
    const goal = { outcome: 'usage.active_days_28d >= 3', within: '28d', because: 'They use it again.' };
    const definition = { ...riskPlaybook, playbook: 'silent', trigger, goal };
    await tx.execute(`insert into playbook (organisation_id, key, title, version) values ($1, 'silent', 'Silent', 1)`, [
      id,
    ]);
    await tx.execute(
      `insert into playbook_version (organisation_id, key, version, document, definition) values ($1, 'silent', 1, '', $2)`,
      [id, JSON.stringify(definition)],
    );
    for (const [i, { run }] of firms.entries())
      if (run)
        await tx.execute(
          `insert into run (organisation_id, number, account_id, playbook_key, playbook_version, state, outcome, started_at, closed_at, ends_at, progress)
           select $1, $2, a.id, 'silent', 1, 'closed', 'success', $4, $5, $5, '{}' from account a where a.organisation_id = $1 and a.slot = $3`,
          [id, i, accounts[i]!.slot, at(run.from), at(run.to)],
        );
  });
  return inside;
}

// Active for weeks, silent from day 41 on; every other one comes back for four days by itself. They are silent for 14 days on day 54.
const alone = Array.from(
  { length: 24 },
  (_, i): Firm => ({
    active: [...days(0, 40), ...(i % 2 === 0 ? days(60, 63) : [])],
  }),
);
// The same a hundred days later, with a run on the day on which they have been silent for 14; all come back, for six days.
const workedOn = Array.from(
  { length: 22 },
  (): Firm => ({
    active: [...days(100, 140), ...days(160, 165)],
    run: { from: 154, to: 170 },
  }),
);
const steady: Firm = { active: days(0, 240) };

test('runs are compared with accounts that met the trigger before there were any, counted by hand', async () => {
  const inside = await anOrganisation([...alone, ...workedOn, steady]);
  const study = await inside((tx) => outcomesOf(tx, 'silent'));
  expect(study).toMatchObject({
    signal: { name: 'usage.active_days_28d' },
    horizonDays: 28,
    runs: { all: 22, tooRecent: 0, measured: 22 },
    // Of the 28 days before, 15 were active ones; of the 28 after, six.
    beforeAfter: { before: 15, after: 6, change: { value: -9, interval: null } },
    // Those who came back by themselves fell silent once more; so did those with a run, after it had ended.
    comparisons: { before: 36, heldBack: 22 },
    whyNotMatched: null,
    caution: expect.stringContaining('not a controlled experiment'),
  });
  expect(study.matched).toMatchObject({
    change: { runs: 22, comparisons: 24, ofRuns: -9, ofComparisons: -13, difference: { value: 4 } },
    reached: { ofRuns: 1, ofComparisons: 0.5, difference: { value: 0.5 } },
  });
  const [low, high] = study.matched!.change.difference.interval!;
  expect([low < 4, high > 4, low > 2, high < 6]).toEqual([true, true, true, true]);
  expect(study.cases.runs[0]).toMatchObject({
    account: { name: 'Firm 45' },
    run: { number: 45 },
    on: isoDate(START + 154),
    before: 15,
    after: 6,
    isReached: true,
  });
});

test('with too few of either it says so, and compares nothing', async () => {
  const inside = await anOrganisation([...alone.slice(0, 10), ...workedOn, steady]);
  const study = await inside((tx) => outcomesOf(tx, 'silent'));
  expect(study.matched).toBeNull();
  expect(study.whyNotMatched).toMatch(/no comparison group of sufficient size: 22 of 22 measured runs match 10 of/);
  expect(study.beforeAfter).not.toBeNull();
});

test('a run whose time is not over is not measured, and fewer than ten make no mean', async () => {
  const young: Firm = { active: days(100, 200), run: { from: 220, to: 230 } };
  const inside = await anOrganisation([...workedOn.slice(0, 9), young, steady]);
  const study = await inside((tx) => outcomesOf(tx, 'silent'));
  expect(study.runs).toEqual({ all: 10, tooRecent: 1, measured: 9 });
  expect(study.beforeAfter).toBeNull();
  const sooner = await inside((tx) => outcomesOf(tx, 'silent', 14));
  expect(sooner.runs).toEqual({ all: 10, tooRecent: 0, measured: 10 });
});

test('a playbook that no condition starts is compared with nobody but what was dismissed', async () => {
  const inside = await anOrganisation([...alone, ...workedOn, steady], { event: 'ticket.opened' });
  const study = await inside((tx) => outcomesOf(tx, 'silent'));
  expect(study).toMatchObject({ runs: { measured: 22 }, comparisons: { before: 0, heldBack: 0 }, matched: null });
});
