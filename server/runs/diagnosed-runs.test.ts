import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { diagnoseOrganisation } from '../diagnosis/diagnose-organisation.ts';
import { dayOf, epochDay, isoDate } from '../lib/days.ts';
import { closeRun } from './close-run.ts';
import { completeStep } from './complete-step.ts';
import { evaluateRuns } from './evaluate-runs.ts';
import { riskPlaybook } from './run-example.ts';
import type { RunState } from './run-state.ts';
import { openRunsTest, type RunsTest } from './run-world.test-support.ts';
import { startRun } from './start-run.ts';
import { startRuns } from './start-runs.ts';

let runs: RunsTest;
let acme: string;
let today: string;
beforeAll(async () => {
  runs = await openRunsTest();
  acme = runs.world.acme.id;
  today = dayOf(new Date(), runs.world.acme.timeZone);
});
afterAll(() => runs.close());
// Each test begins before any diagnosis, with no run open.
beforeEach(() =>
  runs.inAcme(async (tx) => {
    await tx.execute('delete from signal_block where organisation_id = $1', [acme]);
    await tx.execute('delete from run where organisation_id = $1', [acme]);
  }),
);

const playbookKey = riskPlaybook.playbook;
const healthy = (slot: number) => ({ 'health.score': { [slot]: 82 }, 'account.stage': { [slot]: 'adoption' } });
const ailing = (slot: number) => ({ 'health.score': { [slot]: 35 }, 'account.stage': { [slot]: 'adoption' } });

function day(ahead: number): string {
  return isoDate(epochDay(today) + ahead);
}

function evaluate(asOf: string, accountIds: string[] | null = null, diagnosisId: string = randomUUID()) {
  return evaluateRuns(runs.database, acme, { diagnosisId, asOf, accountIds });
}

async function stateOf(runId: string): Promise<RunState> {
  const { progress } = await runs.inAcme((tx) =>
    tx.one<{ progress: RunState }>('run', 'select progress from run where organisation_id = $1 and id = $2', [
      acme,
      runId,
    ]),
  );
  return progress;
}

function start(accountId: string) {
  return startRun(runs.database, runs.world.carl.actor, { accountId, playbookKey });
}

async function aSituation(accountId: string, state = 'open'): Promise<string> {
  const id = randomUUID();
  await runs.inAcme((tx) =>
    tx.execute(
      `insert into situation (organisation_id, id, account_id, playbook_key, playbook_version, state, trigger_kind, headline, evidence, opened_on)
       values ($1, $2, $3, $4, 1, $5, 'condition', 'Health fell to 35', '[]', $6)`,
      [acme, id, accountId, playbookKey, state, today],
    ),
  );
  return id;
}

function runsOf(situationIds: string[]) {
  return runs.inAcme((tx) =>
    tx.query<{ id: string; situation_id: string; started_by: string | null }>(
      'select id, situation_id, started_by from run where organisation_id = $1 and situation_id = any($2)',
      [acme, situationIds],
    ),
  );
}

describe('situations that opened', () => {
  test('start their runs once, however often and by how many it is asked', async () => {
    const accounts = await Promise.all(['Alder', 'Birch', 'Cedar'].map((name) => runs.anAccount(name)));
    await runs.aMorning(today, ailing(accounts[0]!.slot));
    const ids = await Promise.all(accounts.map((account) => aSituation(account.id)));
    await Promise.all([startRuns(runs.database, acme, ids), startRuns(runs.database, acme, [...ids].reverse())]);
    expect(await startRuns(runs.database, acme, ids)).toBe(0);
    const started = await runsOf(ids);
    expect(started.map((run) => run.situation_id).sort()).toEqual([...ids].sort());
    expect(started.every((run) => run.started_by === null)).toBe(true);
    const alder = await stateOf(started.find((run) => run.situation_id === ids[0])!.id);
    expect(alder.steps['tell-manager']).toMatchObject({ status: 'ready', owner: { name: 'Maya' } });
  });

  test('start none when they were dismissed, or when a run is open already', async () => {
    const [alone, busy] = [await runs.anAccount('Dogwood'), await runs.anAccount('Elm')];
    await start(busy.id);
    const ids = [await aSituation(alone.id, 'dismissed'), await aSituation(busy.id)];
    expect(await startRuns(runs.database, acme, ids)).toBe(0);
    expect(await runsOf(ids)).toEqual([]);
  });

  test('do not start again after their run was closed', async () => {
    const account = await runs.anAccount('Fir');
    const ids = [await aSituation(account.id)];
    await startRuns(runs.database, acme, ids);
    const [run] = await runsOf(ids);
    await closeRun(runs.database, runs.world.carl.actor, run!.id, { reason: 'No risk' });
    expect(await startRuns(runs.database, acme, ids)).toBe(0);
  });
});

