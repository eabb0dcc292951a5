import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRun } from '../worklist/read-run.ts';
import { completeStep } from './complete-step.ts';
import { riskPlaybook } from './run-example.ts';
import { openRunsTest, type RunsTest } from './run-world.test-support.ts';
import { startRun } from './start-run.ts';

let runs: RunsTest;
beforeAll(async () => {
  runs = await openRunsTest();
  await runs.publish({
    ...riskPlaybook,
    playbook: 'varied',
    variations: [
      {
        for: 'large',
        because: 'They have a committee.',
        steps: {
          plan: { owner: 'manager', due: '5d' },
          'tell-manager': { drop: true },
          committee: {
            add: { title: 'Meet the committee', owner: 'csm', due: '2d', after: 'diagnose', required: true },
          },
        },
      },
      { for: 'account.seats >= 50', because: 'They are not small.', steps: { diagnose: { due: '8h' } } },
    ],
  });
  await runs.inAcme((tx) =>
    tx.execute(
      `insert into segment (organisation_id, key, name, rule) values ($1, 'large', 'Large', 'account.seats >= 250')`,
      [runs.world.acme.id],
    ),
  );
});
afterAll(() => runs.close());

async function start(accountId: string) {
  const { database, world } = runs;
  const { runId } = await startRun(database, world.carl.actor, { accountId, playbookKey: 'varied' });
  return { runId, page: await readRun(database, world.carl.actor, runId) };
}

test('a member of the segment gets its variation, and keeps it when it leaves the segment or the playbook changes', async () => {
  const { database, world } = runs;
  const account = await runs.anAccount('Borealis');
  const values = [world.acme.id, account.id];
  await runs.inAcme((tx) =>
    tx.execute(
      `insert into segment_member (organisation_id, segment_key, account_id, since) values ($1, 'large', $2, '2026-01-01')`,
      values,
    ),
  );
  const { runId, page } = await start(account.id);
  expect(page.variation).toBe('Large');
  expect(page.steps.map(({ id }) => id)).toEqual(['diagnose', 'committee', 'plan', 'review']);
  await runs.inAcme((tx) =>
    tx.execute('delete from segment_member where organisation_id = $1 and account_id = $2', values),
  );
  const { steps } = await completeStep(database, world.carl.actor, { runId, step: 'diagnose' });
  expect(steps).toMatchObject({ committee: 'ready', plan: 'ready' });
  const plan = (await readRun(database, world.carl.actor, runId)).steps.find(({ id }) => id === 'plan');
  expect(plan).toMatchObject({ role: 'manager' });
});

test('a condition chooses by the last morning; who fits none, or is not known, gets the baseline', async () => {
  const [middle, small, unknown] = [
    await runs.anAccount('Middle'),
    await runs.anAccount('Small'),
    await runs.anAccount('New'),
  ];
  await runs.aMorning('2026-03-01', { 'account.seats': { [middle.slot]: 60, [small.slot]: 5 } });
  const { page } = await start(middle.id);
  expect(page.variation).toBe('seats sold are 50 or more');
  expect(page.steps.map(({ id }) => id)).toEqual(['diagnose', 'plan', 'tell-manager', 'review']);
  expect((await start(small.id)).page.variation).toBeNull();
  expect((await start(unknown.id)).page.variation).toBeNull();
});
