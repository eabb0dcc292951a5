import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePlaybook } from './parse.ts';
import { aPlaybook, without } from './playbook-example.ts';
import { printPlaybook } from './print.ts';

const codes = (text: string) => parsePlaybook(text).findings.map((finding) => finding.code);
const only = (text: string) => {
  const { findings } = parsePlaybook(text);
  expect(findings).toHaveLength(1);
  return findings[0]!;
};

describe('a playbook document', () => {
  const parsed = parsePlaybook(aPlaybook);

  it('holds a definition, a guide and assets', () => {
    expect(parsed.findings).toEqual([]);
    expect(parsed.definition?.playbook).toBe('quiet-account');
    expect(parsed.definition?.steps.map((step) => step.required)).toEqual([true, false]);
    expect(parsed.guide.map(({ kind, title, step }) => [kind, title, step])).toEqual([
      ['intro', 'Quiet account', null],
      ['guide', 'What good looks like', null],
      ['step', 'Ask around first', 'look'],
      ['step', 'Write to the champion', 'write'],
    ]);
    expect(parsed.assets.map(({ key, kind, subject }) => [key, kind, subject])).toEqual([
      ['check-in', 'email', 'A quick question, {{ contact.first_name }}'],
      ['call', 'call_script', null],
    ]);
  });

  it('tells the line of each part', () => {
    const lineOf = (text: string) => aPlaybook.split('\n').indexOf(text) + 1;
    expect(parsed.guide[2]?.line).toBe(lineOf('## Ask around first {#look}'));
    expect(parsed.assets[0]?.line).toBe(lineOf('## First e-mail {#check-in kind=email}'));
    expect(parsed.assets[0]?.subjectLine).toBe(lineOf('Subject: A quick question, {{ contact.first_name }}'));
    expect(parsed.assets[0]?.bodyLine).toBe(lineOf('Hello {{ contact.first_name }},'));
  });

  it('takes an underlined line in an e-mail for a signature, not for a heading', () => {
    expect(parsed.assets[0]?.body).toContain('Best regards\n---\n{{ member.name }}');
  });

  it('takes a heading in a code block for code', () => {
    const text = aPlaybook.replace('Let them talk.', '```\n## not an asset\n```');
    expect(parsePlaybook(text).assets).toHaveLength(2);
  });

  it('matches a section to its step by the title, too', () => {
    const text = aPlaybook.replace('## Ask around first {#look}', '## look around');
    expect(parsePlaybook(text).guide[2]).toMatchObject({ kind: 'step', step: 'look' });
  });
});

describe('printing what was parsed', () => {
  it('gives the same text', () => {
    expect(printPlaybook(parsePlaybook(aPlaybook))).toBe(aPlaybook);
  });

  it('gives the same text for Windows line ends and a byte order mark', () => {
    const text = `\uFEFF${aPlaybook.replaceAll('\n', '\r\n')}`;
    const parsed = parsePlaybook(text);
    expect(parsed.findings).toEqual([]);
    expect(parsed.assets[0]?.subject).toBe('A quick question, {{ contact.first_name }}');
    expect(printPlaybook(parsed)).toBe(text);
  });

  it('gives the same text for whatever is put in its place, and never throws', () => {
    const scrap = fc.constantFrom(
      '---\n',
      '# Assets\n',
      '## A {#a kind=email}\n',
      '## ',
      '{#x}',
      '\n',
      ': ',
      '- ',
      '&a [*a]\n',
      '\t',
      '```\n',
      '"',
    );
    const noise = fc
      .array(fc.oneof(scrap, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 12 })
      .map((parts) => parts.join(''));
    const edited = fc
      .tuple(fc.nat(aPlaybook.length), fc.nat(60), noise)
      .map(([from, length, text]) => aPlaybook.slice(0, from) + text + aPlaybook.slice(from + length));
    fc.assert(
      fc.property(fc.oneof(edited, noise), (text) => {
        expect(printPlaybook(parsePlaybook(text))).toBe(text);
      }),
      { numRuns: 400 },
    );
  });
});

