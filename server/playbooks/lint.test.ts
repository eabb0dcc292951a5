import { describe, expect, it } from 'vitest';
import { anOrganisation } from './lint/lint-example.ts';
import { lintPlaybook } from './lint.ts';
import { parsePlaybook } from './parse.ts';
import { aPlaybook, without } from './playbook-example.ts';

const lint = (text: string) => lintPlaybook(parsePlaybook(text), anOrganisation);
const changed = (from: string, to: string) => {
  expect(aPlaybook).toContain(from);
  return aPlaybook.replace(from, to);
};
const only = (text: string) => {
  const findings = lint(text);
  expect(findings.map((finding) => finding.code)).toHaveLength(1);
  return findings[0]!;
};

const WHEN = 'when: "relationship.days_since_two_way > 45"';
const SECOND = 'owner: csm, due: 2bd, after: look, required: false';

describe('the linter', () => {
  it('has nothing to say about a good playbook', () => {
    expect(lint(aPlaybook)).toEqual([]);
  });

  it('puts what is wrong with the form and the content in one list, in the order of the document', () => {
    const text = without('owner')
      .replace('after: look', 'after: loko')
      .replace('{{ account.name }}', '{{ account.nmae }}');
    expect(lint(text).map(({ code, line }) => [code, line])).toEqual([
      ['no-owner', 2],
      ['unknown-step', 19],
      ['unknown-field', 50],
    ]);
  });

  it('always says what to do', () => {
    const bad = [
      without('trigger'),
      changed(WHEN, 'manual: true'),
      changed('after: look', 'after: write'),
      changed('2bd', '0bd'),
    ];
    for (const finding of bad.flatMap(lint)) expect(finding.mend).toMatch(/^\S.{10,}\.$|\?$/);
  });
});

describe('what starts it', () => {
  it.each([
    ['when: "the account seems fragile"', 'vague-trigger'],
    ['when: "true"', 'vague-trigger'],
    ['when: "1 < 2"', 'vague-trigger'],
    ['when: "usage.chnage_28d < 0"', 'bad-condition'],
    ['when: "usage.change_28d"', 'bad-condition'],
    ['when: "usage.change_28d < "', 'bad-condition'],
    ['event: contact.letf', 'unknown-event'],
    ['enters_stage: adopton', 'unknown-stage'],
  ])('%s is refused', (trigger, code) => {
    expect(
      lint(changed(`${WHEN}\n  # Two days, so that a late note does not start it.\n  holds_for: 2d`, trigger)),
    ).toMatchObject([{ code, severity: 'error', line: 12 }]);
  });

  it.each([
    'event: [contact.left, usage.export_failed]',
    'enters_stage: [onboarding]',
    'schedule: { every: month, on: first monday }',
  ])('%s is accepted', (trigger) => {
    expect(
      lint(changed(`${WHEN}\n  # Two days, so that a late note does not start it.\n  holds_for: 2d`, trigger)),
    ).toEqual([]);
  });

  it('only a person, is a warning; nothing at all, an error', () => {
    const bare = (line: string) =>
      changed(`${WHEN}\n  # Two days, so that a late note does not start it.\n  holds_for: 2d`, line);
    expect(only(bare('manual: true'))).toMatchObject({ code: 'no-trigger', severity: 'warning' });
    expect(only(bare('manual: false'))).toMatchObject({ code: 'no-trigger', severity: 'error' });
  });

  it('names the very place in a condition', () => {
    const finding = only(changed(WHEN, 'when: "renewal.days_left < 90 && usage.chnage_28d < 0"'));
    expect(finding).toMatchObject({ line: 12, column: 36, mend: 'Did you mean usage.change_28d?' });
    const block = changed(WHEN, 'when: |\n    renewal.days_left < 90\n    && usage.chnage_28d < 0');
    expect(only(block)).toMatchObject({ line: 14, column: 8 });
  });

  it('for a time without a condition has nothing to hold', () => {
    expect(only(changed(WHEN, 'event: contact.left'))).toMatchObject({ code: 'nothing-to-hold', line: 14 });
  });

  it('waits for no unknown playbook, and not for itself', () => {
    const waiting = (key: string) => changed('  cooldown: 30d', `  not_while: [${key}]`);
    expect(lint(waiting('risk-before-renewal'))).toEqual([]);
    expect(only(waiting('risk-before-renewl'))).toMatchObject({
      code: 'unknown-playbook',
      severity: 'warning',
      line: 15,
    });
    expect(only(waiting('quiet-account'))).toMatchObject({ code: 'waits-for-itself', severity: 'error' });
  });

  it('is for a known segment or for a condition', () => {
    const audience = (text: string) => changed('owner: manager', `owner: manager\nfor: ${text}`);
    expect(lint(audience('enterprise'))).toEqual([]);
    expect(lint(audience('"arr >= 500000"'))).toEqual([]);
    expect(lint(audience(`"account.segment == 'Mid Market'"`))).toEqual([]);
    const named = { ...anOrganisation, segments: ['Mid Market'] };
    expect(lintPlaybook(parsePlaybook(audience('Mid Market')), named)).toHaveLength(1);
    expect(only(audience('enterprize'))).toMatchObject({ code: 'unknown-segment', mend: 'Did you mean enterprise?' });
    expect(only(audience('"arr >= \'much\'"'))).toMatchObject({ code: 'bad-condition' });
  });

  it('has its place in a known stage', () => {
    expect(only(changed('stage: [adoption, renewal]', 'stage: [adoption, renewing]'))).toMatchObject({
      code: 'unknown-stage',
      line: 6,
      column: 19,
    });
  });
});

