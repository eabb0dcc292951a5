import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditOf } from '../../test/audit.ts';
import type { MemberActor } from '../context/actor.ts';
import { addNote } from './add-note.ts';
import { changeDue } from './change-due.ts';
import { closeRun } from './close-run.ts';
import { completeStep } from './complete-step.ts';
import { fireTimer } from './fire-timer.ts';
import { reassignTask } from './reassign-task.ts';
import { reopenStep } from './reopen-step.ts';
import { replay } from './replay.ts';
import { riskPlaybook } from './run-example.ts';
import type { RunLogEntry } from './run-log.ts';
import type { RunState } from './run-state.ts';
import { openRunsTest, type RunsTest } from './run-world.test-support.ts';
import { skipStep } from './skip-step.ts';
import { startRun } from './start-run.ts';

let runs: RunsTest;
beforeAll(async () => {
  runs = await openRunsTest();
});
afterAll(() => runs.close());

const playbookKey = riskPlaybook.playbook;

async function aRun(name = 'Borealis') {
  const { database, world } = runs;
  const account = await runs.anAccount(name);
  const { runId, number } = await startRun(database, world.carl.actor, { accountId: account.id, playbookKey });
  return { runId, number, account };
}

function tasksOf(runId: string) {
  return runs.inAcme((tx) =>
    tx.query(
      `select t.id, t.step_id, t.state, t.owner_role, m.name as owner, t.owner_fallback, t.due_because, t.close_note, t.is_required
       from task t join member m on m.organisation_id = $1 and m.id = t.owner_id
       where t.organisation_id = $1 and t.run_id = $2 order by t.opened_at, t.step_id`,
      [runs.world.acme.id, runId],
    ),
  );
}

function runRow(runId: string) {
  return runs.inAcme((tx) =>
    tx.one<Record<string, unknown> & { progress: RunState }>(
      'run',
      'select * from run where organisation_id = $1 and id = $2',
      [runs.world.acme.id, runId],
    ),
  );
}

async function logOf(runId: string): Promise<RunLogEntry[]> {
  const rows = await runs.inAcme((tx) =>
    tx.query<Record<string, unknown> & { at: Date; detail: { changes: RunLogEntry['changes'] } }>(
      'select * from run_entry where organisation_id = $1 and run_id = $2 order by sequence',
      [runs.world.acme.id, runId],
    ),
  );
  return rows.map((row) => ({
    sequence: row.sequence as number,
    eventId: row.event_id as string,
    kind: row.kind as RunLogEntry['kind'],
    at: row.at.toISOString(),
    by: { kind: row.actor_kind as 'member', id: row.actor_id as string | null, name: row.actor_name as string },
    changes: row.detail.changes,
  }));
}

function messagesOf(runId: string) {
  return runs.inAcme((tx) =>
    tx.query(
      `select kind, to_address, subject, body_text from outgoing_message where organisation_id = $1 and run_id = $2
       order by created_at, subject`,
      [runs.world.acme.id, runId],
    ),
  );
}

async function timerOf(runId: string, timer: string) {
  const waiting = await runs.jobs('run_timer', runId);
  return waiting.find(({ payload }) => payload.timer === timer)?.payload;
}

function fire(payload: Record<string, unknown> | undefined): Promise<void> {
  return fireTimer(runs.database, payload);
}

