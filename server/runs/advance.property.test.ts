import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Truth } from '../expressions/truth.ts';
import { isoDate } from '../lib/days.ts';
import { FREEDOMS, type PlaybookDefinition, playbookSchema } from '../playbooks/definition.ts';
import { advance } from './advance.ts';
import { gateOf } from './automation.ts';
import { outcomesOf, stepsBefore, whyOffTheWay } from './branches.ts';
import type { Effect } from './effects.ts';
import { isRequired, needsException } from './exceptions/guardrails.ts';
import { hasCondition, waitsForGroup } from './goes-on.ts';
import { replay } from './replay.ts';
import type { RunEvent, RunHappening } from './run-event.ts';
import { ana, ben, exampleEnvironment, riskPlaybook, system } from './run-example.ts';
import type { RunLogEntry } from './run-log.ts';
import { isSettled, newRun, type RunState, stepOf } from './run-state.ts';
import type { RunEnvironment } from './settle-steps.ts';

/** So many random playbooks, each with a random sequence of events; STEWARD_SEQUENCES asks for more. */
const SEQUENCES = Number(process.env.STEWARD_SEQUENCES ?? 300);

const ids = ['a', 'b', 'c', 'd', 'e'];
const DECISION = [
  { outcome: 'left', title: 'Left' },
  { outcome: 'right', title: 'Right' },
];
const duration = fc.constantFrom('0h', '90m', '24h', '0d', '2d', '1w', '0bd', '5bd');

const playbook: fc.Arbitrary<PlaybookDefinition> = fc
  .record({
    steps: fc.array(
      fc.record({
        due: duration,
        back: fc.integer({ min: 0, max: 3 }),
        from: fc.constantFrom('none', 'start', 'renewal', 'before'),
        when: fc.option(fc.constantFrom('x', 'y')),
        kind: fc.constantFrom(
          'task',
          'task',
          'decision',
          'approval',
          'repeat',
          'wait',
          'wait for',
          'do',
          'agree',
          'letter',
          'hand',
        ),
        if: fc.option(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom('left', 'right', 'refused', 'met'))),
        group: fc.option(fc.constantFrom('g', 'h')),
        times: fc.option(fc.integer({ min: 2, max: 3 })),
        required: fc.boolean(),
      }),
      { minLength: 1, maxLength: ids.length },
    ),
    successFor: fc.option(fc.constantFrom('1d', '3d')),
    failure: fc.boolean(),
    escalate: fc.array(
      fc.record({
        after: duration,
        without: fc.constantFrom('first_action', ...ids),
        whom: fc.constantFrom({ to: 'manager' }, { level: 1 }, { level: 4 }),
      }),
      { maxLength: 3 },
    ),
    mayChange: fc.subarray([...FREEDOMS]),
  })
  .map(({ steps, successFor, failure, escalate, mayChange }) =>
    playbookSchema.parse({
      ...riskPlaybook,
      groups: [
        { id: 'g', title: 'G', when: 'x', until: 'u' },
        { id: 'h', title: 'H', until: 'y' },
      ],
      steps: steps.map((step, index) => {
        const after = step.back > 0 ? ids[index - step.back] : undefined;
        const from = step.from === 'before' ? ids[index - 1] : step.from === 'none' ? undefined : step.from;
        return {
          id: ids[index],
          title: `Step ${index}`,
          owner: 'csm',
          due: from === 'renewal' ? '-2w' : step.due,
          required: step.required,
          ...(after && { after }),
          ...(from && { from }),
          ...(step.when && { when: step.when }),
          ...(step.group && { group: step.group }),
          ...(step.kind === 'do' && { do: 'add_tag', with: { tag: 't' } }),
          ...(step.kind === 'agree' && { do: 'add_tag', with: { tag: 't' }, approve: 'manager' }),
          ...(step.kind === 'letter' && { do: 'send_email', with: { asset: 'letter' } }),
          ...(step.kind === 'repeat' && {
            repeat: { every: '1bd', until: 'u', ...(step.times && { times: step.times }) },
          }),
          ...(step.kind === 'wait' && { wait: { until: 'u', at_most: '3d' } }),
          ...(step.kind === 'wait for' && { wait: { for: '36h' } }),
          ...(step.kind === 'decision' && { decision: DECISION }),
          ...(step.kind === 'approval' && { approval: { of: 'something' } }),
          ...(step.kind === 'hand' && { handoff: { from: 'csm', to: 'account_manager', accept_within: '2bd' } }),
          ...(step.if && ids[index - step.if[0]] && { if: { [ids[index - step.if[0]]!]: step.if[1] } }),
        };
      }),
      exit: {
        success: { when: 's', ...(successFor && { for: successFor }) },
        ...(failure && { failure: { when: 'f' } }),
        after: '30d',
      },
      escalate: escalate.length > 0 ? escalate.map(({ whom, ...rule }) => ({ ...rule, ...whom })) : undefined,
      guardrails: { may_change: mayChange },
    }),
  );