describe('a document that is not right', () => {
  it('without front matter says how to begin', () => {
    expect(only('# Just text\n')).toMatchObject({ code: 'no-front-matter', line: 1 });
    expect(codes('')).toEqual(['no-front-matter']);
  });

  it('with broken YAML names the line', () => {
    expect(only(aPlaybook.replace('due: 2bd,', 'due: [2bd,'))).toMatchObject({ code: 'yaml', line: 20 });
  });

  it('with a repeated key names the line', () => {
    expect(only(aPlaybook.replace('owner: manager\n', 'owner: manager\nowner: vp\n'))).toMatchObject({
      code: 'yaml',
      line: 6,
      mend: 'Keep one of the two lines with this key.',
    });
  });

  it('that repeats itself through aliases without end is refused', () => {
    const bomb = `---\na: &a [x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c]\n---\n`;
    expect(codes(bomb)).toEqual(['yaml']);
  });

  it('that is nested without end, or far too long, is refused', () => {
    expect(codes(`---\na: ${'['.repeat(50_000)}\n---\n`)).toHaveLength(1);
    expect(codes('x'.repeat(600_000))).toEqual(['too-long']);
  });

  it.each([
    ['owner', 'no-owner'],
    ['trigger', 'no-trigger'],
    ['first_action', 'no-first-action'],
    ['exit', 'no-exit'],
    ['goal', 'no-goal'],
    ['stage', 'no-stage'],
    ['playbook', 'no-key'],
  ])('without %s is a finding', (key, code) => {
    const finding = only(without(key));
    expect(finding).toMatchObject({ code, severity: 'error' });
    expect(finding.mend).not.toBe('');
  });

  it('with an exit that sets no limit in time is a finding', () => {
    expect(only(aPlaybook.replace('  after: 60d\n', ''))).toMatchObject({ code: 'no-exit', at: 'exit.after' });
  });

  it('with a step that nobody owns is a finding on that step', () => {
    const finding = only(aPlaybook.replace('owner: csm, due: 2bd', 'due: 2bd'));
    expect(finding).toMatchObject({ code: 'no-one-responsible', at: 'steps.write.owner', line: 20 });
  });

  it('with an unknown role proposes the nearest', () => {
    const finding = only(aPlaybook.replace('owner: csm, due: 2bd', 'owner: cms, due: 2bd'));
    expect(finding).toMatchObject({ code: 'unknown-role', at: 'steps.write.owner', line: 20, column: 47 });
    expect(finding.mend).toContain('Did you mean csm?');
  });

  it('with an unknown key names its place and the nearest', () => {
    const finding = only(aPlaybook.replace('  cooldown: 30d', '  cooldwon: 30d'));
    expect(finding).toMatchObject({ code: 'unknown-key', line: 15, column: 3, mend: 'Did you mean "cooldown"?' });
  });

  it.each(['done: true', 'escalate: csm'])('refuses a step with %s, which nothing runs', (key) => {
    expect(only(aPlaybook.replace('owner: csm, due: 2bd', `owner: csm, due: 2bd, ${key}`)).code).toBe('unknown-key');
  });

  it('with a duration that is none shows how they are written', () => {
    const finding = only(aPlaybook.replace('due: 2bd', 'due: two days'));
    expect(finding).toMatchObject({ code: 'impossible-duration', at: 'steps.write.due' });
    expect(finding.mend).toContain('5bd');
  });

  it('with a number where a text belongs says so', () => {
    expect(only(aPlaybook.replace('title: Quiet account', 'title: 2024'))).toMatchObject({
      code: 'wrong-kind',
      at: 'title',
    });
  });

  it('with an unknown schedule shows those that exist', () => {
    const finding = only(aPlaybook.replace('  cooldown: 30d', '  schedule: { every: fortnight }'));
    expect(finding).toMatchObject({ code: 'wrong-schedule', line: 15 });
  });

  it('with a heading for a step that is not there proposes the nearest', () => {
    const finding = only(aPlaybook.replace('{#write}', '{#wriet}'));
    expect(finding).toMatchObject({ code: 'unknown-step', mend: 'Did you mean {#write}?' });
  });

  it.each([
    ['{#check-in kind=email}', '', 'asset-without-key'],
    ['{#check-in kind=email}', '{#check-in}', 'asset-without-kind'],
    ['{#check-in kind=email}', '{#check-in kind=emial}', 'asset-without-kind'],
    ['{#call kind=call_script}', '{#check-in kind=call_script}', 'twice'],
    ['Subject: A quick', 'A quick', 'email-without-subject'],
  ])('with %s written as "%s" is a finding', (from, to, code) => {
    expect(only(aPlaybook.replace(from, to)).code).toBe(code);
  });
});