describe('its other conditions', () => {
  it.each([
    ['outcome: "relationship.days_since_two_way <= 14"', 'outcome: "the customer is happy"', 'vague-condition'],
    [
      'success: { when: "relationship.days_since_two_way <= 14" }',
      'success: { when: "relationship.last <= 14" }',
      'bad-condition',
    ],
    ['  after: 60d', '  failure: { when: "account.stage == churned" }\n  after: 60d', 'bad-condition'],
    [SECOND, `${SECOND}, when: "health.band > 1"`, 'bad-condition'],
  ])('%s must name signals', (from, to, code) => {
    expect(lint(changed(from, to))).toMatchObject([{ code, severity: 'error' }]);
  });
});

describe('its steps', () => {
  it.each([
    ['after: look', 'after: loko', 'unknown-step'],
    ['after: look', 'after: write', 'cycle'],
    ['after: look', 'from: loko', 'unknown-step'],
    ['after: look', 'from: write', 'cycle'],
    ['due: 24h, assets', 'due: 24h, after: [write], assets', 'cycle'],
    ['due: 24h, assets', 'due: 24h, from: write, assets', 'cycle'],
    ['id: write,', 'id: look,', 'twice'],
    ['without: first_action', 'without: loko', 'unknown-step'],
    ['by: csm }', 'by: support }', 'no-first-action'],
  ])('%s as "%s" is an error', (from, to, code) => {
    expect(lint(changed(from, to)).filter((one) => one.severity === 'error')).toContainEqual(
      expect.objectContaining({ code }),
    );
  });

  it('in a circle are named', () => {
    const finding = lint(changed('due: 24h, assets', 'due: 24h, after: write, assets')).find(
      (one) => one.code === 'cycle',
    );
    expect(finding?.problem).toContain('look → write → look');
  });

  it('are at most twelve', () => {
    const more = Array.from(
      { length: 11 },
      (_, index) => `  - { id: more-${index}, title: More, owner: csm, due: 1d }\n`,
    ).join('');
    const finding = lint(changed('exit:\n', `${more}exit:\n`)).find((one) => one.code === 'too-many-steps');
    expect(finding).toMatchObject({ severity: 'warning', line: 18 });
  });

  it('must not all be optional', () => {
    expect(only(changed('due: 24h, assets', 'due: 24h, required: false, assets'))).toMatchObject({
      code: 'nothing-required',
    });
  });

  it('each have a text', () => {
    expect(only(changed('## Write to the champion {#write}', '## Something else'))).toMatchObject({
      code: 'step-without-text',
      at: 'steps.write',
      line: 20,
    });
  });
});

