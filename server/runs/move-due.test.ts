import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { playbookSchema } from '../playbooks/definition.ts';
import { changeDue } from './change-due.ts';
import { completeStep } from './complete-step.ts';
import { previewDueMove } from './preview-due-move.ts';
import { riskPlaybook } from './run-example.ts';
import { openRunsTest, type RunsTest } from './run-world.test-support.ts';
import { startRun } from './start-run.ts';
import { undoDueMove } from './undo-due-move.ts';

const threeSteps = playbookSchema.parse({
  ...riskPlaybook,
  playbook: 'three-steps',
  escalate: undefined,
  steps: [
    { id: 'diagnose', title: 'Find the root cause', owner: 'csm', due: '3d' },
    { id: 'offer', title: 'Prepare an offer', owner: 'csm', due: '5d' },
    { id: 'plan', title: 'Write the plan', owner: 'csm', after: 'diagnose', due: '2d' },
    { id: 'talk', title: 'Talk to them', owner: 'csm', after: 'plan', due: '1d' },
  ],
});

let runs: RunsTest;
let runId: string;
let accounts = 0;
beforeAll(async () => {
  runs = await openRunsTest();
  await runs.publish(threeSteps);
});
afterAll(() => runs.close());
beforeEach(async () => {
  accounts += 1;
  const { id } = await runs.anAccount(`Account ${accounts}`);
  const { carl } = runs.world;
  ({ runId } = await startRun(runs.database, carl.actor, { accountId: id, playbookKey: 'three-steps' }));
});

const DAY = 86_400_000;

interface Due extends Record<string, unknown> {
  step: string;
  at: Date;
  because: string;
}

function dues(): Promise<Due[]> {
  return runs.inAcme((tx) =>
    tx.query<Due>(
      `select step_id as step, due_at as at, due_because as because from task
       where organisation_id = $1 and run_id = $2 and state = 'open' order by step_id`,
      [tx.organisationId, runId],
    ),
  );
}

test('moving a due date shows what counts from it and what else is open', async () => {
  const { database, world } = runs;
  const [diagnose, offer] = await dues();
  const to = new Date(diagnose!.at.getTime() + 7 * DAY);
  const target = { runId, step: 'diagnose' };
  const { follows, others } = await previewDueMove(database, world.carl.actor, target, to);
  expect(follows.map(({ title }) => title)).toEqual(['Write the plan', 'Talk to them']);
  for (const { before, after } of follows) expect(Math.round((Date.parse(after) - Date.parse(before)) / DAY)).toBe(7);
  expect(others).toMatchObject([{ step: 'offer', title: 'Prepare an offer', owner: 'Carl' }]);
  expect(Math.round((Date.parse(others[0]!.after) - offer!.at.getTime()) / DAY)).toBe(7);
  expect(await dues()).toEqual([diagnose, offer]);
});

test('what moves together moves in one go, says so, and one undo puts all of it back', async () => {
  const { database, world } = runs;
  const before = await dues();
  const later = before.map(({ step, at }) => ({ step, dueAt: new Date(at.getTime() + 7 * DAY) }));
  const input = { dueAt: later[0]!.dueAt, also: [later[1]!], reason: 'They are on a fair' };
  const { sequence } = await changeDue(database, world.carl.actor, { runId, step: 'diagnose' }, input);
  const after = await dues();
  expect(after.map(({ at }) => at)).toEqual(later.map(({ dueAt }) => dueAt));
  expect(after[0]!.because).toMatch(/ = set by Carl, was /);
  expect(after[1]!.because).toMatch(/ = moved by 7 days with "Find the root cause" by Carl, was /);
  await undoDueMove(database, world.carl.actor, runId, { sequence });
  expect(await dues()).toEqual(before);
  await expect(undoDueMove(database, world.carl.actor, runId, { sequence })).rejects.toMatchObject({ status: 409 });
  await expect(undoDueMove(database, world.carl.actor, runId, { sequence: 1 })).rejects.toMatchObject({ status: 404 });
});

test('what somebody has finished meanwhile is told, and nothing moves', async () => {
  const { database, world } = runs;
  const before = await dues();
  const [diagnose, offer] = before.map(({ step, at }) => ({ step, dueAt: new Date(at.getTime() + DAY) }));
  await completeStep(database, world.ann.actor, { runId, step: 'offer' });
  const move = changeDue(
    database,
    world.carl.actor,
    { runId, step: 'diagnose' },
    { dueAt: diagnose!.dueAt, also: [offer!] },
  );
  await expect(move).rejects.toMatchObject({ status: 409, message: expect.stringContaining('Ann has done it.') });
  expect((await dues()).map(({ at }) => at)).toEqual([before[0]!.at]);
});
