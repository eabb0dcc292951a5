import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moveByHand } from '../server/escalations/move-by-hand.ts';
import { openEscalation } from '../server/escalations/open-escalation.ts';
import { acceptHandoff } from '../server/handoffs/accept-handoff.ts';
import { followStep } from '../server/handoffs/follow-step.ts';
import { offerHandoff } from '../server/handoffs/offer-handoff.ts';
import { returnHandoff } from '../server/handoffs/return-handoff.ts';
import { withdrawHandoff } from '../server/handoffs/withdraw-handoff.ts';
import { Problem } from '../server/lib/problem.ts';
import { playbookSchema } from '../server/playbooks/definition.ts';
import { addNote } from '../server/runs/add-note.ts';
import { changeDue } from '../server/runs/change-due.ts';
import { closeRun } from '../server/runs/close-run.ts';
import { completeStep } from '../server/runs/complete-step.ts';
import { askException } from '../server/runs/exceptions/ask-exception.ts';
import { decideException } from '../server/runs/exceptions/decide-exception.ts';
import { reassignTask } from '../server/runs/reassign-task.ts';
import { reopenStep } from '../server/runs/reopen-step.ts';
import { riskPlaybook } from '../server/runs/run-example.ts';
import { openRunsTest, type RunsTest } from '../server/runs/run-world.test-support.ts';
import { startRun } from '../server/runs/start-run.ts';
import { recountRuns } from './kill/recount-runs.ts';
import type { Person } from './world.ts';

/** How often each pair meets; each time another one may be first. */
const TIMES = 4;

const playbook = playbookSchema.parse({
  ...riskPlaybook,
  playbook: 'two-at-once',
  steps: [
    { id: 'look', title: 'Look', owner: 'csm', due: '1d' },
    { id: 'next', title: 'Next', owner: 'csm', due: '1d', after: 'look' },
    {
      id: 'hand',
      title: 'Hand over',
      owner: 'csm',
      due: '3bd',
      handoff: { from: 'csm', to: 'account_manager', accept_within: '2bd' },
    },
  ],
  escalate: undefined,
});

let runs: RunsTest;
let carl: Person;
let ann: Person;
let maya: Person;
let alice: Person;
beforeAll(async () => {
  runs = await openRunsTest();
  ({ carl, ann, maya, alice } = runs.world);
  await runs.publish(playbook);
});
afterAll(() => runs.close());

let count = 0;
async function aRun() {
  const { id: accountId } = await runs.anAccount(`Account ${++count}`);
  const { runId } = await startRun(runs.database, carl.actor, { accountId, playbookKey: playbook.playbook });
  return { runId, accountId, look: { runId, step: 'look' } };
}

/** What each was told when both asked at the same moment: 'done', or why not. Nothing but a 409 problem may come of it. */
async function atOnce(...asked: readonly (() => Promise<unknown>)[]): Promise<string[]> {
  const begun = count % 2 === 0 ? asked : asked.toReversed();
  const answers = await Promise.allSettled(begun.map((ask) => ask()));
  const told = answers.map((answer) => {
    if (answer.status === 'fulfilled') return 'done';
    if (!(answer.reason instanceof Problem)) throw answer.reason;
    expect(answer.reason.status).toBe(409);
    return answer.reason.message;
  });
  return begun === asked ? told : told.reverse();
}

/** The kinds of the entries of a run's log, in order. */
async function logOf(runId: string): Promise<string[]> {
  const rows = await runs.inAcme((tx) =>
    tx.query<{ kind: string }>(
      'select kind from run_entry where organisation_id = $1 and run_id = $2 order by sequence',
      [tx.organisationId, runId],
    ),
  );
  return rows.map(({ kind }) => kind);
}

const stateOf = (table: 'handoff' | 'run_exception', id: string) =>
  runs.inAcme((tx) =>
    tx.one<{ state: string }>(table, `select state from ${table} where organisation_id = $1 and id = $2`, [
      tx.organisationId,
      id,
    ]),
  );

type Edit = readonly [kind: string, edit: (target: { runId: string; step: string }) => Promise<unknown>];
const edits: readonly Edit[] = [
  ['step_completed', (look) => completeStep(runs.database, ann.actor, look, { note: 'Done' })],
  ['due_changed', (look) => changeDue(runs.database, ann.actor, look, { dueAt: new Date('2099-03-04T10:00:00Z') })],
  ['reassigned', (look) => reassignTask(runs.database, ann.actor, look, { memberId: ann.actor.memberId })],
];

