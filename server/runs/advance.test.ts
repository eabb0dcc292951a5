import { describe, expect, it } from 'vitest';
import { FALSE, TRUE, type Truth, UNKNOWN } from '../expressions/truth.ts';
import type { PlaybookDefinition } from '../playbooks/definition.ts';
import type { RunHappening } from './run-event.ts';
import { ana, ben, exampleEnvironment, riskPlaybook, system } from './run-example.ts';
import { kinds, story } from './run-story.test-support.ts';

const START = '2026-07-30T09:00:00Z';
const started: RunHappening = { kind: 'started', because: 'health.score fell to 52' };

describe('starting a run', () => {
  it('opens the steps whose turn it is, sets the clocks, and says how each came about', () => {
    const run = story(exampleEnvironment({ readCondition: () => TRUE }));
    const { effects } = run.happens(START, started);
    expect(run.status()).toEqual({ diagnose: 'ready', plan: 'waiting', 'tell-manager': 'ready', review: 'waiting' });
    expect(kinds(effects)).toEqual([
      'open_task diagnose',
      'open_task tell-manager',
      'set_timer exit',
      'set_timer first_action',
      'set_timer escalate:0',
      'set_timer escalate:1',
      'set_timer due:diagnose',
      'set_timer due:tell-manager',
    ]);
    expect(run.state.steps.diagnose?.due).toEqual({
      at: '2026-07-31T09:00:00.000Z',
      derivation: 'Fri 31 Jul 10:00 = run start Thu 30 Jul 10:00 + 24 hours',
    });
    expect(run.state.timers.exit?.at).toBe('2026-08-29T16:00:00.000Z');
    expect(run.state.firstAction?.at).toBe('2026-07-31T09:00:00.000Z');
  });

  it('leaves out a step whose condition is false or unknown, and says which', () => {
    const no = story(exampleEnvironment({ readCondition: () => FALSE }));
    no.happens(START, started);
    expect(no.state.steps['tell-manager']).toMatchObject({
      status: 'skipped',
      note: 'Does not apply: health.score < 40 was not true.',
    });
    const unknown = story(exampleEnvironment({ readCondition: () => UNKNOWN }));
    unknown.happens(START, started);
    expect(unknown.state.steps['tell-manager']?.note).toMatch(/is unknown, since data is missing/);
  });

  it('blocks a step until its condition can be read, which the next diagnosis does', () => {
    const run = story();
    run.happens(START, started);
    expect(run.status()['tell-manager']).toBe('blocked');
    const morning: RunHappening = {
      kind: 'conditions_evaluated',
      day: '2026-07-31',
      success: FALSE,
      failure: FALSE,
      live: false,
    };
    const { effects } = run.happens(
      '2026-07-31T03:00:00Z',
      morning,
      system,
      exampleEnvironment({ readCondition: () => TRUE }),
    );
    expect(kinds(effects)).toEqual(['open_task tell-manager', 'set_timer due:tell-manager']);
  });
});

