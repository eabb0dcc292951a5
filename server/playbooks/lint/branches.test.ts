import { describe, expect, it } from 'vitest';
import { lintSteps } from './lint-steps.test-support.ts';

const DECISION =
  '{ id: choose, title: Choose, owner: csm, due: 1d, after: look, decision: [{ outcome: grow, title: Grow }, { outcome: keep, title: Keep }] }';
const after = (condition: string) => `{ id: write, title: Write, owner: csm, due: 1d, if: { ${condition} } }`;

describe('decisions and approvals', () => {
  it('are fine when their outcomes are those that steps ask for', () => {
    expect(lintSteps(DECISION, after('choose: grow'))).toEqual([]);
    expect(lintSteps(DECISION, after('choose: [grow, keep]'))).toEqual([]);
    const approval = '{ id: agree, title: Agree, owner: manager, due: 1d, approval: { of: the offer } }';
    expect(lintSteps(approval, after('agree: refused'))).toEqual([]);
  });

  it('are looked at where a step asks for what cannot come', () => {
    expect(lintSteps(DECISION, after('choose: grwo'))).toMatchObject([
      { code: 'unknown-outcome', line: 21, severity: 'error', mend: 'Did you mean grow?' },
    ]);
    expect(lintSteps(DECISION, after('choos: grow'))[0]).toMatchObject({ code: 'decides-nothing' });
    expect(lintSteps(DECISION, after('choos: grow'))[1]).toMatchObject({
      code: 'unknown-step',
      line: 21,
      mend: 'Did you mean choose?',
    });
    expect(lintSteps(after('look: grow'))).toMatchObject([{ code: 'no-decision', line: 20, severity: 'error' }]);
    expect(lintSteps(after('write: grow'))).toMatchObject([{ code: 'cycle', line: 20, severity: 'error' }]);
  });

  it('decide something, by keys of their own', () => {
    expect(lintSteps(DECISION)).toMatchObject([{ code: 'decides-nothing', line: 20, severity: 'warning' }]);
    expect(lintSteps(DECISION.replace('outcome: keep', 'outcome: grow'), after('choose: grow'))).toMatchObject([
      { code: 'twice', line: 20, severity: 'error' },
    ]);
  });

  it('can make a circle', () => {
    expect(lintSteps(DECISION.replace('after: look', 'after: write'), after('choose: grow'))).toMatchObject([
      { code: 'cycle', severity: 'error' },
    ]);
  });

  it('are one kind of step', () => {
    expect(lintSteps(DECISION.replace(' }] }', ' }], approval: { of: this } }'), after('choose: grow'))).toMatchObject([
      { code: 'two-kinds', line: 20, severity: 'error' },
    ]);
  });
});
