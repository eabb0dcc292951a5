import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditOf } from '../../test/audit.ts';
import type { Person } from '../../test/world.ts';
import { playbookSchema } from '../playbooks/definition.ts';
import { completeStep } from '../runs/complete-step.ts';
import { reassignTask } from '../runs/reassign-task.ts';
import { riskPlaybook } from '../runs/run-example.ts';
import { openRunsTest, type RunsTest } from '../runs/run-world.test-support.ts';
import { skipStep } from '../runs/skip-step.ts';
import { startRun } from '../runs/start-run.ts';
import { acceptHandoff } from './accept-handoff.ts';
import { draftBrief } from './draft-brief.ts';
import { followStep } from './follow-step.ts';
import { HANDOFF_CLOCK } from './handoff-clock.ts';
import { lapseHandoff } from './lapse-handoff.ts';
import { listHandoffs } from './list-handoffs.ts';
import { listUncarried } from './list-uncarried.ts';
import { offerAgain } from './offer-again.ts';
import { offerHandoff } from './offer-handoff.ts';
import { returnHandoff } from './return-handoff.ts';
import { withdrawHandoff } from './withdraw-handoff.ts';

const playbook = playbookSchema.parse({
  ...riskPlaybook,
  playbook: 'hand-over-example',
  steps: [
    {
      id: 'hand-over',
      title: 'Hand the opportunity over',
      owner: 'csm',
      due: '3bd',
      handoff: { from: 'csm', to: 'account_manager', accept_within: '2bd' },
    },
    { id: 'solution', title: 'Present the solution', owner: 'account_manager', due: '2w', after: 'hand-over' },
  ],
  escalate: undefined,
});

let runs: RunsTest;
let alice: Person;
let carl: Person;
let ann: Person;
let maya: Person;
beforeAll(async () => {
  runs = await openRunsTest();
  ({ alice, carl, ann, maya } = runs.world);
  await runs.publish(playbook);
});
afterAll(() => runs.close());

async function offered(name: string, receiver: Person | null = ann) {
  const account = await runs.anAccount(name);
  const { id } = await offerHandoff(runs.database, carl.actor, {
    accountId: account.id,
    giverRole: 'csm',
    receiverRole: 'account_manager',
    receiverId: receiver?.actor.memberId ?? null,
    subject: 'Forty more seats',
    brief: 'They need forty more seats by June.',
  });
  return { id, account };
}

async function seen(id: string, as = carl) {
  const all = await listHandoffs(runs.database, as.actor);
  return all.find((one) => one.id === id)!;
}

async function clockOf(id: string) {
  const waiting = await runs.jobs(HANDOFF_CLOCK);
  return waiting.find(({ payload }) => payload.handoff_id === id);
}

function teamOf(accountId: string) {
  return runs.inAcme((tx) =>
    tx.query<{ role: string; member_id: string; is_past: boolean }>(
      `select role, member_id, valid_to is not null as is_past from account_team
       where organisation_id = $1 and account_id = $2 order by valid_from`,
      [runs.world.acme.id, accountId],
    ),
  );
}

async function aRun(name: string) {
  const account = await runs.anAccount(name);
  const { runId } = await startRun(runs.database, carl.actor, {
    accountId: account.id,
    playbookKey: playbook.playbook,
  });
  const follow = () => followStep(runs.database, runs.world.acme.id, { runId, step: 'hand-over' });
  return { account, runId, follow };
}

async function tasksOf(runId: string) {
  const rows = await runs.inAcme((tx) =>
    tx.query<{ step_id: string; owner: string; state: string }>(
      `select step_id, m.name as owner, t.state from task t join member m on m.organisation_id = $1 and m.id = t.owner_id
       where t.organisation_id = $1 and run_id = $2 order by opened_at, step_id`,
      [runs.world.acme.id, runId],
    ),
  );
  return rows.map(({ step_id, owner, state }) => `${step_id} ${state} ${owner}`);
}

