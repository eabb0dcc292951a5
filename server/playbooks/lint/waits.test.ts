import { describe, expect, it } from 'vitest';
import { lintPlaybook } from '../lint.ts';
import { parsePlaybook } from '../parse.ts';
import { aPlaybook } from '../playbook-example.ts';
import { anOrganisation } from './lint-example.ts';
import { lintSteps } from './lint-steps.test-support.ts';

describe('a step that waits', () => {
  it('needs neither owner nor due date', () => {
    expect(lintSteps('{ id: pause, title: Pause, after: look, wait: { for: 3d } }')).toEqual([]);
    expect(lintSteps('{ id: pause, title: Pause, from: renewal, wait: { for: -14d } }')).toEqual([]);
    expect(lintSteps('{ id: hold, title: Hold, wait: { until: "health.score >= 70", at_most: 14d } }')).toEqual([]);
  });

  it.each([
    ['{ id: pause, title: Pause, wait: { until: "health.score >= 70" } }', 'wrong-wait'],
    ['{ id: pause, title: Pause, wait: {} }', 'wrong-wait'],
    ['{ id: pause, title: Pause, wait: { for: 0d } }', 'impossible-duration'],
    ['{ id: pause, title: Pause, wait: { for: -2d } }', 'impossible-duration'],
    ['{ id: pause, title: Pause, due: 1d, wait: { for: 3d } }', 'due-of-wait'],
    ['{ id: pause, title: Pause, wait: { until: "health.scroe >= 70", at_most: 3d } }', 'bad-condition'],
    ['{ id: again, title: Again, wait: { for: 3d }, repeat: { every: 1d } }', 'two-kinds'],
  ])('%s is refused as %s', (step, code) => {
    expect(lintSteps(step).filter(({ severity }) => severity === 'error')[0]).toMatchObject({ code, line: 20 });
  });

  it('is asked about how it ended', () => {
    const hold = '{ id: hold, title: Hold, wait: { until: "health.score >= 70", at_most: 14d } }';
    expect(lintSteps(hold, '{ id: write, title: Write, owner: csm, due: 1d, if: { hold: timed-out } }')).toEqual([]);
    expect(lintSteps(hold, '{ id: write, title: Write, owner: csm, due: 1d, if: { hold: late } }')).toMatchObject([
      { code: 'unknown-outcome', line: 21 },
    ]);
  });
});

describe('a step that repeats', () => {
  const daily = (repeat: string) =>
    `{ id: daily, title: Daily, owner: csm, due: 1d, after: look, repeat: { ${repeat} } }`;
  const after = '{ id: write, title: Write, owner: csm, due: 1d, after: daily }';

  it('has an end when another waits for it', () => {
    expect(lintSteps(daily('every: 1bd'))).toEqual([]);
    expect(lintSteps(daily('every: 1bd, times: 5'), after)).toEqual([]);
    expect(lintSteps(daily('every: 1bd'), after)).toMatchObject([{ code: 'never-done', line: 20, severity: 'error' }]);
  });

  it('leaves time between its turns, and ends on signals that exist', () => {
    expect(lintSteps(daily('every: 0d'))).toMatchObject([{ code: 'impossible-duration', line: 20 }]);
    expect(lintSteps(daily('every: 1d, until: "health.scroe > 1"'))).toMatchObject([
      { code: 'bad-condition', line: 20 },
    ]);
  });
});

describe('groups', () => {
  const grouped = (groups: string, group: string) => {
    const text = aPlaybook
      .replace('steps:\n', `groups:\n  - ${groups}\nsteps:\n`)
      .replace('after: look, ', `after: look, group: ${group}, `);
    return lintPlaybook(parsePlaybook(text), anOrganisation);
  };

  it('are named by steps and have conditions that can be read', () => {
    const rescue = '{ id: rescue, title: Rescue, when: "health.score < 40", until: "health.score >= 70" }';
    expect(grouped(rescue, 'rescue')).toEqual([]);
    expect(grouped(rescue, 'rescu')).toMatchObject([
      { code: 'empty-group', line: 18, severity: 'warning' },
      { code: 'unknown-group', line: 22, mend: 'Did you mean rescue?' },
    ]);
    expect(grouped(rescue.replace('health.score <', 'health.scroe <'), 'rescue')).toMatchObject([
      { code: 'bad-condition', line: 18 },
    ]);
  });
});
