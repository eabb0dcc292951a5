import { describe, expect, it } from 'vitest';
import { riskPlaybook } from '../runs/run-example.ts';
import { story } from '../runs/run-story.test-support.ts';
import { runPace } from './run-pace.ts';

const START = '2026-07-30T09:00:00Z';
const opened = new Map([['diagnose', new Date(START)]]);

function paceAt(now: string, happens: (run: ReturnType<typeof story>) => void = () => {}) {
  const run = story();
  run.happens(START, { kind: 'started', because: 'test' });
  happens(run);
  return runPace(run.state, riskPlaybook, opened, new Date(now));
}

describe('how a run gets on', () => {
  it('is on track while nothing is late', () => {
    expect(paceAt('2026-07-30T15:00:00Z')).toEqual({ pace: 'on_track', because: 'Nothing is late.' });
  });

  it('is behind with a late step, and by how much', () => {
    expect(paceAt('2026-07-31T14:00:00Z')).toEqual({
      pace: 'behind',
      because: '“Find the root cause” is 5 hours late.',
    });
  });

  it('is stuck when the step is late by more than the time it had', () => {
    expect(paceAt('2026-08-05T10:00:00Z')).toEqual({
      pace: 'stuck',
      because: '“Find the root cause” was due 5 days ago and is not done.',
    });
  });

  it('is stuck when only missing data is waited for', () => {
    const pace = paceAt('2026-07-30T15:00:00Z', (run) => {
      for (const step of ['diagnose', 'plan']) run.happens(START, { kind: 'step_completed', step });
    });
    expect(pace).toMatchObject({ pace: 'stuck' });
    expect(pace?.because).toContain('“Tell the manager”');
  });

  it('is nothing to ask of a closed run', () => {
    expect(paceAt(START, (run) => run.happens(START, { kind: 'closed_by_hand', reason: 'over' }))).toBeNull();
  });
});