describe('doing steps', () => {
  it('opens the next step, due from the last one done, and stops the first-action clock', () => {
    const run = story();
    run.happens(START, started);
    const { effects, logged } = run.happens('2026-07-30T15:00:00Z', { kind: 'step_completed', step: 'diagnose' });
    expect(kinds(effects)).toEqual([
      'close_task diagnose',
      'open_task plan',
      'cancel_timer first_action',
      'cancel_timer escalate:0',
      'cancel_timer due:diagnose',
      'set_timer due:plan',
    ]);
    expect(logged[0]?.changes.map((change) => change.kind)).toEqual([
      'step_completed',
      'first_action_done',
      'step_opened',
    ]);
    expect(run.state.firstAction?.doneAt).toBe('2026-07-30T15:00:00.000Z');
    expect(run.state.steps.plan?.due?.derivation).toBe(
      'Mon 3 Aug 17:00 = "Find the root cause" done Thu 30 Jul + 2 business days',
    );
  });

  it('tells the second of two people who was first', () => {
    const run = story();
    run.happens(START, started);
    run.happens('2026-07-30T15:00:00Z', { kind: 'step_completed', step: 'diagnose' });
    const before = run.state;
    const second = run.happens('2026-07-30T15:00:01Z', { kind: 'step_completed', step: 'diagnose' }, ben);
    expect(second.refused).toMatchObject({
      reason: 'already_done',
      message: 'Ana has done this step already.',
      by: ana,
    });
    expect(second.effects).toEqual([]);
    expect(run.state).toBe(before);
  });

  it('keeps the order: a step that waits says for what', () => {
    const run = story();
    run.happens(START, started);
    const { refused } = run.happens(START, { kind: 'step_completed', step: 'plan' });
    expect(refused).toMatchObject({ reason: 'not_ready' });
    expect(refused?.message).toContain('"Find the root cause"');
    expect(run.happens(START, { kind: 'step_completed', step: 'constructor' }).refused?.reason).toBe('unknown_step');
  });

  it('asks for a reason before a required step is skipped, and records it', () => {
    const run = story();
    run.happens(START, started);
    expect(run.happens(START, { kind: 'step_skipped', step: 'diagnose', reason: ' ' }).refused?.reason).toBe(
      'needs_reason',
    );
    run.happens(START, { kind: 'step_skipped', step: 'diagnose', reason: 'known since the call' });
    expect(run.state.steps.diagnose).toMatchObject({ status: 'skipped', note: 'known since the call', settledBy: ana });
    expect(run.state.firstAction?.doneAt).toBeNull();
    expect(run.happens(START, { kind: 'step_skipped', step: 'tell-manager' }).refused).toBeNull();
  });

  it('takes the turn from the steps after a reopened one, and gives it back', () => {
    const run = story();
    run.happens(START, started);
    run.happens('2026-07-30T15:00:00Z', { kind: 'step_completed', step: 'diagnose' });
    run.happens('2026-07-30T15:10:00Z', { kind: 'reassigned', step: 'plan', to: { memberId: 'ben', name: 'Ben' } });
    const { effects } = run.happens('2026-08-03T10:00:00Z', { kind: 'step_reopened', step: 'diagnose' });
    expect(kinds(effects)).toEqual([
      'open_task diagnose',
      'close_task plan',
      'cancel_timer due:plan',
      'set_timer due:diagnose',
    ]);
    expect(run.state.steps.diagnose?.due?.derivation).toBe(
      'Mon 3 Aug 17:00 = as soon as possible, since Fri 31 Jul 10:00 = run start Thu 30 Jul 10:00 + 24 hours had passed',
    );
    run.happens('2026-08-03T11:00:00Z', { kind: 'step_completed', step: 'diagnose' });
    expect(run.state.steps.plan).toMatchObject({ status: 'ready', owner: { memberId: 'ben' } });
  });

  it('counts from the step that was finished last', () => {
    const steps = riskPlaybook.steps.map((step) =>
      step.id === 'review' ? { ...step, after: ['tell-manager', 'plan'], from: undefined, due: '1h' } : step,
    );
    const definition = { ...riskPlaybook, steps };
    const run = story(exampleEnvironment({ definition, readCondition: () => TRUE }));
    run.happens(START, started);
    run.happens('2026-07-30T10:00:00Z', { kind: 'step_completed', step: 'diagnose' });
    run.happens('2026-07-30T12:00:00Z', { kind: 'step_completed', step: 'plan' });
    run.happens('2026-07-30T14:00:00Z', { kind: 'step_skipped', step: 'tell-manager' });
    expect(run.state.steps.review?.due?.derivation).toBe(
      'Thu 30 Jul 16:00 = "Tell the manager" skipped Thu 30 Jul 15:00 + 1 hour',
    );
  });

  it('counts back from the renewal, and makes due at once what should have been done', () => {
    const finish = (renewal: string | null) => {
      const accountDates = { renewal, contract_start: null, kickoff: null };
      const run = story(exampleEnvironment({ readCondition: () => FALSE, accountDates }));
      run.happens(START, started);
      run.happens(START, { kind: 'step_completed', step: 'diagnose' });
      run.happens(START, { kind: 'step_completed', step: 'plan' });
      return run.state.steps.review?.due;
    };
    expect(finish('2026-09-01')?.derivation).toBe('Tue 18 Aug 17:00 = renewal Tue 1 Sep - 14 days');
    expect(finish('2026-08-05')).toMatchObject({ at: '2026-07-30T16:00:00.000Z' });
    expect(finish(null)?.derivation).toBe(
      'Thu 30 Jul 17:00 = as soon as possible, since the renewal date is not known',
    );
  });

  it('moves a due date forward only, with words, and sets its clock again', () => {
    const run = story();
    run.happens(START, started);
    const old = run.state.timers['due:diagnose']!;
    const past: RunHappening = { kind: 'due_changed', step: 'diagnose', dueAt: new Date('2026-07-01T00:00:00Z') };
    expect(run.happens(START, past).refused?.reason).toBe('in_the_past');
    const later: RunHappening = { kind: 'due_changed', step: 'diagnose', dueAt: new Date('2026-08-05T16:00:00Z') };
    expect(kinds(run.happens(START, later).effects)).toEqual([
      'change_task diagnose',
      'cancel_timer due:diagnose',
      'set_timer due:diagnose',
    ]);
    expect(run.state.steps.diagnose?.due?.derivation).toBe('Wed 5 Aug 17:00 = set by Ana, was Fri 31 Jul 10:00');
    const late = run.happens(old.at, { kind: 'timer_fired', timer: 'due:diagnose', key: old.key }, system);
    expect(late.refused?.reason).toBe('stale');
  });

  it('tells the new owner of a task, unless they took it themselves', () => {
    const run = story();
    run.happens(START, started);
    const given = run.happens(START, {
      kind: 'reassigned',
      step: 'diagnose',
      to: { memberId: 'ben', name: 'Ben' },
      reason: 'on leave',
    });
    expect(kinds(given.effects)).toEqual(['change_task diagnose', 'notify diagnose']);
    expect(given.effects[1]).toMatchObject({ words: 'Ana gave you "Find the root cause": on leave.' });
    const taken = run.happens(START, { kind: 'reassigned', step: 'diagnose', to: { memberId: 'ana', name: 'Ana' } });
    expect(kinds(taken.effects)).toEqual(['change_task diagnose']);
  });
});

