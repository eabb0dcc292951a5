import { describe, expect, test } from 'vitest';
import { castCatalogue } from './cast.test-support.ts';
import { explain } from './clauses.ts';
import { parseExpression } from './parse.ts';
import { verb } from './predicate.ts';
import { describeClause, formatValue, sentence } from './sentence.ts';

const catalogue = castCatalogue();

describe('a condition as a sentence', () => {
  test.each([
    [
      'health.score < 60 && usage.logins.change_28d <= -0.3',
      'health score is below 60 and logins in the last 28 days fell by 30 % or more',
    ],
    [
      'renewal.days_left <= 120 && (health.score < 60 || usage.days_since_last >= 45)',
      'days to renewal is 120 or fewer and either health score is below 60 or days since last activity is 45 or more',
    ],
    [
      'champion.left || (arr >= 500000 && seats.share < 0.5)',
      'the champion has left, or ARR is €5,000 or more and share of seats in use is below 50 %',
    ],
    [
      'arr > 1 && (nps.last < 1 || (champion.left && seats.used > 1))',
      'ARR is above €0.01 and either last NPS is below 1 point, or the champion has left and seats in use are more than 1',
    ],
    [
      "account.stage == 'adoption' || unknown(account.stage) && seats.used >= 50",
      'account stage is adoption, or, where account stage is unknown, seats in use are 50 or more',
    ],
    [
      "unknown(account.stage) && account.stage in ['adoption', 'on_hold'] && champion.left || seats.used < 50",
      'account stage is unknown, and account stage is adoption or on hold, and the champion has left, or seats in use are fewer than 50',
    ],
    [
      '(nps.last < 1 || champion.left) && health.score < 60 && seats.used > 1',
      'health score is below 60, seats in use are more than 1 and either last NPS is below 1 point or the champion has left',
    ],
    [
      'seats.used > 1 && !(health.score >= 60 || !champion.left)',
      'seats in use are more than 1, health score is below 60 and the champion has left',
    ],
    [
      'seats.used > 1 || !(health.score >= 60 && !champion.left)',
      'seats in use are more than 1, health score is below 60 or the champion has left',
    ],
    ['renewal.days_left >= 0 && renewal.days_left <= 120', 'days to renewal is 0 or more and 120 or fewer'],
    ['!(health.score >= 60 || !champion.left)', 'health score is below 60 and the champion has left'],
    ['!champion.left', 'it is not so that the champion has left'],
    ["account.stage in ['adoption', 'renewal', 'on_hold']", 'account stage is adoption, renewal or on hold'],
    ["!(account.stage in ['adoption', 'renewal'])", 'account stage is not adoption or renewal'],
    ["account.stage in ['mid_market', 'mid-market', 'Mid-Market', 'SME']", 'account stage is mid market or SME'],
    ["account.stage in ['it', 'engineering']", 'account stage is IT or engineering'],
    ["account.stage != 'churned'", 'account stage is not churned'],
    ["renewal.date < date('2026-03-31')", 'renewal date is before 31 Mar 2026'],
    ["renewal.date >= date('2026-09-01')", 'renewal date is on or after 1 Sep 2026'],
    ['support.open > 2', 'open tickets are more than 2'],
    ['support.oldest > 1', 'age of the oldest ticket is more than 1 day'],
    ['known(usage.logins.change_28d)', 'the change in logins in the last 28 days is known'],
    ['unknown(champion.left)', 'whether the champion has left is unknown'],
    ['-(seats.used - support.open) < 2', 'minus (seats in use minus open tickets) are fewer than 2'],
    ['unknown(nps.last)', 'last NPS is unknown'],
    ['support.open > seats.used', 'open tickets are more than seats in use'],
    ['arr - 500000 > 0', 'ARR minus €5,000 is above €0'],
    ["renewal.date - date('2026-01-01') <= 30", 'renewal date minus 1 Jan 2026 is 30 days or fewer'],
    ['abs(usage.logins.change_28d) >= 0.5', 'the size of the change in logins in the last 28 days is 50 % or more'],
    ['coalesce(support.open, 0) == 0', 'open tickets are 0 or unknown'],
    ['coalesce(support.open, 0) > 2', 'open tickets are more than 2'],
    [
      'champion.left ? health.score < 60 : health.score < 30',
      'health score is below 60 (if the champion has left) or else health score is below 30',
    ],
    ['arr / 12', 'ARR divided by 12'],
    ['true', 'always'],
  ])('%s', (text, expected) => {
    expect(sentence(parseExpression(text), catalogue, { currency: 'EUR' })).toBe(expected);
  });

  test.each([
    ['<= -0.3', 'fell by 30 % or more'],
    ['< -0.3', 'fell by more than 30 %'],
    ['>= -0.3', 'did not fall by more than 30 %'],
    ['> -0.3', 'did not fall by 30 % or more'],
    ['>= 0.125', 'rose by 12.5 % or more'],
    ['> 0.3', 'rose by more than 30 %'],
    ['<= 0.3', 'did not rise by more than 30 %'],
    ['< 0.3', 'did not rise by 30 % or more'],
    ['< 0', 'fell'],
    ['<= 0', 'did not rise'],
    ['> 0', 'rose'],
    ['>= 0', 'did not fall'],
    ['== 0', 'did not change'],
    ['!= 0', 'changed'],
    ['== -0.3', 'fell by exactly 30 %'],
  ])('a change %s', (comparison, expected) => {
    const expression = parseExpression(`usage.logins.change_28d ${comparison}`);
    expect(sentence(expression, catalogue)).toBe(`logins in the last 28 days ${expected}`);
  });
});

