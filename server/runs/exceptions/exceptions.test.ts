import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditOf } from '../../../test/audit.ts';
import { listMyDay } from '../../worklist/list-my-day.ts';
import { readPlaybook } from '../../worklist/read-playbook.ts';
import { readRun } from '../../worklist/read-run.ts';
import { changeDue } from '../change-due.ts';
import { completeStep } from '../complete-step.ts';
import { riskPlaybook } from '../run-example.ts';
import { openRunsTest, type RunsTest } from '../run-world.test-support.ts';
import { skipStep } from '../skip-step.ts';
import { startRun } from '../start-run.ts';
import { askException } from './ask-exception.ts';
import { decideException } from './decide-exception.ts';
import { withdrawException } from './withdraw-exception.ts';

const LATER = '2099-03-04T10:00:00.000Z';

let runs: RunsTest;
beforeAll(async () => {
  runs = await openRunsTest();
  const guardrails = { may_change: ['wording' as const], exception_by: 'manager' as const };
  await runs.publish({ ...riskPlaybook, playbook: 'guarded', guardrails });
});
afterAll(() => runs.close());

async function aRun(playbookKey = 'guarded') {
  const account = await runs.anAccount(`Account ${randomUUID()}`);
  const { runId } = await startRun(runs.database, runs.world.carl.actor, { accountId: account.id, playbookKey });
  const deviations = () =>
    runs.inAcme((tx) =>
      tx.query(
        `select kind, step_id as step, reason, exception_id is not null as "byException" from run_deviation
         where organisation_id = $1 and run_id = $2 order by at`,
        [runs.world.acme.id, runId],
      ),
    );
  const read = () => readRun(runs.database, runs.world.carl.actor, runId);
  return { runId, deviations, read, step: { runId, step: 'diagnose' } };
}

test('a required step is skipped by an approved exception only: asked, found on My day, approved, done, recorded', async () => {
  const { database, world } = runs;
  const { step, runId, deviations, read } = await aRun(riskPlaybook.playbook);
  await expect(skipStep(database, world.carl.actor, step, { reason: 'Known' })).rejects.toMatchObject({
    status: 409,
    details: [{ at: 'exception', problem: 'skip' }],
  });
  const { id } = await askException(database, world.carl.actor, step, { kind: 'skip', reason: 'Known from the call' });
  await expect(askException(database, world.carl.actor, step, { kind: 'skip', reason: 'Again' })).rejects.toMatchObject(
    { status: 409 },
  );
  const { items } = await listMyDay(database, world.maya.actor, {});
  expect(items.find((item) => item.id === id)).toMatchObject({
    kind: 'exception',
    headline: 'Carl: Known from the call',
    run: { id: runId },
  });
  await expect(decideException(database, world.carl.actor, id, { decision: 'approved' })).rejects.toMatchObject({
    status: 403,
  });
  await decideException(database, world.maya.actor, id, { decision: 'approved' });
  const page = await read();
  expect(page.steps[0]).toMatchObject({
    status: 'skipped',
    settledBy: 'Maya',
    note: 'Known from the call (asked by Carl, approved by Maya)',
  });
  expect(page.exceptions).toMatchObject([{ state: 'approved', decidedBy: 'Maya', mayDecide: false }]);
  expect(await deviations()).toEqual([
    { kind: 'required_skipped', step: 'diagnose', reason: 'Known from the call', byException: true },
  ]);
  expect(await auditOf(database, world.alice, 'exception.asked')).toMatchObject([{ reason: 'Known from the call' }]);
  expect(await auditOf(database, world.alice, 'exception.approved')).toMatchObject([{ actor_name: 'Maya' }]);
  await expect(decideException(database, world.alice.actor, id, { decision: 'approved' })).rejects.toMatchObject({
    status: 409,
    message: 'Maya has approved this already.',
  });
});

test('what the guardrails do not leave free needs one, too; refused, nothing happens and the reason stands there', async () => {
  const { database, world } = runs;
  const { step, deviations, read } = await aRun();
  await expect(changeDue(database, world.carl.actor, step, { dueAt: new Date(LATER) })).rejects.toMatchObject({
    status: 409,
  });
  const { id } = await askException(database, world.carl.actor, step, {
    kind: 'due',
    dueAt: LATER,
    reason: 'They are away',
  });
  expect(() => decideException(database, world.maya.actor, id, { decision: 'refused' })).toThrow('Say why');
  await decideException(database, world.maya.actor, id, { decision: 'refused', reason: 'Call them today' });
  expect((await read()).exceptions).toMatchObject([
    { state: 'refused', decisionReason: 'Call them today', dueAt: LATER },
  ]);
  expect((await read()).steps[0]!.due!.at).not.toBe(LATER);
  expect(await deviations()).toEqual([]);
  const again = await askException(database, world.carl.actor, step, {
    kind: 'due',
    dueAt: LATER,
    reason: 'Really away',
  });
  await decideException(database, world.alice.actor, again.id, { decision: 'approved' });
  expect((await read()).steps[0]!.due!.at).toBe(LATER);
  expect(await deviations()).toMatchObject([{ kind: 'due_moved', byException: true }]);
});

test('what is free is done in place and kept as a deviation; a manager decides alone', async () => {
  const { database, world } = runs;
  const { runId, step, deviations } = await aRun(riskPlaybook.playbook);
  await expect(
    askException(database, world.carl.actor, step, { kind: 'due', dueAt: LATER, reason: 'For nothing' }),
  ).rejects.toMatchObject({ status: 409, message: 'This needs no exception. Do it.' });
  await changeDue(database, world.carl.actor, step, { dueAt: new Date(LATER) });
  await skipStep(database, world.carl.actor, { runId, step: 'tell-manager' }).catch(() => undefined);
  await skipStep(database, world.maya.actor, step, { reason: 'Known', requestId: 'once' });
  await skipStep(database, world.maya.actor, step, { reason: 'Known', requestId: 'once' });
  expect((await deviations()).map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['due_moved', 'required_skipped']),
  );
  const { deviations: counted } = await readPlaybook(database, world.vic.actor, riskPlaybook.playbook);
  expect(counted).toContainEqual({
    kind: 'due_moved',
    step: 'Find the root cause',
    runs: 1,
    byException: 0,
    reasons: [],
  });
  expect((await deviations()).filter(({ kind }) => kind === 'required_skipped')).toHaveLength(1);
});

test('what was asked can be withdrawn, and is void when the step is done meanwhile', async () => {
  const { database, world } = runs;
  const { step } = await aRun();
  const first = await askException(database, world.carl.actor, step, { kind: 'skip', reason: 'Known' });
  await expect(withdrawException(database, world.ann.actor, first.id)).rejects.toMatchObject({ status: 409 });
  await withdrawException(database, world.carl.actor, first.id);
  await expect(decideException(database, world.maya.actor, first.id, { decision: 'approved' })).rejects.toMatchObject({
    status: 409,
  });
  const second = await askException(database, world.carl.actor, step, { kind: 'skip', reason: 'Known' });
  await completeStep(database, world.carl.actor, step);
  await expect(decideException(database, world.maya.actor, second.id, { decision: 'approved' })).rejects.toMatchObject({
    status: 409,
    message: expect.stringContaining('Carl has done this step already'),
  });
  expect(() => askException(database, world.vic.actor, step, { kind: 'skip', reason: 'Known' })).toThrow('You may not');
  await expect(
    decideException(database, world.mallory.actor, second.id, { decision: 'approved' }),
  ).rejects.toMatchObject({ status: 404 });
});