describe('starting a run by hand', () => {
  test('makes tasks with owners and derived due dates, timers, a log and an audit row', async () => {
    const { runId, number } = await aRun();
    const tasks = await tasksOf(runId);
    expect(tasks).toEqual([
      expect.objectContaining({
        step_id: 'diagnose',
        state: 'open',
        owner: 'Carl',
        owner_fallback: null,
        is_required: true,
      }),
    ]);
    expect(tasks[0]?.due_because).toMatch(/= run start .* \+ 24 hours$/);
    const row = await runRow(runId);
    expect(row).toMatchObject({ state: 'open', number, owner_id: runs.world.carl.actor.memberId, last_sequence: 1 });
    expect(row.first_action_due).toBeInstanceOf(Date);
    expect(row.ends_at).toEqual(new Date(row.progress.timers.exit!.at));
    expect((await runs.jobs('run_timer', runId)).map((job) => job.payload.timer).sort()).toEqual([
      'due:diagnose',
      'escalate:0',
      'escalate:1',
      'exit',
      'first_action',
    ]);
    const audited = await auditOf(runs.database, runs.world.alice, 'run.started');
    expect(audited).toContainEqual(expect.objectContaining({ actor_name: 'Carl', entity_id: runId }));
  });

  test('is refused while one is open for the account, whoever asks at the same moment', async () => {
    const { database, world } = runs;
    const { id } = await runs.anAccount('Cirrus');
    const people = [world.carl, world.maya, world.ann, world.alice];
    const results = await Promise.allSettled(
      people.map(({ actor }) => startRun(database, actor, { accountId: id, playbookKey })),
    );
    const won = results.filter((result) => result.status === 'fulfilled');
    expect(won).toHaveLength(1);
    const number = won[0]?.value.number;
    for (const result of results)
      if (result.status === 'rejected')
        expect(result.reason).toMatchObject({
          status: 409,
          message: `Run #${number} of this playbook is open for the account already.`,
        });
  });

  test('numbers runs without gaps, refused ones left out', async () => {
    const first = await aRun('Dune');
    const again = startRun(runs.database, runs.world.carl.actor, { accountId: first.account.id, playbookKey });
    await expect(again).rejects.toMatchObject({ status: 409 });
    expect((await aRun('Ember')).number).toBe(first.number + 1);
  });

  test('is refused for viewers, strangers, archived accounts, and playbooks that are retired or not for the hand', async () => {
    const { database, world } = runs;
    const { id: accountId } = await runs.anAccount('Fjord');
    const start = (actor = world.carl.actor, key = playbookKey) =>
      startRun(database, actor, { accountId, playbookKey: key });
    await expect(start(world.vic.actor)).rejects.toMatchObject({ status: 403 });
    await expect(start(world.mallory.actor)).rejects.toMatchObject({ status: 404 });
    await expect(start(world.carl.actor, 'unheard-of')).rejects.toMatchObject({ status: 404 });
    await runs.publish({ ...riskPlaybook, playbook: 'by-itself', trigger: { manual: false, event: 'contact.left' } });
    await expect(start(world.carl.actor, 'by-itself')).rejects.toMatchObject({ status: 409 });
    await runs.inAcme((tx) =>
      tx.execute('update account set archived_at = now() where organisation_id = $1 and id = $2', [
        world.acme.id,
        accountId,
      ]),
    );
    await expect(start()).rejects.toMatchObject({ status: 409, message: expect.stringContaining('archived') });
  });
});

