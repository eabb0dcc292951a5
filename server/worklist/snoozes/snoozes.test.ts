import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLog } from '../../lib/log.ts';
import { changeDue } from '../../runs/change-due.ts';
import { completeStep } from '../../runs/complete-step.ts';
import { riskPlaybook } from '../../runs/run-example.ts';
import { openRunsTest, type RunsTest } from '../../runs/run-world.test-support.ts';
import { startRun } from '../../runs/start-run.ts';
import { listMyDay } from '../list-my-day.ts';
import type { SnoozableItem } from './find-items.ts';
import { foreseeWorse } from './foresee-worse.ts';
import { snoozeItem } from './snooze-item.ts';
import { wakeByTime } from './wake-by-time.ts';
import { wakeItem } from './wake-item.ts';
import { wakeWorse } from './wake-worse.ts';

let runs: RunsTest;
let acme: string;
beforeAll(async () => {
  runs = await openRunsTest();
  acme = runs.world.acme.id;
});
afterAll(() => runs.close());

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
const orWorse = () => ({ wakes: 'at_date_or_worse' as const, until: inDays(30) });

function snooze(item: SnoozableItem, input: Parameters<typeof snoozeItem>[3], person = runs.world.carl) {
  return snoozeItem(runs.database, person.actor, item, input);
}

async function reasonOf(account: string, now?: Date): Promise<string | undefined> {
  const day = await listMyDay(runs.database, runs.world.carl.actor, { all: true, ...(now && { now }) });
  return day.items.find((item) => item.account.name === account)?.reason;
}

async function aTask(name: string): Promise<SnoozableItem & { runId: string; accountId: string }> {
  const { id: accountId } = await runs.anAccount(name);
  const { runId } = await startRun(runs.database, runs.world.carl.actor, {
    accountId,
    playbookKey: riskPlaybook.playbook,
  });
  const { id } = await runs.inAcme((tx) =>
    tx.one<{ id: string }>(
      'task',
      `select id from task where organisation_id = $1 and run_id = $2 and state = 'open'`,
      [acme, runId],
    ),
  );
  return { kind: 'task', id, runId, accountId };
}

async function aBandChange(accountId: string): Promise<SnoozableItem> {
  const id = randomUUID();
  await runs.inAcme((tx) =>
    tx.execute(
      `insert into health_band_change (organisation_id, id, account_id, changed_on, from_band, to_band, because)
       values ($1, $2, $3, current_date, 'green', 'yellow', 'engagement fell')`,
      [acme, id, accountId],
    ),
  );
  return { kind: 'band_change', id };
}

const health = (accountId: string, score: number, band: string) =>
  runs.inAcme((tx) =>
    tx.execute(
      `insert into account_health (organisation_id, account_id, as_of, score, band, coverage) values ($1, $2, current_date, $3, $4, 1)
       on conflict (organisation_id, account_id) do update set score = excluded.score, band = excluded.band`,
      [acme, accountId, score, band],
    ),
  );

const byTime = (now: Date) => wakeByTime(runs.database, createLog('silent'), now);

describe('a task', () => {
  test('is back when it falls due, once; without it only on its day', async () => {
    const task = await aTask('Alder');
    const patient = await aTask('Birch');
    await snooze(task, orWorse());
    await snooze(patient, { until: inDays(30) });
    expect(await byTime(new Date())).toBe(0);
    expect(await byTime(inDays(2))).toBe(1);
    expect(await byTime(inDays(2))).toBe(0);
    expect(await reasonOf('Alder', inDays(2))).toMatch(
      /^Back before \w{3} \d+ \w{3}( \d{4})?: it was due \w{3} \d+ \w{3}/,
    );
    expect(await reasonOf('Birch', inDays(2))).toBeUndefined();
  });

  test('sleeps on when it was overdue before, and when it is due later now', async () => {
    const late = await aTask('Cedar');
    const moved = await aTask('Dogwood');
    await runs.inAcme((tx) =>
      tx.execute(`update task set due_at = now() - interval '1 hour' where organisation_id = $1 and id = $2`, [
        acme,
        late.id,
      ]),
    );
    await snooze(late, orWorse());
    await snooze(moved, orWorse());
    const step = { runId: moved.runId, step: 'diagnose' };
    await changeDue(runs.database, runs.world.carl.actor, step, { dueAt: inDays(10), reason: 'They are away' });
    await byTime(inDays(1.5));
    expect([await reasonOf('Cedar'), await reasonOf('Dogwood')]).toEqual([undefined, undefined]);
  });

  test('is back when its run gets stuck', async () => {
    const task = await aTask('Elm');
    await runs.inAcme((tx) =>
      tx.execute(`update task set due_at = null where organisation_id = $1 and id = $2`, [acme, task.id]),
    );
    await snooze(task, orWorse());
    await byTime(inDays(2));
    expect(await reasonOf('Elm', inDays(2))).toBeUndefined();
    await byTime(inDays(5));
    expect(await reasonOf('Elm', inDays(5))).toMatch(/: its run is stuck: “Find the root cause” was due 4 days ago/);
  });

  test('that is done is not woken', async () => {
    const task = await aTask('Fir');
    await snooze(task, orWorse());
    await completeStep(runs.database, runs.world.carl.actor, { runId: task.runId, step: 'diagnose' });
    const isWoken = async () =>
      runs.inAcme((tx) =>
        tx.query('select from worklist_snooze where organisation_id = $1 and item_id = $2 and woken_at is not null', [
          acme,
          task.id,
        ]),
      );
    await byTime(inDays(3));
    expect(await isWoken()).toEqual([]);
  });
});