const truth = fc.constantFrom<Truth>(0, 1, 2);
const step = fc.constantFrom(...ids, 'nonsense', 'constructor');
const reason = fc.option(fc.constantFrom('', '  ', 'because'), { nil: undefined });
type Happening = (state: RunState, now: Date) => RunHappening;

const fixed = (arbitrary: fc.Arbitrary<RunHappening>): fc.Arbitrary<Happening> => arbitrary.map((one) => () => one);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fixed(fc.record({ kind: fc.constant('step_completed' as const), step })) },
  {
    weight: 6,
    arbitrary: fixed(
      fc.record({
        kind: fc.constant('step_completed' as const),
        step,
        outcome: fc.constantFrom('left', 'right', 'approved', 'refused', 'nonsense'),
        note: fc.constant('because'),
      }),
    ),
  },
  { weight: 2, arbitrary: fixed(fc.record({ kind: fc.constant('step_skipped' as const), step, reason })) },
  { weight: 2, arbitrary: fixed(fc.record({ kind: fc.constant('step_reopened' as const), step, reason })) },
  {
    weight: 2,
    arbitrary: fixed(
      fc.record({
        kind: fc.constant('reassigned' as const),
        step,
        to: fc.constantFrom({ memberId: 'ana', name: 'Ana' }, { memberId: 'ben', name: 'Ben' }),
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({ step, hours: fc.integer({ min: -20, max: 200 }) }).map(
      ({ step, hours }): Happening =>
        (_, now) => ({
          kind: 'due_changed',
          step,
          dueAt: new Date(now.getTime() + hours * 3_600_000),
        }),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.record({ success: truth, failure: fc.constantFrom<Truth>(0, 0, 0, 1, 2), live: fc.boolean() }).map(
      (read): Happening =>
        (_, now) => ({
          kind: 'conditions_evaluated',
          day: isoDate(Math.floor(now.getTime() / 86_400_000)),
          ...read,
        }),
    ),
  },
  {
    weight: 5,
    // The next timer, sometimes with the key of one that is gone.
    arbitrary: fc.boolean().map(
      (good): Happening =>
        (state) => {
          const [next] = Object.entries(state.timers).sort(([, one], [, other]) => one.at.localeCompare(other.at));
          return {
            kind: 'timer_fired',
            timer: next?.[0] ?? 'exit',
            key: good ? (next?.[1].key ?? 'none') : 'r1/exit/0',
          };
        },
    ),
  },
  {
    weight: 6,
    // What Steward performs succeeds, fails, or answers under a key that is gone.
    arbitrary: fc
      .record({ step, how: fc.constantFrom('done', 'failed', 'final', 'again'), good: fc.integer({ min: 0, max: 4 }) })
      .map(
        ({ step, how, good }): Happening =>
          (state) => {
            const key = good > 0 ? (stepOf(state, step)?.automation?.key ?? 'none') : `r1/${step}/0`;
            if (how === 'again') return { kind: 'automation_retried', step };
            if (how === 'done') return { kind: 'automation_done', step, key, what: 'did it' };
            return { kind: 'automation_failed', step, key, problem: 'broken', isFinal: how === 'final' };
          },
      ),
  },
  {
    weight: 4,
    arbitrary: fixed(
      fc.record({
        kind: fc.constantFrom('handoff_accepted' as const, 'handoff_moved' as const),
        step,
        words: fc.constant('words'),
      }),
    ),
  },
  {
    weight: 1,
    // What was moved is put back, or something that was never so.
    arbitrary: step.map(
      (step): Happening =>
        (state, now) => {
          const due = stepOf(state, step)?.due ?? { at: now.toISOString(), derivation: 'never so' };
          return { kind: 'dues_restored', dues: [{ step, from: due, to: { ...due, derivation: 'as before' } }] };
        },
    ),
  },
  {
    weight: 1,
    arbitrary: fixed(
      fc.constantFrom<RunHappening>(
        { kind: 'contact_logged', what: 'a call', at: new Date('2026-03-26T10:00:00Z') },
        { kind: 'asset_sent', step: 'a', asset: 'letter', subject: 'Hello', to: 'lena@example.com' },
        { kind: 'note_added', text: 'a note' },
        { kind: 'closed_by_hand', reason: 'over' },
        { kind: 'closed_by_hand', reason: '' },
        { kind: 'superseded', reason: 'another' },
        { kind: 'account_left', reason: 'archived' },
        { kind: 'started', because: 'again' },
      ),
    ),
  },
);

/** What the world looks like when every effect has been performed once. */
function performed(effects: readonly Effect[]) {
  const tasks = new Map<string, string>();
  const timers = new Map<string, string>();
  const performing: string[] = [];
  let outcomes = 0;
  for (const effect of effects) {
    if (effect.kind === 'open_task') {
      expect(effect.owner.memberId).toBeTruthy();
      expect(tasks.has(effect.step)).toBe(false);
      tasks.set(effect.step, `${effect.due.at} ${effect.owner.memberId}`);
    }
    if (effect.kind === 'change_task') {
      expect(tasks.has(effect.step)).toBe(true);
      tasks.set(effect.step, `${effect.due.at} ${effect.owner.memberId}`);
    }
    if (effect.kind === 'close_task') expect(tasks.delete(effect.step)).toBe(true);
    if (effect.kind === 'set_timer') timers.set(effect.timerKey, effect.at);
    if (effect.kind === 'cancel_timer') expect(timers.delete(effect.timerKey)).toBe(true);
    if (effect.kind === 'perform') performing.push(effect.automationKey);
    if (effect.kind === 'record_outcome') outcomes += 1;
  }
  return { tasks, timers, outcomes, performing };
}

function checkState(state: RunState, definition: PlaybookDefinition, effects: readonly Effect[]): void {
  const world = performed(effects);
  const ready = Object.entries(state.steps).filter(([, each]) => state.status === 'open' && each.status === 'ready');
  expect(world.tasks).toEqual(new Map(ready.map(([id, { due, owner }]) => [id, `${due?.at} ${owner?.memberId}`])));
  expect(world.timers).toEqual(new Map(Object.values(state.timers).map(({ key, at }) => [key, at])));
  expect(world.outcomes).toBe(state.status === 'closed' ? 1 : 0);
  expect(state.status === 'open').toBe(state.timers.exit !== undefined);

  for (const each of definition.steps) {
    const current = stepOf(state, each.id)!;
    if (current.status === 'ready') expect(current.owner?.memberId).toBeTruthy();
    if (current.status === 'done' && each.handoff) expect(current.note).toBe('words');
    if (current.status === 'skipped' && each.required) expect(current.note?.trim()).toBeTruthy();
    if (current.status === 'ready' || current.status === 'running' || current.status === 'blocked')
      for (const before of stepsBefore(each, definition)) expect(isSettled(stepOf(state, before)!)).toBe(true);
    if (current.status === 'done')
      expect(outcomesOf(each).length > 0 || hasCondition(each)).toBe(current.outcome !== null);
    if (current.status === 'running' && each.wait)
      expect(state.timers[`wait:${each.id}`] !== undefined).toBe(state.status === 'open');
    if (current.status === 'running' && each.do) {
      expect(current.owner).not.toBeNull();
      expect(world.performing).toContain(current.automation?.key);
    }
    if (current.status === 'running') expect(each.wait ?? each.do).toBeDefined();
    if (state.status === 'open' && waitsForGroup(each, state) && !current.wanted)
      expect(['waiting', 'done', 'skipped']).toContain(current.status);
    if (current.status !== 'running' && current.status !== 'ready') expect(current.asks).toBeNull();
    if (current.status === 'ready' && !current.wanted) expect(whyOffTheWay(each, state, definition)).toBeNull();
    const mayGo = stepsBefore(each, definition).every((before) => isSettled(stepOf(state, before)!));
    if (state.status === 'open' && current.status === 'waiting' && !waitsForGroup(each, state))
      expect(mayGo).toBe(false);
  }
}

/** Nothing is performed that asks for a person before one has agreed, and nothing again after it was done. */
function checkAutomations(log: readonly RunLogEntry[], definition: PlaybookDefinition): void {
  const agreed = new Set<string>();
  for (const change of log.flatMap(({ changes }) => changes)) {
    if (!('step' in change)) continue;
    const step = definition.steps.find(({ id }) => id === change.step)!;
    const gate = gateOf(step, { emailsNeedPerson: true });
    if (change.kind === 'automation_approved') agreed.add(change.step);
    if (change.kind === 'automation_began') expect(gate).toBeNull();
    if (change.kind === 'automation_done' && gate !== null) expect(agreed.delete(change.step)).toBe(true);
  }
}

/** The guardrails stand before the run: Ana, who is no manager, cannot skip what needs an exception. */
function mayHappen(event: RunEvent, definition: PlaybookDefinition): boolean {
  return event.kind !== 'step_skipped' || event.by !== ana || !needsException(definition, event.step, 'skip');
}

/** A required step is left out by its own conditions, or by somebody who may decide that, with the reason. */
function checkSkipped(log: readonly RunLogEntry[], definition: PlaybookDefinition): void {
  for (const { by, changes } of log)
    for (const change of changes) {
      if (change.kind !== 'step_skipped' || !isRequired(definition, change.step)) continue;
      expect(change.reason?.trim()).toBeTruthy();
      if (!change.byCondition) expect(by.id).not.toBe(ana.id);
    }
}

/** Whatever state it is in, time alone ends a run. */
function checkEnd(state: RunState, environment: RunEnvironment): void {
  let current = state;
  for (let fired = 0; current.status === 'open'; fired += 1) {
    expect(fired).toBeLessThan(30);
    const [next] = Object.entries(current.timers).sort(([, one], [, other]) => one.at.localeCompare(other.at));
    const [timer, { at, key }] = next!;
    const event = { id: key, by: system, kind: 'timer_fired', timer, key } as const;
    current = advance(current, event, new Date(at), environment).state;
  }
  expect(current.outcome).not.toBeNull();
}

/** Minutes until the next event: hours and days, a machine that was off for weeks, a clock that is set back. */
const minutes = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 3000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 20_000, max: 60_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -180, max: -1 }) },
);

