import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { completeStep } from '../runs/complete-step.ts';
import { riskPlaybook } from '../runs/run-example.ts';
import { openRunsTest, type RunsTest } from '../runs/run-world.test-support.ts';
import { startRun } from '../runs/start-run.ts';
import { listLateRuns, listTeamTasks } from './list-team-work.ts';
import { readTeam } from './read-team.ts';
import { whoNeedsHelp } from './who-needs-help.ts';

let runs: RunsTest;
beforeAll(async () => {
  runs = await openRunsTest();
});
afterAll(() => runs.close());

test('each figure is the length of the list behind it', async () => {
  const { database, world } = runs;
  const { carl, maya } = world;
  const playbookKey = riskPlaybook.playbook;
  const alder = await runs.anAccount('Alder');
  const birch = await runs.anAccount('Birch');
  const { runId } = await startRun(database, carl.actor, { accountId: alder.id, playbookKey });
  await startRun(database, carl.actor, { accountId: birch.id, playbookKey });
  await completeStep(database, carl.actor, { runId, step: 'diagnose' });
  await runs.inAcme((tx) =>
    tx.execute(
      `insert into interaction (organisation_id, account_id, source_id, external_id, kind, occurred_at)
       select $1, $2, id, 'call-1', 'call', now() from source where organisation_id = $1`,
      [world.acme.id, alder.id],
    ),
  );
  const now = new Date(Date.now() + 3 * 86_400_000);
  const team = await readTeam(database, maya.actor, { quietDays: 30, now });
  const load = team.members.find(({ name }) => name === 'Carl')!;
  expect(load).toMatchObject({ accounts: 2, red: 0, openTasks: 2, lateFirstActions: 1, donePerWeek: 0.25 });
  const memberId = carl.actor.memberId;
  expect(await listTeamTasks(database, maya.actor, { memberId }, now)).toHaveLength(load.openTasks);
  expect(await listTeamTasks(database, maya.actor, { memberId, due: 'overdue' }, now)).toHaveLength(load.overdue);
  expect(await listLateRuns(database, maya.actor, memberId, now)).toMatchObject([{ account: { name: 'Birch' } }]);
  const [step] = team.waitingSteps;
  expect(
    await listTeamTasks(database, maya.actor, { playbookKey: step!.playbook.key, step: step!.step }, now),
  ).toHaveLength(step!.open);
  expect(team.waitingSteps.map((one) => [one.step, one.open, one.longestDays])).toContainEqual(['diagnose', 1, 3]);
  expect(team.quiet).toMatchObject({
    days: 30,
    count: 1,
    accounts: [{ name: 'Birch', lastTalkAt: null, csm: 'Carl' }],
  });
});

describe('who needs help', () => {
  const calm = { openTasks: 8, overdue: 1, lateFirstActions: 0, donePerWeek: 6, accounts: 40, red: 2 };
  test('nobody who keeps up', () => expect(whoNeedsHelp(calm)).toEqual([]));
  test.each([
    [{ overdue: 5 }, '5 tasks overdue'],
    [{ lateFirstActions: 2 }, '2 first actions late'],
    [{ openTasks: 24 }, 'work for 4 weeks at the pace of the last four'],
    [{ red: 11 }, '11 of 40 accounts are red'],
  ])('whoever has %j, with the reason', (much, reason) => {
    expect(whoNeedsHelp({ ...calm, ...much })).toEqual([reason]);
  });
  test('of whose pace nothing is known, nothing is concluded from it', () => {
    expect(whoNeedsHelp({ ...calm, openTasks: 30, donePerWeek: 0 })).toEqual([]);
  });
});