test('a condition that becomes true comes to a task with its owner, and a true goal ends the run', async () => {
  const account = await runs.anAccount('Zephyr');
  await runs.publish({
    ...riskPlaybook,
    playbook: 'large-account',
    stage: ['adoption'],
    trigger: { when: 'account.arr >= 100' },
    steps: [{ id: 'call', title: 'Call them', owner: 'csm', due: '2bd', required: true, when: 'account.seats > 5' }],
    exit: { success: { when: 'account.arr < 100' }, after: '30d' },
  });
  const change = (sql: string) =>
    runs.inAcme((tx) =>
      tx.execute(`update account set ${sql} where organisation_id = $1 and id = $2`, [acme, account.id]),
    );
  const diagnose = () =>
    runs.inAcme(async (tx) => {
      const { id } = await diagnoseOrganisation(tx, epochDay(today), { kind: 'on_demand' });
      const opened = await tx.query<{ id: string }>(
        'select id from situation where organisation_id = $1 and diagnosis_id = $2',
        [acme, id],
      );
      return { id, opened: opened.map((situation) => situation.id) };
    });
  await change(`stage = 'adoption', arr_minor = 500, currency = 'EUR', seats = 9`);
  const first = await diagnose();
  await startRuns(runs.database, acme, first.opened);
  await evaluate(today, null, first.id);
  const tasks = () =>
    runs.inAcme((tx) =>
      tx.query('select title, state, owner_id from task where organisation_id = $1 and account_id = $2', [
        acme,
        account.id,
      ]),
    );
  const owner_id = runs.world.carl.actor.memberId;
  expect(await tasks()).toEqual([{ title: 'Call them', state: 'open', owner_id }]);
  await change('arr_minor = 50');
  await evaluate(today, null, (await diagnose()).id);
  expect(await tasks()).toEqual([{ title: 'Call them', state: 'cancelled', owner_id }]);
});