describe('the clocks of a run', () => {
  it('say that a step is overdue, once, to its owner', () => {
    const run = story();
    run.happens(START, started);
    const { effects } = run.fires('due:diagnose');
    expect(effects).toMatchObject([
      { kind: 'cancel_timer', timer: 'due:diagnose' },
      { kind: 'notify', about: 'step_overdue', to: { memberId: 'csm' } },
    ]);
    expect(run.state.steps.diagnose?.overdue).toBe(true);
    expect(run.state.timers['due:diagnose']).toBeUndefined();
  });

  it('say that the first action is late, then escalate; a logged contact stops both', () => {
    const late = story();
    late.happens(START, started);
    expect(late.fires('first_action').effects).toMatchObject([{}, { about: 'first_action_late' }]);
    expect(late.fires('escalate:0').effects).toMatchObject([
      {},
      { about: 'escalated', to: { memberId: 'manager' }, words: expect.stringContaining('nothing has been done yet') },
    ]);

    const early = story();
    early.happens(START, started);
    early.happens('2026-07-30T10:00:00Z', {
      kind: 'contact_logged',
      what: 'a call with Lena',
      at: new Date('2026-07-30T09:30:00Z'),
    });
    expect(Object.keys(early.state.timers).sort()).toEqual(['due:diagnose', 'escalate:1', 'exit']);
    expect(early.state.firstAction?.doneAt).toBe('2026-07-30T09:30:00.000Z');
  });

  it('count the first action once', () => {
    const run = story();
    run.happens(START, started);
    run.happens('2026-07-30T10:00:00Z', { kind: 'step_completed', step: 'diagnose' });
    run.happens('2026-07-30T12:00:00Z', { kind: 'step_completed', step: 'plan' });
    expect(run.state.firstAction?.doneAt).toBe('2026-07-30T10:00:00.000Z');
  });

  it('escalate no step that is finished, and one that is reopened only while its time is still to come', () => {
    const run = story();
    run.happens(START, started);
    run.happens(START, { kind: 'step_completed', step: 'diagnose' });
    run.happens(START, { kind: 'step_completed', step: 'plan' });
    expect(run.state.timers['escalate:1']).toBeUndefined();
    run.happens('2026-07-31T09:00:00Z', { kind: 'step_reopened', step: 'plan' });
    expect(run.state.timers['escalate:1']?.at).toBe('2026-08-02T16:00:00.000Z');
    run.happens('2026-07-31T10:00:00Z', { kind: 'step_completed', step: 'plan' });
    run.happens('2026-08-04T10:00:00Z', { kind: 'step_reopened', step: 'plan' });
    expect(run.state.timers['escalate:1']).toBeUndefined();
  });

  it('escalate a step that is missing', () => {
    const run = story();
    run.happens(START, started);
    run.happens(START, { kind: 'step_completed', step: 'diagnose' });
    expect(run.fires('escalate:1').effects).toMatchObject([
      {},
      { to: { memberId: 'executive' }, words: expect.stringContaining('"Write the plan" is not done') },
    ]);
    expect(run.state.escalations[1]?.raisedAt).toBe(run.state.escalations[1]?.at);
  });

  it('end the run when its time is over, with nothing left open', () => {
    const run = story();
    run.happens(START, started);
    const { effects } = run.fires('exit');
    expect(run.state.outcome).toMatchObject({ outcome: 'timeout', reason: 'The time of 30d is over.' });
    expect(kinds(effects)).toContain('close_task diagnose');
    expect(kinds(effects)).toContain('record_outcome');
    expect(run.state.timers).toEqual({});
  });
});

