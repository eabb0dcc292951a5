import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { changeDefinition, changeText } from './change.ts';
import { changeYaml } from './document/change-yaml.ts';
import { parsePlaybook } from './parse.ts';
import { aPlaybook } from './playbook-example.ts';
import { printPlaybook } from './print.ts';

const parsed = parsePlaybook(aPlaybook);

/** The lines that a change took away and those that it brought. */
function difference(after: string, before = aPlaybook): { gone: string[]; come: string[] } {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return { gone: old.filter((line) => !now.includes(line)), come: now.filter((line) => !old.includes(line)) };
}

describe('changing the definition', () => {
  const changed = (path: (string | number)[], value: unknown) => printPlaybook(changeDefinition(parsed, path, value));

  it('replaces one value and keeps the comment behind it', () => {
    expect(difference(changed(['playbook'], 'silent-account'))).toEqual({
      gone: ['playbook: quiet-account # the key'],
      come: ['playbook: silent-account # the key'],
    });
  });

  it('replaces a value inside a step on one line', () => {
    const { gone, come } = difference(changed(['steps', 1, 'due'], '3bd'));
    expect(gone).toHaveLength(1);
    expect(come).toEqual([gone[0]!.replace('due: 2bd', 'due: 3bd')]);
  });

  it('adds a key to a group, and one to a step', () => {
    expect(difference(changed(['trigger', 'not_while'], ['onboarding']))).toEqual({
      gone: [],
      come: ['  not_while: [onboarding]'],
    });
    expect(difference(changed(['steps', 0, 'expects'], 'We know why: nobody asked.')).come[0]).toContain(
      'assets: [call], expects: "We know why: nobody asked." }',
    );
  });

  it('adds a step at the end and a group that was missing', () => {
    const step = { id: 'wait', title: 'Wait', owner: 'csm', due: '1w' };
    expect(difference(changed(['steps', 2], step))).toEqual({
      gone: [],
      come: ['  - { id: wait, title: Wait, owner: csm, due: 1w }'],
    });
    expect(difference(changed(['exit', 'failure', 'when'], "account.stage == 'churned'")).come).toEqual([
      `  failure: { when: account.stage == 'churned' }`,
    ]);
  });

  it('removes a key, a step, and the only value of a group', () => {
    expect(difference(changed(['trigger', 'holds_for'], undefined))).toEqual({ gone: ['  holds_for: 2d'], come: [] });
    const withoutStep = difference(changed(['steps', 1], undefined));
    expect([withoutStep.gone.length, withoutStep.come]).toEqual([1, []]);
    expect(changeDefinition(parsed, ['escalate', 0], undefined).source.front.data).toMatchObject({ escalate: [] });
  });

  it('keeps the comments when a long value takes its place', () => {
    const when =
      'relationship.days_since_two_way > 45 && usage.change_28d > -0.1 && usage.days_since_last <= 7 && renewal.days_left > 60';
    const { gone, come } = difference(changed(['trigger', 'when'], when));
    expect(gone).toEqual(['  when: "relationship.days_since_two_way > 45"']);
    expect(come).toEqual([`  when: ${when}`]);
  });

  it('gives a document without front matter one', () => {
    const text = printPlaybook(changeDefinition(parsePlaybook('# Hello\n'), ['title'], 'Hello'));
    expect(text).toBe('---\ntitle: Hello\n---\n# Hello\n');
  });

  it('never leaves anything but what was asked for, whatever the value and the place', () => {
    const path = fc.constantFrom<(string | number)[]>(
      ['title'],
      ['goal', 'because'],
      ['goal'],
      ['stage'],
      ['stage', 0],
      ['stage', 2],
      ['trigger', 'when'],
      ['trigger', 'priority'],
      ['steps', 0],
      ['steps', 0, 'title'],
      ['steps', 1, 'assets'],
      ['steps', 1, 'new'],
      ['steps', 2],
      ['exit', 'success', 'for'],
      ['exit'],
      ['escalate', 0, 'to'],
      ['new', 'deep', 'key'],
      ['review_every'],
    );
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 150 }),
      fc.constantFrom(
        'a: b',
        '# no',
        "it's",
        '"',
        '- x',
        'yes',
        '12',
        '',
        ' ',
        'two\nlines',
        '{',
        'x # y',
        '-0.3',
        '~',
      ),
    );
    const value = fc.oneof(
      text,
      fc.boolean(),
      fc.integer(),
      fc.array(text, { maxLength: 4 }),
      fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), text, { maxKeys: 4 }),
    );
    fc.assert(
      fc.property(path, fc.option(value, { nil: undefined }), (at, wanted) => {
        const before = parsed.source.front.yaml;
        const after = parse(changeYaml(before, at, wanted));
        const isItem = typeof at[at.length - 1] === 'number';
        if (wanted !== undefined || !isItem) expect(get(after, at)).toEqual(wanted);
        const restored = changeYaml(changeYaml(before, at, wanted), at, get(parse(before), at));
        if (wanted !== undefined && get(parse(before), at) !== undefined)
          expect(parse(restored)).toEqual(parse(before));
        const isOneLine = !['goal', 'exit', 'steps,0'].includes(at.join());
        if (isOneLine) expect(difference(changeYaml(before, at, wanted), before).gone.length).toBeLessThanOrEqual(1);
        const comments = /the key|late note|that matters/g;
        const isInside = at[0] === 'steps' && at.length === 1;
        if (!isInside) expect(changeYaml(before, at, wanted).match(comments)).toEqual(before.match(comments));
      }),
      { numRuns: 200 },
    );
  });
});

describe('changing a text', () => {
  it('replaces the text of a step and of an asset, and nothing else', () => {
    const section = printPlaybook(changeText(parsed, { step: 'write' }, 'Two lines are enough.\n'));
    expect(difference(section)).toEqual({ gone: ['Keep it short.'], come: ['Two lines are enough.'] });
    const asset = changeText(parsed, { asset: 'call' }, 'Ask first.');
    expect(difference(printPlaybook(asset))).toEqual({ gone: ['Let them talk.'], come: ['Ask first.'] });
    expect(asset.assets[1]?.body).toBe('Ask first.');
  });
});

function get(data: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string | number, unknown> | undefined)?.[key], data);
}
