import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../expressions/evaluate.ts';
import { parseExpression } from '../expressions/parse.ts';
import { FALSE, TRUE, type Truth, UNKNOWN } from '../expressions/truth.ts';
import { parseDuration, roughDays } from '../lib/duration.ts';
import { anOrganisation } from './lint/lint-example.ts';
import { lintPlaybook } from './lint.ts';
import { type ParsedPlaybook, parsePlaybook } from './parse.ts';
import { printPlaybook } from './print.ts';
import { type FieldValue, renderAsset } from './render-asset.ts';
import { TEMPLATE_FIELDS } from './template-fields.ts';

const folder = new URL('../../library/playbooks/', import.meta.url);
const documents = readdirSync(folder).filter((file) => file.endsWith('.md'));
const textOf = (file: string) => readFileSync(new URL(file, folder), 'utf8');
const library = new Map<string, ParsedPlaybook>(
  documents.map((file) => [file.replace(/\.md$/, ''), parsePlaybook(textOf(file))]),
);
const definitionOf = (key: string) => library.get(key)!.definition!;

it('the example from which a new playbook is begun has no finding', () => {
  const starter = parsePlaybook(readFileSync(new URL('../../library/starter.md', import.meta.url), 'utf8'));
  expect(lintPlaybook(starter, anOrganisation)).toEqual([]);
});