describe('the exit of a run', () => {
  it('is success when it held from morning to morning for as long as asked', () => {
    const run = story();
    run.happens(START, started);
    for (const day of ['2026-07-31', '2026-08-01', '2026-08-02']) run.morning(day, TRUE);
    expect(run.state.status).toBe('open');
    const { logged } = run.morning('2026-08-03', TRUE);
    expect(logged[0]?.changes).toEqual([
      { kind: 'run_closed', outcome: 'success', reason: 'health.score >= 70 held for 3 days.' },
    ]);
  });

  it('starts again after a false morning, and neither counts nor forgets over an unknown one', () => {
    const fallen = story();
    fallen.happens(START, started);
    const mornings: [string, Truth][] = [
      ['2026-07-31', TRUE],
      ['2026-08-02', TRUE],
      ['2026-08-03', FALSE],
      ['2026-08-04', TRUE],
      ['2026-08-06', TRUE],
    ];
    for (const [day, truth] of mornings) fallen.morning(day, truth);
    expect(fallen.state.status).toBe('open');
    expect(fallen.morning('2026-08-07', TRUE).state.outcome?.outcome).toBe('success');

    const gap = story();
    gap.happens(START, started);
    gap.morning('2026-07-31', TRUE);
    gap.morning('2026-08-02', TRUE);
    gap.morning('2026-08-03', UNKNOWN);
    gap.morning('2026-08-10', TRUE);
    expect(gap.state.status).toBe('open');
    expect(gap.morning('2026-08-11', TRUE).state.outcome?.outcome).toBe('success');
  });

  it('logs a morning only when something turned', () => {
    const run = story();
    run.happens(START, started);
    expect(run.morning('2026-07-31', TRUE).logged).toHaveLength(1);
    expect(run.morning('2026-08-01', TRUE).logged).toHaveLength(0);
    expect(run.morning('2026-07-30', FALSE).logged).toHaveLength(0);
  });

  it('does not count a day that is not over, but fails at once on failure', () => {
    const run = story();
    run.happens(START, started);
    for (const day of ['2026-07-31', '2026-08-05']) run.morning(day, TRUE, FALSE, true);
    expect(run.state.success.since).toBeNull();
    expect(run.morning('2026-08-06', TRUE, TRUE, true).state.outcome).toMatchObject({
      outcome: 'failure',
      reason: "account.stage == 'churned' became true.",
    });
  });

  it('is at once where success need not hold', () => {
    const definition = { ...riskPlaybook, exit: { ...riskPlaybook.exit, success: { when: 'health.score >= 70' } } };
    const run = story(exampleEnvironment({ definition }));
    run.happens(START, started);
    expect(run.morning('2026-07-31', TRUE, FALSE, true).state.outcome?.outcome).toBe('success');
  });

  it('waits for the steps where the playbook says so', () => {
    const definition: PlaybookDefinition = {
      ...riskPlaybook,
      steps: riskPlaybook.steps.filter(({ id }) => id === 'diagnose' || id === 'plan'),
      exit: { ...riskPlaybook.exit, success: { when: 'health.score >= 70', steps: 'done' } },
    };
    const run = story(exampleEnvironment({ definition }));
    run.happens(START, started);
    expect(run.morning('2026-07-31', TRUE).state.status).toBe('open');
    run.happens('2026-07-31T10:00:00Z', { kind: 'step_completed', step: 'diagnose' });
    run.happens('2026-07-31T11:00:00Z', { kind: 'step_skipped', step: 'plan', reason: 'There is one already' });
    expect(run.morning('2026-08-01', FALSE).state.status).toBe('open');
    expect(run.morning('2026-08-02', TRUE).state.outcome).toMatchObject({
      outcome: 'success',
      reason: 'Every step is done, and health.score >= 70.',
    });
  });

  it('by hand takes a reason; afterwards only notes are taken', () => {
    const run = story();
    run.happens(START, started);
    expect(run.happens(START, { kind: 'closed_by_hand', reason: '' }).refused?.reason).toBe('needs_reason');
    run.happens(START, { kind: 'closed_by_hand', reason: 'They signed.' });
    expect(run.happens(START, { kind: 'step_completed', step: 'diagnose' }).refused).toMatchObject({
      reason: 'run_closed',
      message: 'This run is closed: They signed.',
    });
    expect(run.happens(START, { kind: 'note_added', text: 'Lesson learned' }).logged).toHaveLength(1);
  });

  it('also comes from another run that takes its place, or the account leaving', () => {
    const superseded = story();
    superseded.happens(START, started);
    superseded.happens(START, { kind: 'superseded', reason: 'Version 2 was published.' }, system);
    expect(superseded.state.outcome?.outcome).toBe('superseded');
    const left = story();
    left.happens(START, started);
    left.happens(START, { kind: 'account_left', reason: 'The account was archived.' }, system);
    expect(left.state.outcome?.outcome).toBe('failure');
  });
});