describe('working on steps', () => {
  test('done by one of two people at the same moment, and the other is told by whom', async () => {
    const { database, world } = runs;
    const { runId } = await aRun('Glacier');
    const target = { runId, step: 'diagnose' };
    const results = await Promise.allSettled([
      completeStep(database, world.carl.actor, target, { note: 'Prices went up' }),
      completeStep(database, world.maya.actor, target),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    const first = results[0]?.status === 'fulfilled' ? 'Carl' : 'Maya';
    const refused = results.find((result) => result.status === 'rejected');
    expect(refused?.reason).toMatchObject({ status: 409, message: `${first} has done this step already.` });
    expect((await tasksOf(runId)).map((task) => [task.step_id, task.state])).toEqual([
      ['diagnose', 'done'],
      ['plan', 'open'],
    ]);
    expect(await logOf(runId)).toHaveLength(2);
    expect((await runRow(runId)).first_action_at).toBeInstanceOf(Date);
  });

  test('asked twice by the same person or request is done once', async () => {
    const { database, world } = runs;
    const { runId } = await aRun('Harbour');
    const target = { runId, step: 'diagnose' };
    const once = await completeStep(database, world.carl.actor, target, { requestId: 'r-1' });
    expect(await completeStep(database, world.carl.actor, target, { requestId: 'r-1' })).toEqual(once);
    expect(await completeStep(database, world.carl.actor, target)).toEqual(once);
    expect(await auditFor('step.completed', runId)).toHaveLength(1);
  });

  test('asked for something else by who has done it is refused, and nothing of it is recorded', async () => {
    const { database, world } = runs;
    const { runId } = await aRun('Hollow');
    const target = { runId, step: 'diagnose' };
    await completeStep(database, world.maya.actor, target, { note: 'Prices' });
    const told = { status: 409, message: 'Maya has done this step already.' };
    await expect(completeStep(database, world.maya.actor, target, { note: 'Support' })).rejects.toMatchObject(told);
    await expect(skipStep(database, world.maya.actor, target, { reason: 'Known' })).rejects.toMatchObject(told);
    const deviations = await runs.inAcme((tx) =>
      tx.query('select kind from run_deviation where organisation_id = $1 and run_id = $2', [tx.organisationId, runId]),
    );
    expect(deviations).toEqual([]);
  });

  test('by the id of the task, skipped with a reason, and opened again with a new task', async () => {
    const { database, world } = runs;
    const { runId } = await aRun('Inlet');
    const [task] = await tasksOf(runId);
    const target = { taskId: task?.id as string };
    await expect(skipStep(database, world.carl.actor, target)).rejects.toMatchObject({ status: 409 });
    await expect(skipStep(database, world.maya.actor, target)).rejects.toMatchObject({ status: 400 });
    const skipped = await skipStep(database, world.maya.actor, target, { reason: 'Known from the call' });
    expect(skipped.steps).toMatchObject({ diagnose: 'skipped', plan: 'ready' });
    const reopened = await reopenStep(
      database,
      world.maya.actor,
      { runId, step: 'diagnose' },
      { reason: 'It was not' },
    );
    expect(reopened.steps).toMatchObject({ diagnose: 'ready', plan: 'waiting' });
    expect((await tasksOf(runId)).map((each) => [each.step_id, each.state, each.close_note])).toEqual([
      ['diagnose', 'skipped', 'Known from the call'],
      ['plan', 'cancelled', null],
      ['diagnose', 'open', null],
    ]);
    const audited = await auditFor('step.reopened', runId);
    expect(audited).toEqual([expect.objectContaining({ actor_name: 'Maya', reason: 'It was not' })]);
  });

  test('moved to another day: the task says so, and its clock is set again', async () => {
    const { database, world } = runs;
    const { runId } = await aRun('Juniper');
    const dueAt = new Date(Date.now() + 5 * 86_400_000);
    await changeDue(database, world.carl.actor, { runId, step: 'diagnose' }, { dueAt, reason: 'They are on holiday' });
    const [task] = await tasksOf(runId);
    expect(task?.due_because).toMatch(/= set by Carl, was /);
    const due = (await runs.jobs('run_timer', runId)).filter((job) => job.payload.timer === 'due:diagnose');
    expect(due.map((job) => job.runAt)).toEqual([dueAt]);
    const past = changeDue(database, world.carl.actor, { runId, step: 'diagnose' }, { dueAt: new Date(0) });
    await expect(past).rejects.toMatchObject({ status: 400 });
  });

  test('given to somebody else, who gets one letter about it', async () => {
    const { database, world } = runs;
    const { runId } = await aRun('Kelp');
    const target = { runId, step: 'diagnose' };
    const to = (person: typeof world.ann) => ({
      memberId: person.actor.memberId,
      reason: 'She knows them',
      requestId: 'r',
    });
    await reassignTask(database, world.carl.actor, target, to(world.ann));
    await reassignTask(database, world.carl.actor, target, to(world.ann));
    expect((await tasksOf(runId))[0]).toMatchObject({ owner: 'Ann', owner_fallback: null });
    expect(await messagesOf(runId)).toEqual([
      expect.objectContaining({ to_address: 'ann@acme.example', subject: 'Kelp: a task for you', kind: 'notice' }),
    ]);
    const refused = [
      [world.vic, 409],
      [world.mallory, 404],
    ] as const;
    for (const [person, status] of refused)
      await expect(
        reassignTask(database, world.carl.actor, target, { memberId: person.actor.memberId }),
      ).rejects.toMatchObject({ status });
  });

  test('is for members who work, in their own organisation', async () => {
    const { database, world } = runs;
    const { runId } = await aRun('Mistral');
    const [task] = await tasksOf(runId);
    const taskId = task?.id as string;
    const target = { runId, step: 'diagnose' };
    const tomorrow = new Date(Date.now() + 86_400_000);
    const refusals = async (actor: MemberActor) => {
      const acts = [
        async () => completeStep(database, actor, target),
        async () => completeStep(database, actor, { taskId }),
        async () => skipStep(database, actor, target, { reason: 'no' }),
        async () => reopenStep(database, actor, target),
        async () => changeDue(database, actor, target, { dueAt: tomorrow }),
        async () => reassignTask(database, actor, target, { memberId: actor.memberId }),
        async () => addNote(database, actor, runId, { text: 'hello' }),
        async () => closeRun(database, actor, runId, { reason: 'over' }),
      ];
      const results = await Promise.allSettled(acts.map((act) => act()));
      return results.map((result) => (result.status === 'rejected' ? result.reason.status : 'done'));
    };
    expect(await refusals(world.vic.actor)).toEqual(Array(8).fill(403));
    expect(await refusals(world.mallory.actor)).toEqual(Array(8).fill(404));
    expect(await logOf(runId)).toHaveLength(1);
  });
});

describe('closing', () => {
  test('by hand cancels tasks and timers, keeps the reason, and tells the rest of Steward once', async () => {
    const { database, world } = runs;
    const { runId } = await aRun('Nimbus');
    await closeRun(database, world.carl.actor, runId, { reason: 'They renewed early' });
    expect(await runRow(runId)).toMatchObject({
      state: 'closed',
      outcome: 'closed_by_hand',
      outcome_reason: 'They renewed early',
    });
    expect((await tasksOf(runId)).map((task) => task.state)).toEqual(['cancelled']);
    expect(await runs.jobs('run_timer', runId)).toEqual([]);
    const closed = (await runs.jobs('event')).map((job) => job.payload.event as { name: string; runId?: string });
    expect(closed.filter((event) => event.runId === runId)).toEqual([
      expect.objectContaining({ name: 'run.closed', playbookKey }),
    ]);
    const late = completeStep(database, world.carl.actor, { runId, step: 'diagnose' });
    await expect(late).rejects.toMatchObject({ status: 409, message: 'This run is closed: They renewed early' });
    await addNote(database, world.carl.actor, runId, { text: 'Ask for a reference in spring' });
    expect((await logOf(runId)).at(-1)?.kind).toBe('note_added');
  });

  test('lets the playbook start again for the account', async () => {
    const { database, world } = runs;
    const { runId, account } = await aRun('Orchard');
    await closeRun(database, world.carl.actor, runId, { reason: 'All well' });
    const again = await startRun(database, world.carl.actor, { accountId: account.id, playbookKey });
    expect(again.runId).not.toBe(runId);
  });
});

describe('the clocks', () => {
  test('performed twice, as after a crash between doing and noting, move the run once', async () => {
    const { runId } = await aRun('Prairie');
    const job = await timerOf(runId, 'escalate:0');
    await fire(job);
    await fire(job);
    await Promise.all([fire(job), fire(job)]);
    expect((await logOf(runId)).map((entry) => entry.kind)).toEqual(['started', 'timer_fired']);
    const letters = await messagesOf(runId);
    expect(letters).toEqual([
      expect.objectContaining({ to_address: 'maya@acme.example', subject: 'Prairie: escalated to you' }),
    ]);
    const queued = (await runs.jobs('event')).filter(
      (each) => (each.payload.event as { name: string }).name === 'message.queued',
    );
    expect(queued.length).toBeGreaterThan(0);
  });

  test('that are late, cancelled or of a run that is gone do nothing', async () => {
    const { database, world } = runs;
    const { runId } = await aRun('Quarry');
    const job = await timerOf(runId, 'due:diagnose');
    await completeStep(database, world.carl.actor, { runId, step: 'diagnose' });
    expect(await timerOf(runId, 'due:diagnose')).toBeUndefined();
    await fire(job);
    await fire({ ...job, run_id: randomUUID() });
    await fire({ ...job, organisation_id: world.rival.id });
    expect((await logOf(runId)).map((entry) => entry.kind)).toEqual(['started', 'step_completed']);
  });

  test('end a run when its time is over', async () => {
    const { runId } = await aRun('Ridge');
    await fire(await timerOf(runId, 'exit'));
    expect(await runRow(runId)).toMatchObject({ state: 'closed', outcome: 'timeout' });
    const audited = await auditFor('run.timer_fired', runId);
    expect(audited).toEqual([
      expect.objectContaining({ actor_kind: 'system', after: expect.objectContaining({ status: 'closed' }) }),
    ]);
  });
});

test('the log of a run replays to the state that is stored', async () => {
  const { database, world } = runs;
  const { runId } = await aRun('Savanna');
  const step = (id: string) => ({ runId, step: id });
  await fire(await timerOf(runId, 'first_action'));
  await completeStep(database, world.carl.actor, step('diagnose'), { note: 'Found it' });
  await reassignTask(database, world.maya.actor, step('plan'), { memberId: world.ann.actor.memberId });
  await reopenStep(database, world.carl.actor, step('diagnose'));
  await skipStep(database, world.maya.actor, step('diagnose'), { reason: 'Once is enough' });
  await fire(await timerOf(runId, 'due:plan'));
  await completeStep(database, world.ann.actor, step('plan'));
  await closeRun(database, world.carl.actor, runId, { reason: 'All well' });
  const { progress } = await runRow(runId);
  expect(replay(runId, await logOf(runId))).toEqual(progress);
});

async function auditFor(action: string, runId: string) {
  const rows = await auditOf(runs.database, runs.world.alice, action);
  return rows.filter((row) => row.entity_id === runId);
}