describe('closing a run', () => {
  test.each(edits)('while somebody edits it (%s): the edit is kept, or its author is told', async (kind, edit) => {
    for (let time = 0; time < TIMES; time++) {
      const { runId, look } = await aRun();
      const told = await atOnce(
        () => closeRun(runs.database, carl.actor, runId, { reason: 'Not needed' }),
        () => edit(look),
      );
      expect(told[0]).toBe('done');
      if (told[1] !== 'done') expect(told[1]).toBe('This run is closed: Not needed');
      const edited = told[1] === 'done' ? [kind] : [];
      expect(await logOf(runId)).toEqual(['started', ...edited, 'closed_by_hand']);
    }
  });

  test('while somebody notes something: the note is kept', async () => {
    for (let time = 0; time < TIMES; time++) {
      const { runId } = await aRun();
      const told = await atOnce(
        () => closeRun(runs.database, carl.actor, runId, { reason: 'Not needed' }),
        () => addNote(runs.database, ann.actor, runId, { text: 'They called' }),
      );
      expect(told).toEqual(['done', 'done']);
      expect((await logOf(runId)).sort()).toEqual(['closed_by_hand', 'note_added', 'started']);
    }
  });

  test('by two: one closes it, the other is told the reason', async () => {
    const { runId } = await aRun();
    const told = await atOnce(
      () => closeRun(runs.database, carl.actor, runId, { reason: 'Not needed' }),
      () => closeRun(runs.database, maya.actor, runId, { reason: 'Over' }),
    );
    expect(told.filter((answer) => answer === 'done')).toHaveLength(1);
    expect(['This run is closed: Not needed', 'This run is closed: Over']).toContain(
      told.find((one) => one !== 'done'),
    );
  });
});

test('a step that one reopens while another does the next: its turn is lost, or it was done before', async () => {
  for (let time = 0; time < TIMES; time++) {
    const { runId, look } = await aRun();
    await completeStep(runs.database, carl.actor, look);
    const [reopened, done] = await atOnce(
      () => reopenStep(runs.database, carl.actor, look, { reason: 'Not all' }),
      () => completeStep(runs.database, ann.actor, { runId, step: 'next' }),
    );
    expect(reopened).toBe('done');
    if (done !== 'done') expect(done).toBe('This step waits for "Look". Finish or skip that first.');
  }
});

describe('a handoff', () => {
  const offered = async () => {
    const { id: accountId } = await runs.anAccount(`Account ${++count}`);
    return offerHandoff(runs.database, carl.actor, {
      accountId,
      giverRole: 'csm',
      receiverRole: 'account_manager',
      receiverId: ann.actor.memberId,
      subject: 'Forty more seats',
      brief: 'By June.',
    });
  };

  test('accepted while it is withdrawn, or returned by another: one wins, the other is told', async () => {
    for (let time = 0; time < TIMES; time++) {
      for (const [state, other] of [
        ['withdrawn', (id: string) => withdrawHandoff(runs.database, carl.actor, id, { reason: 'Later' })],
        ['returned', (id: string) => returnHandoff(runs.database, maya.actor, id, { gaps: ['the budget'] })],
      ] as const) {
        const { id } = await offered();
        const told = await atOnce(
          () => acceptHandoff(runs.database, ann.actor, id),
          () => other(id),
        );
        expect(told.filter((answer) => answer === 'done')).toHaveLength(1);
        expect(await stateOf('handoff', id)).toEqual({ state: told[0] === 'done' ? 'accepted' : state });
      }
    }
  });

  test('of a step, accepted by two, or while its run is closed: the step is done once, or not at all', async () => {
    for (let time = 0; time < TIMES; time++) {
      const { runId } = await aRun();
      const follow = () => followStep(runs.database, runs.world.acme.id, { runId, step: 'hand' });
      await follow();
      const { id } = await runs.inAcme((tx) =>
        tx.one<{ id: string }>('handoff', 'select id from handoff where organisation_id = $1 and run_id = $2', [
          tx.organisationId,
          runId,
        ]),
      );
      const told = await atOnce(
        () => acceptHandoff(runs.database, ann.actor, id),
        () => acceptHandoff(runs.database, maya.actor, id),
        () => closeRun(runs.database, carl.actor, runId, { reason: 'Not needed' }),
      );
      expect(told[2]).toBe('done');
      const accepted = told.slice(0, 2).filter((answer) => answer === 'done').length;
      expect(accepted).toBeLessThan(2);
      expect((await logOf(runId)).filter((kind) => kind === 'handoff_accepted')).toHaveLength(accepted);
      await follow();
      expect(await stateOf('handoff', id)).toEqual({ state: accepted === 1 ? 'accepted' : 'withdrawn' });
    }
  });
});