describe('a change of health', () => {
  test('is back when health falls further, and says so until it is brought back by hand or put aside again', async () => {
    const { id: accountId } = await runs.anAccount('Ginkgo');
    await health(accountId, 71, 'yellow');
    const change = await aBandChange(accountId);
    await snooze(change, { wakes: 'when_worse', reason: 'They moved offices' });
    const watch = { accountIds: [accountId], asOf: null };
    await health(accountId, 62, 'yellow');
    expect(await wakeWorse(runs.database, acme, watch)).toBe(0);
    await health(accountId, 58, 'red');
    expect(await wakeWorse(runs.database, acme, watch)).toBe(1);
    expect(await reasonOf('Ginkgo')).toBe('Back: health fell from 71 to 58, red now (put aside: They moved offices)');
    await snooze(change, { until: inDays(3) });
    expect(await reasonOf('Ginkgo')).toBeUndefined();
    await wakeItem(runs.database, runs.world.carl.actor, change);
    expect(await reasonOf('Ginkgo')).toBe('Nothing presses');
  });

  test('sleeps on when health is no longer known', async () => {
    const { id: accountId } = await runs.anAccount('Hazel');
    await health(accountId, 71, 'yellow');
    await snooze(await aBandChange(accountId), orWorse());
    await runs.inAcme((tx) =>
      tx.execute('update account_health set score = null, band = null where organisation_id = $1', [acme]),
    );
    expect(await wakeWorse(runs.database, acme, { accountIds: null, asOf: null })).toBe(0);
  });
});

test('any number of accounts are looked at together', async () => {
  const names = Array.from({ length: 30 }, (_, i) => `Account ${i}`);
  for (const name of names) {
    const { id } = await runs.anAccount(name);
    await health(id, 90, 'green');
    await snooze(await aBandChange(id), orWorse());
  }
  await runs.inAcme((tx) =>
    tx.execute(
      `update account_health set score = 40, band = 'red' where organisation_id = $1
       and account_id in (select id from account where organisation_id = $1 and name like 'Account %')`,
      [acme],
    ),
  );
  const woken = await Promise.all([1, 2].map(() => wakeWorse(runs.database, acme, { accountIds: null, asOf: null })));
  expect(woken.reduce((sum, count) => sum + count)).toBe(30);
});

test('what would be worse is told beforehand, and to members of the organisation only', async () => {
  const task = await aTask('Ivy');
  await health(task.accountId, 71, 'yellow');
  const { lines } = await foreseeWorse(runs.database, runs.world.carl.actor, task);
  expect(lines).toEqual([
    'health falls by 10 points or more (71, yellow now)',
    'health falls into a lower band',
    'a further situation opens on the account, other than a chance to grow or a date that was known',
    'something is escalated on the account, or an escalation rises',
    expect.stringMatching(/^it falls due \(\w{3} \d+ \w{3}/),
    'its run gets stuck',
  ]);
  await expect(foreseeWorse(runs.database, runs.world.mallory.actor, task)).rejects.toMatchObject({ status: 404 });
});

test('what will not do is refused', async () => {
  const task = await aTask('Juniper');
  const statusOf = async (
    input: Parameters<typeof snoozeItem>[3],
    person = runs.world.carl,
    item: SnoozableItem = task,
  ) =>
    snooze(item, input, person).then(
      () => 'done',
      (refusal) => refusal.status,
    );
  expect(await statusOf({})).toBe(422);
  expect(await statusOf({ wakes: 'at_date_or_worse' })).toBe(422);
  expect(await statusOf({ wakes: 'when_worse', until: inDays(3) })).toBe(422);
  expect(await statusOf({ until: inDays(-1) })).toBe(422);
  expect(await statusOf({ until: inDays(400) })).toBe(422);
  expect(await statusOf(orWorse(), runs.world.vic)).toBe(403);
  expect(await statusOf(orWorse(), runs.world.mallory)).toBe(404);
  await completeStep(runs.database, runs.world.carl.actor, { runId: task.runId, step: 'diagnose' });
  expect(await statusOf(orWorse())).toBe(409);
});
