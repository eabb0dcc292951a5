import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../../test/world.ts';
import { offerHandoff } from '../handoffs/offer-handoff.ts';
import { returnHandoff } from '../handoffs/return-handoff.ts';
import { completeStep } from '../runs/complete-step.ts';
import { reassignTask } from '../runs/reassign-task.ts';
import { riskPlaybook } from '../runs/run-example.ts';
import { openRunsTest, type RunsTest } from '../runs/run-world.test-support.ts';
import { startRun } from '../runs/start-run.ts';
import { closeActionItem, reopenActionItem } from './close-action-item.ts';
import { dismissAsNoRisk } from './dismiss-as-no-risk.ts';
import { listMyDay } from './list-my-day.ts';
import { seeBandChange, unseeBandChange } from './see-band-change.ts';
import { snoozeItem } from './snoozes/snooze-item.ts';
import { wakeItem } from './snoozes/wake-item.ts';

let runs: RunsTest;
let acme: string;
let carl: Person;
beforeAll(async () => {
  runs = await openRunsTest();
  acme = runs.world.acme.id;
  carl = runs.world.carl;
});
afterAll(() => runs.close());

const playbookKey = riskPlaybook.playbook;
const dayOf = (person: Person, options = {}) => listMyDay(runs.database, person.actor, options);
const tomorrow = () => new Date(Date.now() + 86_400_000);

async function itemsOf(person: Person, account: string) {
  return (await dayOf(person)).items.filter((item) => item.account.name === account);
}

async function aSituation(accountId: string): Promise<string> {
  const id = randomUUID();
  await runs.inAcme((tx) =>
    tx.execute(
      `insert into situation (organisation_id, id, account_id, playbook_key, playbook_version, trigger_kind, headline, evidence, opened_on)
       values ($1, $2, $3, $4, 1, 'condition', 'Health fell to 35', '[]', current_date)`,
      [acme, id, accountId, playbookKey],
    ),
  );
  return id;
}

async function aBandChange(accountId: string, to: string): Promise<string> {
  const id = randomUUID();
  await runs.inAcme((tx) =>
    tx.execute(
      `insert into health_band_change (organisation_id, id, account_id, changed_on, from_band, to_band, because)
       values ($1, $2, $3, current_date, 'green', $4, 'engagement fell')`,
      [acme, id, accountId, to],
    ),
  );
  return id;
}

test('a task of a run is on the list of its owner alone, with due date, derivation and reason', async () => {
  const { id } = await runs.anAccount('Alder');
  await startRun(runs.database, carl.actor, { accountId: id, playbookKey });
  const [task, ...more] = await itemsOf(carl, 'Alder');
  expect(more).toEqual([]);
  expect(task).toMatchObject({ kind: 'task', title: 'Find the root cause', step: 'diagnose', quadrant: 'keep_short' });
  expect(task!.dueBecause).toContain('run start');
  expect(task!.reason).toMatch(/^Due (today|tomorrow)/);
  expect(await itemsOf(runs.world.ann, 'Alder')).toEqual([]);
});

test('what is done goes, what comes next takes its place, what is delegated goes to the other list', async () => {
  const { id } = await runs.anAccount('Birch');
  const { runId } = await startRun(runs.database, carl.actor, { accountId: id, playbookKey });
  await completeStep(runs.database, carl.actor, { runId, step: 'diagnose' });
  expect((await itemsOf(carl, 'Birch')).map((item) => item.step)).toEqual(['plan']);
  await reassignTask(runs.database, carl.actor, { runId, step: 'plan' }, { memberId: runs.world.ann.actor.memberId });
  expect(await itemsOf(carl, 'Birch')).toEqual([]);
  expect((await itemsOf(runs.world.ann, 'Birch')).map((item) => item.step)).toEqual(['plan']);
});

test('a snoozed task leaves one list until its time, and can be brought back', async () => {
  const { id } = await runs.anAccount('Cedar');
  await startRun(runs.database, carl.actor, { accountId: id, playbookKey });
  const [task] = await itemsOf(carl, 'Cedar');
  await snoozeItem(
    runs.database,
    carl.actor,
    { kind: 'task', id: task!.id },
    { until: tomorrow(), reason: 'waits for an answer' },
  );
  expect(await itemsOf(carl, 'Cedar')).toEqual([]);
  expect((await dayOf(carl)).snoozed).toMatchObject([{ id: task!.id, reason: 'waits for an answer' }]);
  const later = await dayOf(carl, { now: new Date(Date.now() + 2 * 86_400_000) });
  expect(later.items.find((item) => item.id === task!.id)?.reason).toMatch(
    /^Back since \w{3} .*, as you chose \(put aside: waits for an answer\); overdue/,
  );
  await wakeItem(runs.database, carl.actor, { kind: 'task', id: task!.id });
  expect(await itemsOf(carl, 'Cedar')).toHaveLength(1);
});

test('tasks beyond the coming week are counted, and shown when asked for', async () => {
  const { id } = await runs.anAccount('Douglas');
  await runs.inAcme((tx) =>
    tx.execute(
      `insert into task (organisation_id, account_id, title, owner_id, owner_role, due_at) values ($1, $2, 'Prepare the review', $3, 'csm', now() + interval '20 days')`,
      [acme, id, carl.actor.memberId],
    ),
  );
  expect(await itemsOf(carl, 'Douglas')).toEqual([]);
  expect((await dayOf(carl)).laterTasks).toBe(1);
  expect((await dayOf(carl, { all: true })).items.some((item) => item.account.name === 'Douglas')).toBe(true);
});