describe('an exception', () => {
  test('approved by one while another refuses it, or the step is done: one wins, the other is told', async () => {
    for (let time = 0; time < TIMES; time++) {
      const { runId, look } = await aRun();
      const asked = await askException(runs.database, carl.actor, look, { kind: 'skip', reason: 'Known' });
      const told = await atOnce(
        () => decideException(runs.database, maya.actor, asked.id, { decision: 'approved' }),
        () => decideException(runs.database, alice.actor, asked.id, { decision: 'refused', reason: 'Do it' }),
        () => completeStep(runs.database, ann.actor, look),
      );
      const isApproved = told[0] === 'done';
      const { state } = await stateOf('run_exception', asked.id);
      expect(state === 'approved').toBe(isApproved);
      expect(told[2] === 'done').toBe(!isApproved);
      if (isApproved) expect(told[1]).toBe('Maya has approved this already.');
      if (told[1] === 'done')
        expect(['Alice has refused this already.', 'Ann has done this step already.']).toContain(told[0]);
      expect(await logOf(runId)).toEqual(['started', isApproved ? 'step_skipped' : 'step_completed']);
    }
  });
});

describe('an escalation', () => {
  const resolved = async () => {
    const { id: accountId } = await runs.anAccount(`Account ${++count}`);
    const said = { accountId, issue: 'The export fails', because: 'Every month' };
    const { id } = await openEscalation(runs.database, carl.actor, said);
    await moveByHand(runs.database, carl.actor, id, { kind: 'resolved', steps: 'Mended' });
    await moveByHand(runs.database, carl.actor, id, {
      kind: 'customer_answered',
      answer: 'confirmed',
      who: null,
      note: null,
    });
    await moveByHand(runs.database, carl.actor, id, { kind: 'reviewed', lessons: 'Test it', change: null });
    return { id, said };
  };

  test('closed while it is opened again: it is one or the other, and who comes second is told', async () => {
    for (let time = 0; time < TIMES; time++) {
      const { id } = await resolved();
      const told = await atOnce(
        () => moveByHand(runs.database, carl.actor, id, { kind: 'closed' }),
        () => moveByHand(runs.database, maya.actor, id, { kind: 'reopened', reason: 'It fails again' }),
      );
      expect(told.filter((answer) => answer === 'done')).toHaveLength(1);
    }
  });

  test('of one matter that two report is one thread, and has both of what they said', async () => {
    for (let time = 0; time < TIMES; time++) {
      const { id: accountId } = await runs.anAccount(`Account ${++count}`);
      const report = (because: string, who: Person) =>
        openEscalation(runs.database, who.actor, { accountId, issue: 'The export fails', because });
      const [one, other] = await Promise.all([report('Since May', carl), report('Since June', maya)]);
      expect(one.id).toBe(other.id);
      expect([one.joined, other.joined].sort()).toEqual([false, true]);
      const said = await runs.inAcme((tx) =>
        tx.query<{ because: string }>(
          `select changes #>> '{0,because}' as because from escalation_entry where organisation_id = $1 and escalation_id = $2`,
          [tx.organisationId, one.id],
        ),
      );
      expect(said.map(({ because }) => because).sort()).toEqual(['Since June', 'Since May']);
    }
  });
});

test('after all of it, tasks, timers, handoffs and escalations are as the logs say', async () => {
  const { rows } = await runs.database.queue.query<{ key: string }>(
    `select substr(j.key, 38) as key from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier in ('run_timer', 'escalation_timer', 'handoff_clock')`,
  );
  // The queue does not run here: nobody has offered the handoffs of the other runs, and no letter was sent.
  const nobody = { smtpUrl: '', hookUrl: '', letters: [], calls: [], close: async () => {} };
  const findings = await runs.inAcme((tx) =>
    recountRuns(
      tx,
      rows.map(({ key }) => key),
      nobody,
    ),
  );
  const isOfQueue =
    /^(a letter that was not sent|an open step that is offered to nobody|an open handoff of a step that is not open)/;
  expect(findings.filter((one) => !isOfQueue.test(one))).toEqual([]);
});