test.each([
  ['seats sold', 'are'],
  ['urgent tickets open', 'are'],
  ['people active in the last 7 days', 'are'],
  ['contacts who left in the last 90 days', 'are'],
  ['health of the account', 'is'],
  ['usage', 'is'],
])('%s %s', (title, expected) => {
  expect(verb(title, 'count')).toBe(expected);
});

describe('a clause with the value of an account', () => {
  const describeWith = (text: string, value: number | string | boolean | null) =>
    explain(parseExpression(text), () => value, catalogue).map((clause) => describeClause(clause, { currency: 'EUR' }));

  test.each([
    ['usage.days_since_last >= 45', 52, 'days since last activity is 52 (45 or more)'],
    ['health.score < 60', 72, 'health score is 72 (not below 60)'],
    ['health.score < 60', 48.26, 'health score is 48.3 (below 60)'],
    ['health.score < 60', 59.99, 'health score is 59.99 (below 60)'],
    ['health.score < 60', null, 'health score is unknown'],
    ['usage.logins.change_28d <= -0.3', -0.4615, 'logins in the last 28 days fell 46 % (a fall of 30 % or more)'],
    ['usage.logins.change_28d <= -0.3', -0.2961, 'logins in the last 28 days fell 29.61 % (no fall of 30 % or more)'],
    ['usage.logins.change_28d <= -0.3', 0.05, 'logins in the last 28 days rose 5 % (no fall of 30 % or more)'],
    ['usage.logins.change_28d <= -0.3', 0, 'logins in the last 28 days did not change (no fall of 30 % or more)'],
    ['usage.logins.change_28d <= -0.3', null, 'the change in logins in the last 28 days is unknown'],
    ['support.oldest >= 10', 1, 'age of the oldest ticket is 1 day (not 10 days or more)'],
    ['support.open == 0', 0, 'open tickets are 0'],
    ['support.open == 0', 3, 'open tickets are 3 (not 0)'],
    ['support.open != 0', 0, 'open tickets are 0 (excluded)'],
    ['arr >= 500000', 1_234_567, 'ARR is €12,345.67 (€5,000 or more)'],
    ["account.stage in ['adoption', 'renewal']", 'on_hold', 'account stage is on hold (not adoption or renewal)'],
    ["account.stage == 'adoption'", 'adoption', 'account stage is adoption'],
    ["account.stage != 'churned'", 'adoption', 'account stage is adoption (not churned)'],
    ["renewal.date < date('2026-03-31')", 20_500, 'renewal date is 16 Feb 2026 (before 31 Mar 2026)'],
    ['champion.left', true, 'the champion has left: yes'],
    ['!champion.left', true, 'the champion has left: yes'],
    ['champion.left', null, 'whether the champion has left is unknown'],
    ['known(support.open)', 3, 'open tickets are 3'],
    ['coalesce(support.open, 0) < 2', 1, 'open tickets are 1 (fewer than 2)'],
    ['coalesce(support.open, 0) < 2', null, 'open tickets are unknown, which counts as fewer than 2'],
  ])('%s with %s', (text, value, expected) => {
    expect(describeWith(text, value)).toEqual([expected]);
  });
});

describe('a value', () => {
  test.each([
    [-0.46, 'ratio', '−46 %'],
    [0.123, 'ratio', '+12 %'],
    [0.0123, 'ratio', '+1.2 %'],
    [0, 'ratio', '0 %'],
    [-0.0001, 'ratio', '0 %'],
    [0.4, 'share', '40 %'],
    [0.07, 'share', '7 %'],
    [1, 'days', '1 day'],
    [-1, 'days', '−1 day'],
    [52, 'days', '52 days'],
    [0, 'seats', '0 seats'],
    [1, 'points', '1 point'],
    [1_234_567, 'count', '1,234,567'],
    [1234.56, 'count', '1,235'],
    [3.12345, 'score', '3.1'],
    [20_500, 'date', '16 Feb 2026'],
    ['2026-02-16', 'date', '16 Feb 2026'],
    ['on_hold', 'label', 'on hold'],
    [true, 'flag', 'yes'],
    [0, 'flag', 'no'],
    [null, 'money', 'unknown'],
    [Number.NaN, 'count', 'unknown'],
    [500_000, 'money', '5,000'],
    [500_050, 'money', '5,000.50'],
  ] as const)('%s %s', (value, unit, expected) => {
    expect(formatValue(value, unit)).toBe(expected);
  });

  test.each([
    [123_456_700, 'EUR', '€1,234,567'],
    [-123_456, 'BRL', '−R$1,234.56'],
    [1500, 'JPY', 'JP¥1,500'],
  ])('money %s %s', (value, currency, expected) => {
    expect(formatValue(value, 'money', { currency })).toBe(expected);
  });
});