describe('advance, whatever happens', () => {
  it('keeps every promise of a run', () => {
    const happenings = fc.array(
      fc.record({
        happening,
        minutes,
        // Who has a role changes hands.
        team: fc.integer({ min: 1, max: 2 }),
        x: fc.option(truth),
        y: fc.option(truth),
        u: fc.option(truth),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(playbook, happenings, fc.option(fc.constant('2026-08-20')), (definition, list, renewal) => {
        const log: RunLogEntry[] = [];
        const effects: Effect[] = [];
        let state = newRun('r1');
        let now = Date.parse('2026-03-25T08:00:00Z');
        const all = [
          {
            happening: () => ({ kind: 'started', because: 'test' }) as RunHappening,
            minutes: 0,
            team: 1,
            x: null,
            y: null,
            u: null,
          },
          ...list,
        ];

        all.forEach(({ happening, minutes, team, x, y, u }, index) => {
          now += minutes * 60_000;
          const at = new Date(now);
          const environment = exampleEnvironment({
            definition,
            accountDates: { renewal, contract_start: null, kickoff: null },
            readCondition: (expression) => ({ x, y, u })[expression] ?? null,
            ownerOf: (role) => ({ memberId: `${role} ${team}`, name: role, fallback: null }),
          });
          const event = { id: `e${index}`, by: [ana, ben, system][index % 3]!, ...happening(state, at) };
          if (!mayHappen(event, definition)) return;
          const was = state;
          const result = advance(was, event, at, environment);

          if (result.logged.length === 0) {
            expect(result.state).toBe(was);
            expect(result.effects).toEqual([]);
          } else expect(result.state.sequence).toBe(was.sequence + 1);
          if (was.status === 'closed' && event.kind !== 'note_added') expect(result.refused).not.toBeNull();
          for (const effect of result.effects)
            if (effect.kind === 'open_task') expect(Date.parse(effect.due.at)).toBeGreaterThan(now);

          state = result.state;
          log.push(...result.logged);
          effects.push(...result.effects);
          if (result.logged.length > 0) {
            const again = advance(state, event, at, environment);
            expect(again).toMatchObject({ state, effects: [], logged: [], refused: { reason: 'duplicate' } });
          }
          checkState(state, definition, effects);
        });

        expect(new Set(effects.map((effect) => effect.key)).size).toBe(effects.length);
        checkAutomations(log, definition);
        checkSkipped(log, definition);
        checkEnd(state, exampleEnvironment({ definition }));
        expect(replay('r1', log)).toEqual(state);
        expect(replay('r1', JSON.parse(JSON.stringify(log)))).toEqual(state);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      }),
      { numRuns: SEQUENCES },
    );
  });

  it('ends in time when nobody does anything', () => {
    fc.assert(
      fc.property(playbook, (definition) => {
        const environment = exampleEnvironment({ definition });
        const first = { id: 'e', by: system, kind: 'started' as const, because: 'test' };
        checkEnd(advance(newRun('r1'), first, new Date('2026-03-25T08:00:00Z'), environment).state, environment);
      }),
    );
  });
});
