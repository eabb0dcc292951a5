import { describe, expect, it } from 'vitest';
import { playbookSchema } from '../playbooks/definition.ts';
import { ana, exampleEnvironment, riskPlaybook } from './run-example.ts';
import { kinds, story } from './run-story.test-support.ts';

const step = (id: string, more: object = {}) => ({ id, title: id, owner: 'csm', due: '1d', ...more });
const CHOOSE = [
  { outcome: 'grow', title: 'Grow' },
  { outcome: 'keep', title: 'Keep' },
];

/** A run of these steps that has just started. */
function running(...steps: object[]) {
  const run = story(exampleEnvironment({ definition: playbookSchema.parse({ ...riskPlaybook, steps }) }));
  run.happens('2026-07-30T09:00:00Z', { kind: 'started', because: 'test' });
  return run;
}
const AT = '2026-07-30T10:00:00Z';

describe('a decision', () => {
  const steps = [
    step('choose', { decision: CHOOSE }),
    step('offer', { if: { choose: 'grow' } }),
    step('negotiate', { after: 'offer' }),
    step('rest', { if: { choose: 'keep' } }),
    step('close', { after: ['negotiate', 'rest'] }),
  ];

  it('opens the way that was chosen and leaves the other out, with all that comes after that alone', () => {
    const run = running(...steps);
    const { effects } = run.happens(AT, { kind: 'step_completed', step: 'choose', outcome: 'keep', note: 'No budget' });
    expect(run.status()).toEqual({
      choose: 'done',
      offer: 'skipped',
      negotiate: 'skipped',
      rest: 'ready',
      close: 'waiting',
    });
    expect(run.state.steps.choose).toMatchObject({ outcome: 'keep', note: 'No budget' });
    expect(run.state.steps.offer?.note).toBe('Does not apply: "choose" was decided as "Keep".');
    expect(run.state.steps.negotiate?.note).toBe('Does not apply: it comes after "offer", left out before.');
    expect(kinds(effects)).toContain('open_task rest');
    expect(run.state.steps.rest?.due?.derivation).toContain('"choose" done');
    run.happens(AT, { kind: 'step_completed', step: 'rest' });
    expect(run.status().close).toBe('ready');
  });

  it('needs one of its outcomes, and a plain step has none', () => {
    const run = running(...steps);
    expect(run.happens(AT, { kind: 'step_completed', step: 'choose' }).refused).toMatchObject({
      reason: 'needs_outcome',
      message: 'Choose one: Grow, Keep.',
    });
    run.happens(AT, { kind: 'step_completed', step: 'choose', outcome: 'grow' });
    const refused = run.happens(AT, { kind: 'step_completed', step: 'offer', outcome: 'grow' }).refused;
    expect(refused?.reason).toBe('needs_outcome');
  });

  it('can be taken back: both ways are open again', () => {
    const run = running(...steps);
    run.happens(AT, { kind: 'step_completed', step: 'choose', outcome: 'keep' });
    run.happens(AT, { kind: 'step_reopened', step: 'choose', reason: 'They have a budget after all' });
    expect(run.status()).toEqual({
      choose: 'ready',
      offer: 'waiting',
      negotiate: 'waiting',
      rest: 'waiting',
      close: 'waiting',
    });
    run.happens(AT, { kind: 'step_completed', step: 'choose', outcome: 'grow' });
    expect(run.status()).toMatchObject({ offer: 'ready', rest: 'skipped', negotiate: 'waiting' });
  });

  it('that is skipped leads nowhere', () => {
    const run = running(...steps);
    run.happens(AT, { kind: 'step_skipped', step: 'choose', reason: 'No time' });
    expect(run.status()).toMatchObject({ offer: 'skipped', rest: 'skipped', close: 'skipped' });
  });

  it('does not hold a step that a person wants all the same', () => {
    const run = running(...steps);
    run.happens(AT, { kind: 'step_completed', step: 'choose', outcome: 'keep' });
    run.happens(AT, { kind: 'step_reopened', step: 'offer' });
    expect(run.status().offer).toBe('ready');
  });
});

describe('an approval', () => {
  const steps = [
    step('approve', { approval: { of: 'the discount' }, owner: 'manager' }),
    step('send', { after: 'approve' }),
    step('call', { after: 'send' }),
    step('talk', { if: { approve: 'refused' } }),
  ];

  it('lets the steps after it go on', () => {
    const run = running(...steps);
    run.happens(AT, { kind: 'step_completed', step: 'approve', outcome: 'approved' });
    expect(run.status()).toEqual({ approve: 'done', send: 'ready', call: 'waiting', talk: 'skipped' });
  });

  it('that is refused ends them, except those that ask for it, and says why', () => {
    const run = running(...steps);
    const silent = run.happens(AT, { kind: 'step_completed', step: 'approve', outcome: 'refused' }, ana);
    expect(silent.refused?.reason).toBe('needs_reason');
    run.happens(AT, { kind: 'step_completed', step: 'approve', outcome: 'refused', note: 'Too much' });
    expect(run.status()).toEqual({ approve: 'done', send: 'skipped', call: 'skipped', talk: 'ready' });
    expect(run.state.steps.send?.note).toBe('Does not apply: "approve" was refused.');
  });
});