describe('offered by hand', () => {
  test('stays with the giver until it is accepted, in business time, with letter, history and audit', async () => {
    const { id, account } = await offered('Alder');
    const waits = await seen(id);
    expect(waits).toMatchObject({ state: 'offered', carriedBy: { name: 'Carl' }, receiver: { name: 'Ann' }, round: 1 });
    expect(waits.acceptBecause).toMatch(/= offered .* \+ 2 business days/);
    expect((await clockOf(id))?.runAt.toISOString()).toBe(waits.acceptBy);

    await acceptHandoff(runs.database, ann.actor, id);
    expect(await seen(id)).toMatchObject({ state: 'accepted', carriedBy: { name: 'Ann' }, settledBy: 'Ann' });
    expect(await clockOf(id)).toBeUndefined();
    expect((await seen(id)).history.map(({ by, words }) => `${by} ${words}`)).toEqual([
      'Carl offered it to Ann',
      'Ann accepted "Forty more seats"',
    ]);
    expect(await teamOf(account.id)).toMatchObject([
      { role: 'csm', is_past: false },
      { role: 'account_manager', member_id: ann.actor.memberId, is_past: false },
    ]);
    const audited = await auditOf(runs.database, alice, 'handoff.accepted');
    expect(audited).toContainEqual(expect.objectContaining({ actor_name: 'Ann', entity_id: id }));
  });

  test('two who accept at once: one has it, the other is told who', async () => {
    const { id } = await offered('Birch', null);
    const answers = await Promise.allSettled([
      acceptHandoff(runs.database, ann.actor, id),
      acceptHandoff(runs.database, maya.actor, id),
    ]);
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
    expect(refused).toHaveLength(1);
    const winner = (await seen(id)).settledBy;
    expect(refused[0]).toMatchObject({ status: 409, message: expect.stringContaining(`${winner} accepted`) });
  });

  test('who comes after a manager who accepted in their place is told so', async () => {
    const { id } = await offered('Bog');
    await acceptHandoff(runs.database, maya.actor, id);
    const told = { status: 409, message: expect.stringContaining('Maya accepted') };
    await expect(acceptHandoff(runs.database, ann.actor, id)).rejects.toMatchObject(told);
    await expect(returnHandoff(runs.database, ann.actor, id, { gaps: ['the budget'] })).rejects.toMatchObject(told);
  });

  test('the same person accepting twice gets the same answer', async () => {
    const { id } = await offered('Box');
    await acceptHandoff(runs.database, ann.actor, id);
    await acceptHandoff(runs.database, ann.actor, id);
    expect((await seen(id)).history).toHaveLength(2);
  });

  test('returned with the gaps named it is the giver’s, and can be offered again with another clock', async () => {
    const { id } = await offered('Cedar');
    expect(() => returnHandoff(runs.database, ann.actor, id, { gaps: [] })).toThrow(/Name what is missing/);
    await returnHandoff(runs.database, ann.actor, id, { gaps: ['the budget', 'who decides'] });
    expect(await seen(id)).toMatchObject({
      state: 'returned',
      carriedBy: { name: 'Carl' },
      gaps: ['the budget', 'who decides'],
    });
    expect(await clockOf(id)).toBeUndefined();
    await expect(offerAgain(runs.database, ann.actor, id, { receiverId: null, brief: 'x' })).rejects.toMatchObject({
      status: 403,
    });
    await offerAgain(runs.database, carl.actor, id, { receiverId: ann.actor.memberId, brief: 'With the budget.' });
    expect(await seen(id)).toMatchObject({ state: 'offered', round: 2, gaps: [], brief: 'With the budget.' });
    expect((await clockOf(id))?.payload.round).toBe(2);
  });

  test('not accepted in time it goes back and the manager hears of it, once', async () => {
    const { id } = await offered('Douglas');
    const clock = (await clockOf(id))!.payload;
    await lapseHandoff(runs.database, clock);
    await lapseHandoff(runs.database, clock);
    expect(await seen(id)).toMatchObject({
      state: 'lapsed',
      carriedBy: { name: 'Carl' },
      escalatedTo: { name: 'Maya' },
      settledBy: null,
    });
    expect((await seen(id)).history).toHaveLength(2);
    const letters = await runs.inAcme((tx) =>
      tx.query<{ to_address: string }>(
        `select to_address from outgoing_message where organisation_id = $1 and subject like 'Douglas%' order by created_at, to_address`,
        [runs.world.acme.id],
      ),
    );
    expect(letters.map((letter) => letter.to_address)).toEqual([ann.email, carl.email, maya.email]);
    await expect(acceptHandoff(runs.database, ann.actor, id)).rejects.toThrow(/took this handoff back/);
  });

  test('a clock of a round that was answered does nothing', async () => {
    const { id } = await offered('Elm');
    const clock = (await clockOf(id))!.payload;
    await returnHandoff(runs.database, ann.actor, id, { gaps: ['the date'] });
    await offerAgain(runs.database, carl.actor, id, { receiverId: ann.actor.memberId, brief: 'With the date.' });
    await lapseHandoff(runs.database, clock);
    expect(await seen(id)).toMatchObject({ state: 'offered' });
  });

  test('who was not asked cannot answer, who only looks cannot offer, and a stranger finds nothing', async () => {
    const { id, account } = await offered('Fir');
    const { vic, mallory } = runs.world;
    expect(() => acceptHandoff(runs.database, vic.actor, id)).toThrow(/You may not do this/);
    await expect(acceptHandoff(runs.database, carl.actor, id)).rejects.toMatchObject({ status: 403 });
    await expect(acceptHandoff(runs.database, mallory.actor, id)).rejects.toMatchObject({ status: 404 });
    const offer = {
      accountId: account.id,
      giverRole: 'csm',
      receiverRole: 'support',
      receiverId: null,
      subject: 'A case',
      brief: 'It is broken.',
    } as const;
    await expect(offerHandoff(runs.database, mallory.actor, offer)).rejects.toMatchObject({ status: 404 });
    expect(() => offerHandoff(runs.database, vic.actor, offer)).toThrow(/You may not do this/);
    await expect(offerHandoff(runs.database, carl.actor, { ...offer, receiverId: vic.actor.memberId })).rejects.toThrow(
      /Vic cannot take anything over/,
    );
  });

  test('withdrawn it needs no answer any more', async () => {
    const { id } = await offered('Ginkgo');
    await withdrawHandoff(runs.database, carl.actor, id, { reason: 'They bought elsewhere' });
    expect(await seen(id)).toMatchObject({ state: 'withdrawn', carriedBy: null, reason: 'They bought elsewhere' });
    await expect(acceptHandoff(runs.database, ann.actor, id)).rejects.toThrow(/Carl withdrew this handoff/);
  });

  test('from CSM to CSM the account changes hands with its history, and the open tasks come along', async () => {
    const account = await runs.anAccount('Hazel');
    const { runId } = await startRun(runs.database, carl.actor, {
      accountId: account.id,
      playbookKey: riskPlaybook.playbook,
    });
    const { id } = await offerHandoff(runs.database, carl.actor, {
      accountId: account.id,
      giverRole: 'csm',
      receiverRole: 'csm',
      receiverId: maya.actor.memberId,
      subject: 'The account',
      brief: 'All there is to know.',
    });
    expect(await tasksOf(runId)).toEqual(['diagnose open Carl']);
    await acceptHandoff(runs.database, maya.actor, id);
    expect(await tasksOf(runId)).toEqual(['diagnose open Maya']);
    expect(await teamOf(account.id)).toMatchObject([
      { role: 'csm', member_id: carl.actor.memberId, is_past: true },
      { role: 'csm', member_id: maya.actor.memberId, is_past: false },
    ]);
    const log = await runs.inAcme((tx) =>
      tx.query<{ kind: string; actor_name: string }>(
        'select kind, actor_name from run_entry where organisation_id = $1 and run_id = $2 order by sequence',
        [runs.world.acme.id, runId],
      ),
    );
    expect(log.at(-1)).toEqual({ kind: 'reassigned', actor_name: 'Maya' });
  });

  test('the brief to begin with is filled in from the account, and asks in brackets for what only a person knows', async () => {
    const account = await runs.anAccount('Ironbark');
    const query = { account: account.id, giverRole: 'csm', receiverRole: 'account_manager' } as const;
    const draft = await draftBrief(runs.database, carl.actor, query);
    expect(draft.text).toContain('**Lena** (lena@customer.example)');
    expect(draft.text).toContain('30 June 2031');
    expect(draft.text).toContain('[the need, in their words]');
    expect(draft.text).toContain('Stays with Carl');
    expect(draft.missing).toContain('annual recurring revenue');
    expect(draft.receiver).toBeNull();
  });
});

