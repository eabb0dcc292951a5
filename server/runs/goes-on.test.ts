import { describe, expect, it } from 'vitest';
import { FALSE, TRUE, type Truth } from '../expressions/truth.ts';
import { playbookSchema } from '../playbooks/definition.ts';
import { exampleEnvironment, riskPlaybook, system } from './run-example.ts';
import { kinds, story } from './run-story.test-support.ts';

const step = (id: string, more: object = {}) => ({ id, title: id, owner: 'csm', due: '1d', ...more });
const START = '2026-07-30T09:00:00Z';

/** A run of these steps that has just started; `truths` is what its conditions are found to be. */
function running(steps: object[], groups?: object[]) {
  const truths: Record<string, Truth> = {};
  const definition = playbookSchema.parse({ ...riskPlaybook, steps, escalate: undefined, ...(groups && { groups }) });
  const run = story(exampleEnvironment({ definition, readCondition: (name) => truths[name] ?? FALSE }));
  run.happens(START, { kind: 'started', because: 'test' });
  return {
    run,
    finds(at: string, found: Record<string, Truth>) {
      Object.assign(truths, found);
      const day = at.slice(0, 10);
      const reading = { kind: 'conditions_evaluated', day, success: FALSE, failure: FALSE, live: true } as const;
      return run.happens(at, reading, system);
    },
  };
}

describe('a step that waits', () => {
  it('for a time, goes on when it is over, and is nobody’s task', () => {
    const { run } = running([{ id: 'pause', title: 'Pause', wait: { for: '36h' } }, step('call', { after: 'pause' })]);
    expect(run.status()).toEqual({ pause: 'running', call: 'waiting' });
    expect(run.state.timers['wait:pause']?.at).toBe('2026-07-31T21:00:00.000Z');
    const { effects } = run.fires('wait:pause');
    expect(run.status()).toEqual({ pause: 'done', call: 'ready' });
    expect(run.state.steps.pause?.note).toBe('The time of 36 hours is over.');
    expect(kinds(effects)).toEqual(['open_task call', 'cancel_timer wait:pause', 'set_timer due:call']);
  });

  it('for a date, counts from it', () => {
    const { run } = running([{ id: 'until', title: 'Until', from: 'renewal', wait: { for: '-14d' } }]);
    expect(run.state.steps.until?.due?.derivation).toMatch(/^Tue 18 Aug 17:00 = renewal Tue 1 Sep - 14 days/);
  });

  it('for a date that has passed, goes on at once', () => {
    const { run } = running([{ id: 'until', title: 'Until', from: 'renewal', wait: { for: '-60d' } }]);
    expect(run.status()).toEqual({ until: 'done' });
  });

  const waits = [
    { id: 'hold', title: 'Hold', wait: { until: 'calm', at_most: '10d' } },
    step('thank', { if: { hold: 'met' } }),
    step('ask', { if: { hold: 'timed-out' } }),
  ];

  it('for a condition, goes on when it is true, and says so to the steps that ask', () => {
    const { run, finds } = running(waits);
    finds('2026-08-01T09:00:00Z', { calm: FALSE });
    expect(run.status().hold).toBe('running');
    finds('2026-08-02T09:00:00Z', { calm: TRUE });
    expect(run.status()).toEqual({ hold: 'done', thank: 'ready', ask: 'skipped' });
    expect(run.state.steps.ask?.note).toBe('Does not apply: "Hold" came in time.');
    expect(run.state.timers['wait:hold']).toBeUndefined();
  });

  it('for a condition that does not come true, goes on when the time is over', () => {
    const { run } = running(waits);
    run.fires('wait:hold');
    expect(run.status()).toEqual({ hold: 'done', thank: 'skipped', ask: 'ready' });
  });

  it('is ended by a person who knows better', () => {
    const { run } = running(waits);
    run.happens('2026-08-01T09:00:00Z', { kind: 'step_completed', step: 'hold', note: 'They told me' });
    expect(run.status()).toMatchObject({ hold: 'done', thank: 'ready' });
    expect(run.state.firstAction?.doneAt).toBeNull();
  });
});

describe('a step that repeats', () => {
  const daily = [
    step('check', { repeat: { every: '1bd', until: 'calm', times: 3 } }),
    step('close', { after: 'check' }),
  ];

  it('comes again, due on the next day, each time it is done', () => {
    const { run } = running(daily);
    const { effects } = run.happens(START, { kind: 'step_completed', step: 'check', note: 'Still bad' });
    expect(kinds(effects).slice(0, 2)).toEqual(['close_task check', 'open_task check']);
    expect(effects[0]).toMatchObject({ how: 'done', note: 'Still bad' });
    expect(run.state.steps.check).toMatchObject({ status: 'ready', turn: 2, due: { at: '2026-07-31T16:00:00.000Z' } });
    run.happens('2026-07-31T15:00:00Z', { kind: 'step_completed', step: 'check' });
    // Over the weekend.
    expect(run.state.steps.check?.due?.at).toBe('2026-08-03T16:00:00.000Z');
    run.happens('2026-08-03T15:00:00Z', { kind: 'step_completed', step: 'check' });
    expect(run.status()).toEqual({ check: 'done', close: 'ready' });
  });

  it('ends when its condition is true, while its task is open or as it is done', () => {
    const { run, finds } = running(daily);
    run.happens(START, { kind: 'step_completed', step: 'check' });
    const { effects } = finds('2026-07-31T09:00:00Z', { calm: TRUE });
    expect(run.status()).toEqual({ check: 'done', close: 'ready' });
    expect(effects[0]).toMatchObject({ kind: 'close_task', step: 'check', how: 'cancelled' });
  });

  it('is left out when its condition is true before it began', () => {
    const { run, finds } = running([
      step('first'),
      step('check', { after: 'first', repeat: { every: '1bd', until: 'calm' } }),
    ]);
    finds(START, { calm: TRUE });
    run.happens(START, { kind: 'step_completed', step: 'first' });
    expect(run.state.steps.check).toMatchObject({ status: 'skipped', note: 'Not needed: calm is true already.' });
  });
});

describe('a group of steps', () => {
  const groups = [{ id: 'rescue', title: 'Rescue', when: 'bad', until: 'good' }];
  const steps = [step('call'), step('daily', { group: 'rescue' }), step('plan', { group: 'rescue', after: 'daily' })];

  it('waits for its condition, and ends with what is open when it is over', () => {
    const { run, finds } = running(steps, groups);
    expect(run.status()).toEqual({ call: 'ready', daily: 'waiting', plan: 'waiting' });
    finds('2026-08-01T09:00:00Z', { bad: TRUE });
    expect(run.status()).toEqual({ call: 'ready', daily: 'ready', plan: 'waiting' });
    const { effects } = finds('2026-08-02T09:00:00Z', { good: TRUE });
    expect(run.status()).toEqual({ call: 'ready', daily: 'skipped', plan: 'skipped' });
    expect(run.state.steps.daily?.note).toBe('No longer needed: good became true.');
    expect(kinds(effects)).toEqual(['close_task daily', 'cancel_timer due:daily']);
  });

  it('keeps a step that a person opens all the same', () => {
    const { run, finds } = running(steps, groups);
    finds('2026-08-02T09:00:00Z', { good: TRUE });
    run.happens('2026-08-02T10:00:00Z', { kind: 'step_reopened', step: 'daily' });
    expect(run.status().daily).toBe('ready');
  });
});