describe('a diagnosis', () => {
  test('ends the run by success when it held for as long as asked, told twice or not', async () => {
    const account = await runs.anAccount('Ginkgo');
    const { runId } = await start(account.id);
    for (const ahead of [0, 1, 2]) {
      await runs.aMorning(day(ahead - 3), healthy(account.slot));
      const diagnosisId = randomUUID();
      await evaluate(day(ahead - 3), null, diagnosisId);
      await evaluate(day(ahead - 3), null, diagnosisId);
    }
    expect((await stateOf(runId)).status).toBe('open');
    await runs.aMorning(today, healthy(account.slot));
    expect(await evaluate(today)).toBe(1);
    expect((await stateOf(runId)).outcome).toMatchObject({ outcome: 'success' });
    expect(await evaluate(today)).toBe(0);
  });

  test('ends the run by failure at once', async () => {
    const account = await runs.anAccount('Hazel');
    const { runId } = await start(account.id);
    await runs.aMorning(today, { ...ailing(account.slot), 'account.stage': { [account.slot]: 'churned' } });
    await evaluate(today);
    expect((await stateOf(runId)).outcome).toMatchObject({
      outcome: 'failure',
      reason: "account.stage == 'churned' became true.",
    });
  });

  test('opens or leaves out the steps that waited for it, for each account by its own signals', async () => {
    const [ill, well] = [await runs.anAccount('Ivy'), await runs.anAccount('Juniper')];
    const [first, second] = [await start(ill.id), await start(well.id)];
    expect([first.steps['tell-manager'], second.steps['tell-manager']]).toEqual(['blocked', 'blocked']);
    await runs.aMorning(today, { 'health.score': { [ill.slot]: 35, [well.slot]: 65 } });
    await evaluate(today);
    expect((await stateOf(first.runId)).steps['tell-manager']?.status).toBe('ready');
    expect((await stateOf(second.runId)).steps['tell-manager']).toMatchObject({
      status: 'skipped',
      note: 'Does not apply: health.score < 40 was not true.',
    });
  });

  test('touches only the runs for which something changed, and only the accounts it was about', async () => {
    const [one, other] = [await runs.anAccount('Kapok'), await runs.anAccount('Larch')];
    await runs.aMorning(today, ailing(one.slot));
    const [first, second] = [await start(one.id), await start(other.id)];
    await evaluate(today);
    const before = [await stateOf(first.runId), await stateOf(second.runId)];
    expect(await evaluate(today)).toBe(0);
    await runs.aMorning(day(1), {
      'health.score': { [one.slot]: 35, [other.slot]: 35 },
      'account.stage': { [one.slot]: 'churned', [other.slot]: 'churned' },
    });
    expect(await evaluate(day(1), [other.id])).toBe(1);
    expect(await stateOf(first.runId)).toEqual(before[0]);
    expect((await stateOf(second.runId)).status).toBe('closed');
  });

  test('stops the first-action clock at the first contact since the start that we made', async () => {
    const account = await runs.anAccount('Maple');
    const { runId } = await start(account.id);
    const started = Date.parse((await stateOf(runId)).startedAt!);
    const log = (kind: string, direction: string, at: number) =>
      runs.inAcme((tx) =>
        tx.execute(
          `insert into interaction (organisation_id, account_id, source_id, external_id, kind, direction, subject, occurred_at)
           select $1, $2, id, gen_random_uuid()::text, $3, $4, 'Pricing', $5 from source where organisation_id = $1 limit 1`,
          [acme, account.id, kind, direction, new Date(at)],
        ),
      );
    await log('call', 'two_way', started - 60_000);
    await log('email', 'inbound', started + 1);
    await log('note', 'outbound', started + 1);
    await evaluate(today);
    expect((await stateOf(runId)).firstAction?.doneAt).toBeNull();
    await log('call', 'two_way', started + 2);
    await evaluate(today, [account.id]);
    expect((await stateOf(runId)).firstAction?.doneAt).toBe(new Date(started + 2).toISOString());
  });

  test('ends the run of an archived account', async () => {
    const account = await runs.anAccount('Nutmeg');
    const { runId } = await start(account.id);
    await runs.inAcme((tx) =>
      tx.execute('update account set archived_at = now() where organisation_id = $1 and id = $2', [acme, account.id]),
    );
    await evaluate(today);
    expect((await stateOf(runId)).outcome).toMatchObject({ outcome: 'failure', reason: 'The account was archived.' });
  });

  test('of one account during the day reads its facts as they are now', async () => {
    const account = await runs.anAccount('Olive');
    const { runId } = await start(account.id);
    expect((await stateOf(runId)).steps['tell-manager']?.status).toBe('blocked');
    await runs.inAcme((tx) =>
      tx.execute(`update account set stage = 'churned' where organisation_id = $1 and id = $2`, [acme, account.id]),
    );
    await evaluate(day(1), [account.id]);
    expect((await stateOf(runId)).outcome).toMatchObject({ outcome: 'failure' });
  });

  test('of a morning that was kept serves the steps that open during the day', async () => {
    const account = await runs.anAccount('Oak');
    await runs.publish({
      ...riskPlaybook,
      playbook: 'conditional',
      steps: riskPlaybook.steps.map((step) =>
        step.id === 'plan' ? { ...step, when: 'health.score < 40 && metric.gone.events_7d > 1' } : step,
      ),
    });
    await runs.aMorning(today, ailing(account.slot));
    const { runId } = await startRun(runs.database, runs.world.carl.actor, {
      accountId: account.id,
      playbookKey: 'conditional',
    });
    const { steps } = await completeStep(runs.database, runs.world.carl.actor, { runId, step: 'diagnose' });
    expect(steps).toMatchObject({ 'tell-manager': 'ready', plan: 'skipped' });
  });
});