describe('as a step of a run', () => {
  test('is offered once with its brief, done by acceptance alone, and then the receiver has the next step', async () => {
    const { runId, account, follow } = await aRun('Juniper');
    await follow();
    await follow();
    const all = await listHandoffs(runs.database, ann.actor, { runId });
    expect(all).toMatchObject([{ subject: 'Hand the opportunity over', receiver: null, mayAnswer: true }]);
    expect(all[0]!.brief).toContain('Lena');
    await expect(completeStep(runs.database, carl.actor, { runId, step: 'hand-over' })).rejects.toThrow(
      /done when it is accepted/,
    );
    await acceptHandoff(runs.database, ann.actor, all[0]!.id);
    expect(await tasksOf(runId)).toEqual(['hand-over done Carl', 'solution open Ann']);
    expect((await teamOf(account.id)).map(({ role }) => role)).toEqual(['csm', 'account_manager']);
  });

  test('returned it stays the giver’s task, with the gaps in the log of the run', async () => {
    const { runId, follow } = await aRun('Kapok');
    await follow();
    const [handoff] = await listHandoffs(runs.database, ann.actor, { runId });
    await returnHandoff(runs.database, ann.actor, handoff!.id, { gaps: ['no number'] });
    await follow();
    expect(await tasksOf(runId)).toEqual(['hand-over open Carl']);
    expect(await listHandoffs(runs.database, ann.actor, { runId })).toMatchObject([{ state: 'returned', round: 1 }]);
    const entries = await runs.inAcme((tx) =>
      tx.query<{ detail: unknown }>(
        `select detail from run_entry where organisation_id = $1 and run_id = $2 and kind = 'handoff_moved' order by sequence`,
        [runs.world.acme.id, runId],
      ),
    );
    expect(JSON.stringify(entries)).toContain('returned it, missing: no number');
  });

  test('skipped, it is withdrawn; a run that is over offers nothing', async () => {
    const { runId, follow } = await aRun('Larch');
    await follow();
    await skipStep(runs.database, maya.actor, { runId, step: 'hand-over' }, { reason: 'No need after all' });
    const [handoff] = await listHandoffs(runs.database, ann.actor, { runId });
    await expect(acceptHandoff(runs.database, ann.actor, handoff!.id)).rejects.toThrow(/skipped this step/);
    await follow();
    expect(await listHandoffs(runs.database, ann.actor, { runId })).toMatchObject([
      { state: 'withdrawn', reason: 'No need after all' },
    ]);
  });

  test('given to somebody else the step takes its handoff along', async () => {
    const { runId, follow } = await aRun('Maple');
    await follow();
    await reassignTask(
      runs.database,
      maya.actor,
      { runId, step: 'hand-over' },
      { memberId: maya.actor.memberId, reason: 'Carl is away' },
    );
    await follow();
    expect(await listHandoffs(runs.database, ann.actor, { runId })).toMatchObject([{ giver: { name: 'Maya' } }]);
  });
});

test('what nobody carries is listed with the reason', async () => {
  const account = await runs.anAccount('Nutmeg');
  await runs.inAcme((tx) =>
    tx.execute('update account_team set valid_to = now() where organisation_id = $1 and account_id = $2', [
      runs.world.acme.id,
      account.id,
    ]),
  );
  const uncarried = await listUncarried(runs.database, carl.actor);
  expect(uncarried).toMatchObject([{ kind: 'account', title: 'Nutmeg', why: 'has no CSM' }]);
});