describe('its times', () => {
  it.each([
    ['due: 2bd', 'due: -2bd'],
    ['due: 2bd', 'due: 99999d'],
    ['within: 30d', 'within: 0d'],
    ['within: 48h', 'within: -48h'],
    ['holds_for: 2d', 'holds_for: 36h'],
    ['cooldown: 30d', 'cooldown: 0d'],
    ['after: 60d', 'after: 24h'],
    ['<= 14" }', '<= 14", for: 60d }'],
    ['due: 2bd', 'due: 70d'],
    ['- { after: 48h', '- { after: 61d'],
  ])('%s as "%s" is impossible', (from, to) => {
    expect(lint(changed(from, to)).map((one) => one.code)).toContain('impossible-duration');
  });

  it('may lie before the renewal', () => {
    expect(lint(changed('due: 2bd', 'from: renewal, due: -30d'))).toEqual([]);
  });

  it('add up along the steps', () => {
    const text = changed('due: 24h', 'due: 40d').replace('due: 2bd', 'due: 30d');
    expect(only(text)).toMatchObject({ at: 'steps.write.due', severity: 'warning' });
    expect(only(text).problem).toContain('day 70');
  });
});

describe('its texts', () => {
  it('are at most two pages', () => {
    expect(only(changed('Keep it short.', 'word '.repeat(900)))).toMatchObject({
      code: 'guide-too-long',
      severity: 'warning',
    });
    expect(lint(changed('Let them talk.', 'word '.repeat(2000)))).toEqual([]);
  });

  it('name assets that exist, and use all of them', () => {
    const findings = lint(changed('assets: [check-in]', 'assets: [chekc-in]'));
    expect(findings).toMatchObject([
      { code: 'asset-not-defined', line: 20, mend: 'Did you mean check-in?' },
      { code: 'asset-unused', severity: 'warning' },
    ]);
  });

  it.each([
    ['{{ account.nmae }}', 'unknown-field', 'Did you mean account.name?'],
    ['{{ health.score_now }}', 'unknown-field', 'Did you mean health.score?'],
    ['{{ usage.change_28d }}', 'unknown-field', 'write signal.usage.change_28d'],
    ['{{ signal.usage.chagne_28d }}', 'unknown-field', 'Did you mean signal.usage.change_28d?'],
    ['{{ account }}', 'unknown-field', 'account.name'],
    ['{% if sponsor.nme %}x{% endif %}', 'unknown-field', 'Did you mean sponsor.name?'],
    ['{{ account.arr }}', 'unformatted-field', '{{ account.arr | money }}'],
    ['{{ signal.usage.change_28d }}', 'unformatted-field', '{{ signal.usage.change_28d | percent }}'],
    ['{{ account.name | shout }}', 'bad-template', 'Filters'],
    ['{% if account.name %}', 'bad-template', '{% endif %}'],
    ['{% render "x" %}', 'bad-template', 'Filters'],
  ])('%s in an asset is %s', (field, code, mend) => {
    const finding = only(changed('How is {{ account.name }} doing?', `How\nis ${field} doing?`));
    expect(finding).toMatchObject({ code, line: 52, column: expect.any(Number), at: 'assets.check-in' });
    expect(finding.mend).toContain(mend);
  });

  it('may use fields, signals, and what the template itself sets', () => {
    const text =
      '{% assign who = champion.name | default: contact.name %}{{ who }} {{ signal["usage.change_28d"] | percent }}';
    expect(lint(changed('How is {{ account.name }} doing?', text))).toEqual([]);
  });

  it('may use the attributes of the organisation', () => {
    const text = changed('How is {{ account.name }} doing?', '{{ account.attributes.region }}');
    const region = { name: 'account.attributes.region', type: 'text', title: 'region', example: 'North' } as const;
    const templateFields = [...anOrganisation.templateFields, region];
    expect(lintPlaybook(parsePlaybook(text), { ...anOrganisation, templateFields })).toEqual([]);
    expect(only(text).code).toBe('unknown-field');
  });

  it('count the column of a subject from the start of its line', () => {
    expect(
      only(changed('Subject: A quick question, {{ contact.first_name }}', 'Subject: {{ contact.nam }}')),
    ).toMatchObject({ line: 47, column: 13 });
  });
});