describe.each(documents)('%s', (file) => {
  const parsed = parsePlaybook(textOf(file));
  const full = new Map<string, FieldValue>(
    TEMPLATE_FIELDS.map(({ name, type, example }) => [
      name,
      type === 'money' || type === 'number' ? Number(example) : example,
    ]),
  );
  const signals = [...anOrganisation.catalogue.values()].map(({ name, type }): [string, FieldValue] => [
    name,
    type === 'label' ? 'red' : 1,
  ]);

  it('has no finding and prints as it is written', () => {
    expect(lintPlaybook(parsed, anOrganisation)).toEqual([]);
    expect(parsed.definition?.playbook).toBe(file.replace(/\.md$/, ''));
    expect(printPlaybook(parsed)).toBe(textOf(file));
  });

  it('has four to ten steps, each with what it expects and an asset', () => {
    const steps = parsed.definition!.steps;
    expect(steps.length).toBeGreaterThanOrEqual(4);
    expect(steps.length).toBeLessThanOrEqual(10);
    for (const step of steps) expect([step.id, step.expects, step.assets]).not.toContain(undefined);
    expect(parsed.definition!.escalate).toContainEqual(expect.objectContaining({ without: 'first_action' }));
  });

  it('has assets that fill in completely, and say what is missing when nothing is known', () => {
    for (const asset of parsed.assets) {
      const data = { fields: Object.fromEntries(full), signals: Object.fromEntries(signals), currency: 'EUR' };
      expect([asset.key, renderAsset(asset, data).missing]).toEqual([asset.key, []]);
      const { text } = renderAsset(asset, { fields: {}, signals: {}, currency: 'EUR' });
      expect(text).not.toMatch(/\{\{|undefined|null|NaN|Hello ,/);
    }
  });

  it('has e-mails that read well as plain text', () => {
    for (const { key, body } of parsed.assets.filter((asset) => asset.kind === 'email')) {
      expect([key, /\*\*|^#|^\||!/m.test(body)]).toEqual([key, false]);
      expect(body).toContain('{{ member.name }}');
    }
  });
});

describe('the figures of the method', () => {
  const due = (key: string, step: string) => definitionOf(key).steps.find(({ id }) => id === step)!;

  it('assess a risk within 24 hours, plan within 48, and go up on time', () => {
    expect(due('at-risk-account', 'assess')).toMatchObject({ due: '24h', owner: 'csm' });
    expect(due('at-risk-account', 'decide-escalation')).toMatchObject({ due: '24h', from: 'start', owner: 'manager' });
    expect(due('at-risk-account', 'recovery-plan')).toMatchObject({ due: '48h', from: 'start' });
    expect(due('at-risk-account', 'support-swarm')).toMatchObject({ due: '72h', owner: 'support' });
    expect(due('at-risk-account', 'daily-check-ins')).toMatchObject({ repeat: { every: '1bd', times: 5 } });
    expect(definitionOf('at-risk-account').escalate).toMatchObject([
      { after: '24h', to: 'manager' },
      { after: '5bd', level: 3 },
      { after: '7bd', level: 4 },
    ]);
  });

  it('lead an onboarding from the week before the kickoff to day 90', () => {
    const steps = ['hold-kickoff', 'set-up', 'training', 'go-live', 'review-30', 'review-60', 'review-90'];
    expect(steps.map((id) => due('onboarding', id)).map(({ due: by, from }) => `${by} ${from}`)).toEqual([
      '7d start',
      '2w hold-kickoff',
      '4w hold-kickoff',
      '5w hold-kickoff',
      '30d hold-kickoff',
      '60d hold-kickoff',
      '90d hold-kickoff',
    ]);
  });

  it('leave every run time for its goal', () => {
    for (const [key] of library) {
      const { goal, exit } = definitionOf(key);
      expect([key, roughDays(parseDuration(goal.within)) <= roughDays(parseDuration(exit.after))]).toEqual([key, true]);
    }
  });
});

describe('the triggers recognise', () => {
  type Facts = Record<string, number | string | boolean>;
  const truth = (expression: string, facts: Facts): Truth =>
    evaluate(parseExpression(expression), (signal) => facts[signal] ?? null).truth;
  /** Those that would open: true, for accounts like this one, and not waiting for another that opens, too. */
  const fires = (facts: Facts) => {
    const isTrue = (condition: string | undefined, otherwise: boolean) =>
      condition === undefined ? otherwise : truth(condition, facts) === TRUE;
    const found = [...library.keys()].filter((key) => {
      const definition = definitionOf(key);
      return isTrue(definition.trigger.when, false) && isTrue(definition.for, true);
    });
    return found.filter((key) => !definitionOf(key).trigger.not_while?.some((other) => found.includes(other)));
  };

  const steady = {
    'health.score': 76,
    'usage.change_28d': 0.02,
    'usage.active_days_28d': 18,
    'usage.active_days_total': 200,
    'usage.days_since_last': 1,
    'relationship.days_since_two_way': 10,
    'relationship.unanswered': 0,
  };

  it.each<[string, Facts, string[]]>([
    ['nothing in a steady account', steady, []],
    ['nothing where nothing is known', {}, []],
    [
      'a score below 60 four months before the renewal',
      { ...steady, 'health.score': 59, 'renewal.days_left': 120 },
      ['risk-before-renewal'],
    ],
    [
      'a score below 60 at any other time',
      { ...steady, 'health.score': 59, 'renewal.days_left': 121 },
      ['at-risk-account'],
    ],
    ['a score below 60 without a contract', { 'health.score': 40 }, ['at-risk-account']],
    [
      'falling usage before the renewal',
      { ...steady, 'usage.change_28d': -0.3, 'renewal.days_left': 84 },
      ['risk-before-renewal'],
    ],
    [
      'a champion who left before the renewal',
      { ...steady, 'contacts.champion_left_days': 12, 'renewal.days_left': 84 },
      ['risk-before-renewal'],
    ],
    [
      'a renewal that has passed as no renewal ahead',
      { ...steady, 'health.score': 70, 'contacts.champion_left_days': 12, 'renewal.days_left': -3 },
      ['champion-left'],
    ],
    [
      'falling usage with a second flag',
      { ...steady, 'usage.change_28d': -0.4, 'invoices.overdue_days': 20 },
      ['at-risk-account'],
    ],
    ['not falling usage alone', { ...steady, 'usage.change_28d': -0.4 }, []],
    [
      'a quiet relationship with stable usage',
      { ...steady, 'relationship.days_since_two_way': 45 },
      ['silent-account'],
    ],
    ['not three messages in the week after a talk', { ...steady, 'relationship.unanswered': 3 }, []],
    [
      'three unanswered messages',
      { ...steady, 'relationship.unanswered': 3, 'relationship.days_since_two_way': 20 },
      ['silent-account'],
    ],
    [
      'usage gone silent, without any other data',
      { 'usage.active_days_total': 3, 'usage.days_since_last': 45 },
      ['silent-usage'],
    ],
    [
      'usage gone silent instead of a low score',
      { 'usage.active_days_total': 9, 'usage.days_since_last': 100, 'health.score': 20 },
      ['silent-usage'],
    ],
    ['not usage that was never a habit', { 'usage.active_days_total': 2, 'usage.days_since_last': 45 }, []],
    ['not usage that ended half a year ago', { 'usage.active_days_total': 30, 'usage.days_since_last': 180 }, []],
    [
      'a won deal without use after 45 days, and no other data',
      { 'onboarding.days': 45, 'onboarding.first_value': false, 'account.days_since_won': 45 },
      ['drifting-onboarding'],
    ],
    ['not before day 45', { 'onboarding.days': 44, 'onboarding.first_value': false }, []],
    ['not an onboarding that has begun', { 'onboarding.days': 60, 'onboarding.first_value': true }, []],
    [
      'a healthy account whose seats are taken',
      { ...steady, 'health.score': 85, 'usage.seat_share': 0.92 },
      ['expansion-opportunity'],
    ],
    [
      'a healthy account that grows, from usage data alone',
      { 'health.score': 90, 'usage.change_28d': 0.25, 'usage.trend_90d': 0.1 },
      ['expansion-opportunity'],
    ],
    [
      'not growth with an urgent ticket',
      { ...steady, 'health.score': 85, 'usage.seat_share': 0.92, 'tickets.urgent_open': 1 },
      [],
    ],
    [
      'not growth that somebody already sells to',
      { ...steady, 'health.score': 85, 'usage.seat_share': 0.92, 'opportunities.open_count': 1 },
      [],
    ],
    ['a large renewal without worries', { ...steady, 'renewal.days_left': 80, 'account.arr': 2_400_000 }, ['renewal']],
    ['not a renewal that is too close to be planned', { ...steady, 'renewal.days_left': 29, 'account.arr': 2e6 }, []],
    [
      'a quarter without an executive in the first tier',
      { ...steady, 'account.tier': '1', 'account.age_days': 400, 'relationship.days_since_executive': 75 },
      ['executive-business-review'],
    ],
    [
      'not the executives of other tiers',
      { ...steady, 'account.tier': '2', 'account.age_days': 400, 'relationship.days_since_executive': 200 },
      [],
    ],
    ['a champion who left while all was well', { ...steady, 'contacts.champion_left_days': 3 }, ['champion-left']],
    [
      'empty seats in a steady account',
      { ...steady, 'account.seats': 30, 'account.age_days': 300, 'usage.seat_share': 0.3 },
      ['adoption-push'],
    ],
    ['not empty seats in a small one', { ...steady, 'account.seats': 9, 'usage.seat_share': 0.3 }, []],
    ['an unpaid invoice', { ...steady, 'invoices.overdue_days': 14, 'invoices.overdue_count': 1 }, ['payment-overdue']],
    [
      'not the third late one of a late payer, before a month has passed',
      { ...steady, 'invoices.overdue_days': 22, 'invoices.paid_late_365d': 3 },
      [],
    ],
    ['a bad answer of this week', { ...steady, 'survey.nps_last': 5, 'survey.nps_age_days': 2 }, ['low-survey-score']],
    ['not an old one', { ...steady, 'survey.nps_last': 5, 'survey.nps_age_days': 20 }, []],
    [
      'an urgent ticket on the day after',
      { ...steady, 'tickets.urgent_open': 1, 'tickets.oldest_open_days': 1 },
      ['customer-bug'],
    ],
    [
      'the bug and not the survey that complains about it',
      {
        ...steady,
        'tickets.urgent_open': 1,
        'tickets.oldest_open_days': 1,
        'survey.csat_last': 1,
        'survey.days_since_response': 1,
      },
      ['customer-bug'],
    ],
    [
      'nine points from a healthy account',
      {
        ...steady,
        'health.score': 90,
        'survey.nps_last': 9,
        'survey.nps_age_days': 5,
        'account.age_days': 400,
        'account.arr': 900_000,
      },
      ['advocacy'],
    ],
    [
      'two months of yellow in an account of some size',
      {
        ...steady,
        'health.days_in_band': 60,
        'health.change_28d': 1,
        'account.age_days': 400,
        'account.arr': 2_000_000,
      },
      ['lukewarm-account'],
    ],
    [
      'five weeks of silence in a small account',
      { ...steady, 'relationship.days_since_two_way': 36, 'account.age_days': 400, 'account.arr': 200_000 },
      ['scaled-nurture'],
    ],
  ])('%s', (_what, facts, expected) => {
    expect(fires(facts)).toEqual(expected);
  });

  it('nothing that has already succeeded or failed on the same day', () => {
    const firing: [string, Facts][] = [
      ['risk-before-renewal', { ...steady, 'health.score': 59, 'renewal.days_left': 90 }],
      ['at-risk-account', { ...steady, 'health.score': 59 }],
      ['silent-account', { ...steady, 'relationship.days_since_two_way': 50 }],
      ['silent-usage', { 'usage.active_days_total': 9, 'usage.days_since_last': 50, 'usage.active_days_28d': 0 }],
      ['drifting-onboarding', { 'onboarding.days': 50, 'onboarding.first_value': false }],
      [
        'expansion-opportunity',
        { ...steady, 'health.score': 85, 'usage.seat_share': 0.95, 'account.days_since_won': 61 },
      ],
    ];
    for (const [key, facts] of firing) {
      const { trigger, exit } = definitionOf(key);
      expect([key, truth(trigger.when!, facts)]).toEqual([key, TRUE]);
      expect([key, truth(exit.success.when, facts)]).toEqual([key, FALSE]);
      expect([UNKNOWN, FALSE]).toContain(truth(exit.failure!.when, facts));
    }
  });
});
