import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayOf } from '../lib/days.ts';
import { playbookSchema } from '../playbooks/definition.ts';
import { completeStep } from './complete-step.ts';
import { evaluateRuns } from './evaluate-runs.ts';
import { fireTimer } from './fire-timer.ts';
import { riskPlaybook } from './run-example.ts';
import { openRunsTest, type RunsTest } from './run-world.test-support.ts';
import { startRun } from './start-run.ts';

const rescue = playbookSchema.parse({
  ...riskPlaybook,
  playbook: 'rescue',
  escalate: undefined,
  groups: [{ id: 'daily', title: 'Daily', when: 'health.score < 40', until: 'health.score >= 60' }],
  steps: [
    { id: 'call', title: 'Call', owner: 'csm', due: '1d' },
    { id: 'check', title: 'Check', owner: 'csm', due: '1d', group: 'daily', repeat: { every: '1bd' } },
    { id: 'hold', title: 'Hold', wait: { until: 'health.score >= 60', at_most: '20d' } },
    {
      id: 'thank',
      title: 'Thank them',
      owner: 'csm',
      due: '1d',
      if: { hold: 'met' },
      when: 'account.stage == "adoption"',
    },
  ],
});

let runs: RunsTest;
let today: string;
beforeAll(async () => {
  runs = await openRunsTest();
  today = dayOf(new Date(), runs.world.acme.timeZone);
  await runs.publish(rescue);
});
afterAll(() => runs.close());

const forgetMornings = () =>
  runs.inAcme((tx) => tx.execute('delete from signal_block where organisation_id = $1', [tx.organisationId]));

async function aRun(name: string) {
  await forgetMornings();
  const { id: accountId, slot } = await runs.anAccount(name);
  const { runId } = await startRun(runs.database, runs.world.carl.actor, { accountId, playbookKey: 'rescue' });
  return {
    runId,
    finds: async (score: number) => {
      await forgetMornings();
      await runs.aMorning(today, { 'health.score': { [slot]: score }, 'account.stage': { [slot]: 'adoption' } });
      return evaluateRuns(runs.database, runs.world.acme.id, {
        diagnosisId: randomUUID(),
        asOf: today,
        accountIds: null,
      });
    },
    tasks: () =>
      runs.inAcme((tx) =>
        tx.query<{ step_id: string; state: string }>(
          'select step_id, state from task where organisation_id = $1 and run_id = $2 order by opened_at, step_id, state desc',
          [tx.organisationId, runId],
        ),
      ),
  };
}

describe('conditions of a run that a diagnosis reads', () => {
  test('begin and end its groups, and end its waits, with the step after them asked at once', async () => {
    const run = await aRun('Alder');
    expect(await run.tasks()).toEqual([{ step_id: 'call', state: 'open' }]);
    expect(await run.finds(35)).toBe(1);
    expect(await run.tasks()).toContainEqual({ step_id: 'check', state: 'open' });
    expect(await run.finds(36)).toBe(0);
    expect(await run.finds(65)).toBe(1);
    expect(await run.tasks()).toEqual([
      { step_id: 'call', state: 'open' },
      { step_id: 'check', state: 'skipped' },
      { step_id: 'thank', state: 'open' },
    ]);
  });

  test('do not matter for a repeated task that is done: it is closed and open again', async () => {
    const run = await aRun('Birch');
    await run.finds(35);
    await completeStep(runs.database, runs.world.carl.actor, { runId: run.runId, step: 'check' });
    const checks = (await run.tasks()).filter((task) => task.step_id === 'check').map(({ state }) => state);
    expect(checks.sort()).toEqual(['done', 'open']);
  });

  test('are not needed when the time of a wait is over, once', async () => {
    const run = await aRun('Cedar');
    const [timer] = (await runs.jobs('run_timer', run.runId)).filter(({ payload }) => payload.timer === 'wait:hold');
    await fireTimer(runs.database, timer!.payload);
    await fireTimer(runs.database, timer!.payload);
    const entries = await runs.inAcme((tx) =>
      tx.query(`select from run_entry where organisation_id = $1 and run_id = $2 and kind = 'timer_fired'`, [
        tx.organisationId,
        run.runId,
      ]),
    );
    expect(entries).toHaveLength(1);
  });
});