test('a handoff is on the list of both: to be accepted by the one, waited for by the other until it comes back', async () => {
  const { id: accountId } = await runs.anAccount('Eucalyptus');
  const { ann } = runs.world;
  const { id } = await offerHandoff(runs.database, carl.actor, {
    accountId,
    giverRole: 'csm',
    receiverRole: 'account_manager',
    receiverId: ann.actor.memberId,
    subject: 'Ten more seats',
    brief: 'They need them in May.',
  });
  const titles = async (person: Person) => (await itemsOf(person, 'Eucalyptus')).map((item) => item.title);
  expect(await titles(ann)).toEqual(['Accept from Carl: Ten more seats']);
  expect(await titles(carl)).toEqual(['Waits for Ann: Ten more seats']);
  expect((await itemsOf(ann, 'Eucalyptus'))[0]?.dueBecause).toContain('2 business days');
  await returnHandoff(runs.database, ann.actor, id, { gaps: ['the budget'] });
  expect(await titles(ann)).toEqual([]);
  expect(await itemsOf(carl, 'Eucalyptus')).toMatchObject([
    { title: 'Returned to you: Ten more seats', headline: 'Missing: the budget', quadrant: 'keep_short' },
  ]);
});

test('a situation stands there for who looks after the account as long as nobody works on it', async () => {
  const { id } = await runs.anAccount('Elm');
  const situation = await aSituation(id);
  expect(await itemsOf(carl, 'Elm')).toMatchObject([
    { kind: 'situation', id: situation, headline: 'Health fell to 35' },
  ]);
  expect(await itemsOf(runs.world.ann, 'Elm')).toEqual([]);
  await snoozeItem(runs.database, carl.actor, { kind: 'situation', id: situation }, { until: tomorrow() });
  expect(await itemsOf(carl, 'Elm')).toEqual([]);
  await wakeItem(runs.database, carl.actor, { kind: 'situation', id: situation });
  await startRun(runs.database, carl.actor, { accountId: id, playbookKey });
  expect((await itemsOf(carl, 'Elm')).map((item) => item.kind)).toEqual(['task']);
});

test('a change of health is news until it has been seen', async () => {
  const { id } = await runs.anAccount('Fir');
  const change = await aBandChange(id, 'red');
  expect(await itemsOf(carl, 'Fir')).toMatchObject([
    { kind: 'band_change', title: 'Health changed from green to red', quadrant: 'keep_short' },
  ]);
  await seeBandChange(runs.database, carl.actor, change);
  expect(await itemsOf(carl, 'Fir')).toEqual([]);
  await unseeBandChange(runs.database, carl.actor, change);
  expect(await itemsOf(carl, 'Fir')).toHaveLength(1);
});

test('"not a risk, because" closes the situation and its run in one go', async () => {
  const { id } = await runs.anAccount('Ginkgo');
  const situation = await aSituation(id);
  const { runId } = await startRun(runs.database, carl.actor, { accountId: id, playbookKey });
  await runs.inAcme((tx) =>
    tx.execute('update run set situation_id = $3 where organisation_id = $1 and id = $2', [acme, runId, situation]),
  );
  const { silentUntil } = await dismissAsNoRisk(runs.database, carl.actor, situation, { reason: 'they moved offices' });
  expect(silentUntil).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(await itemsOf(carl, 'Ginkgo')).toEqual([]);
  const run = await runs.inAcme((tx) =>
    tx.one('run', 'select state, outcome, outcome_reason from run where organisation_id = $1 and id = $2', [
      acme,
      runId,
    ]),
  );
  expect(run).toMatchObject({ state: 'closed', outcome: 'closed_by_hand' });
  await expect(dismissAsNoRisk(runs.database, carl.actor, situation, { reason: 'once more' })).rejects.toMatchObject({
    status: 409,
  });
});

test('an action item is done once, and opened again', async () => {
  const { id } = await runs.anAccount('Hazel');
  const task = randomUUID();
  await runs.inAcme((tx) =>
    tx.execute(
      `insert into task (organisation_id, id, account_id, title, owner_id, owner_role, due_at) values ($1, $2, $3, 'Send the minutes', $4, 'csm', now())`,
      [acme, task, id, carl.actor.memberId],
    ),
  );
  expect(await itemsOf(carl, 'Hazel')).toMatchObject([{ title: 'Send the minutes', run: null }]);
  await closeActionItem(runs.database, carl.actor, task, 'done', null);
  expect(await itemsOf(carl, 'Hazel')).toEqual([]);
  await expect(closeActionItem(runs.database, carl.actor, task, 'done', null)).rejects.toMatchObject({ status: 409 });
  await reopenActionItem(runs.database, carl.actor, task);
  expect(await itemsOf(carl, 'Hazel')).toHaveLength(1);
});

test('the past, the far future, strangers and those who may only look are refused', async () => {
  const { id } = await runs.anAccount('Ivy');
  const situation = await aSituation(id);
  const snooze = async (person: Person, until: Date) =>
    snoozeItem(runs.database, person.actor, { kind: 'situation', id: situation }, { until });
  await expect(snooze(carl, new Date(Date.now() - 1000))).rejects.toMatchObject({ status: 422 });
  await expect(snooze(carl, new Date(Date.now() + 400 * 86_400_000))).rejects.toMatchObject({ status: 422 });
  await expect(snooze(runs.world.vic, tomorrow())).rejects.toMatchObject({ status: 403 });
  await expect(snooze(runs.world.mallory, tomorrow())).rejects.toMatchObject({ status: 404 });
  await expect(
    dismissAsNoRisk(runs.database, runs.world.mallory.actor, situation, { reason: 'not mine' }),
  ).rejects.toMatchObject({ status: 404 });
});
