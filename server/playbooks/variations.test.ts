import { describe, expect, it } from 'vitest';
import { anOrganisation } from './lint/lint-example.ts';
import { lintPlaybook } from './lint.ts';
import { parsePlaybook } from './parse.ts';
import { aPlaybook } from './playbook-example.ts';
import { varied } from './vary.ts';

/** The example with a variation whose steps are these lines of YAML. */
const withVariation = (steps: string, audience = 'enterprise') =>
  aPlaybook.replace(
    'escalate:',
    `variations:\n  - for: ${audience}\n    because: They are large.\n    steps: ${steps}\nescalate:`,
  );
const findings = (steps: string, audience?: string) =>
  lintPlaybook(parsePlaybook(withVariation(steps, audience)), anOrganisation).map(({ code, mend }) => [code, mend]);
const stepsOf = (steps: string) => {
  const { definition } = parsePlaybook(withVariation(steps));
  return varied(definition!, definition!.variations![0]!).steps;
};

describe('a variation', () => {
  it('changes, leaves out and adds steps, and what it does not name stays', () => {
    expect(stepsOf('{ write: { owner: vp, due: 4h } }')).toMatchObject([
      { id: 'look', owner: 'csm', due: '24h' },
      { id: 'write', owner: 'vp', due: '4h', after: 'look', required: false, assets: ['check-in'] },
    ]);
    expect(stepsOf('{ write: { drop: true } }').map(({ id }) => id)).toEqual(['look']);
    expect(stepsOf('{ ask: { add: { title: Ask, owner: csm, due: 1d, after: look } } }').map(({ id }) => id)).toEqual([
      'look',
      'ask',
      'write',
    ]);
  });

  it('is none of the definition that a run goes by', () => {
    const { definition } = parsePlaybook(withVariation('{ write: { due: 4h } }'));
    expect(varied(definition!, definition!.variations![0]!)).not.toHaveProperty('variations');
  });
});

describe('the linter of variations', () => {
  it('has nothing to say about a good one', () => {
    expect(findings('{ write: { due: 4h } }')).toEqual([]);
    expect(findings('{ write: { due: 4h } }', '"account.seats >= 250"')).toEqual([]);
  });

  it('finds an unknown segment, step and asset, with the nearest name', () => {
    expect(findings('{ write: { due: 4h } }', 'enterprize')).toEqual([['unknown-segment', 'Did you mean enterprise?']]);
    expect(findings('{ wriet: { due: 4h } }')).toEqual([['unknown-step', 'Did you mean write?']]);
    expect(findings('{ write: { assets: [check-on] } }')).toEqual([['asset-not-defined', 'Did you mean check-in?']]);
  });

  it('finds a step that waits for one that is left out, and an escalation that watches it', () => {
    expect(findings('{ look: { drop: true } }').map(([code]) => code)).toContain('breaks-after');
    const replaced =
      '{ look: { drop: true }, call: { add: { title: Call, owner: csm, due: 1d, from: start } }, write: { after: call } }';
    expect(findings(replaced)).toEqual([]);
  });

  it('finds an added step without a place, with a taken id, and a circle', () => {
    expect(findings('{ ask: { add: { title: Ask, owner: csm, due: 1d } } }').map(([code]) => code)).toEqual([
      'no-position',
    ]);
    expect(
      findings('{ look: { add: { title: Ask, owner: csm, due: 1d, from: start } } }').map(([code]) => code),
    ).toContain('twice');
    expect(findings('{ look: { after: write } }').map(([code]) => code)).toContain('cycle');
  });
});
