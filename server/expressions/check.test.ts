import { describe, expect, test } from 'vitest';
import { castCatalogue } from './cast.test-support.ts';
import { checkExpression, readExpression, signalsOf } from './check.ts';
import { parseExpression } from './parse.ts';

const catalogue = castCatalogue();

function findings(text: string, expects?: 'boolean' | 'number'): string[] {
  return checkExpression(parseExpression(text), catalogue, expects).map(
    ({ position, message, mend }) => `${position.line}:${position.column} ${message} ${mend}`,
  );
}

describe('an expression that fits the catalogue', () => {
  test.each([
    'health.score < 60.5 && arr >= 5',
    'usage.logins.change_28d <= -0.3 || metric.logins.change_28d > 0',
    "account.stage == 'adoption' && 'renewal' != account.stage",
    "account.stage in ['adoption', 'renewal']",
    "coalesce(account.stage, 'none') == 'none'",
    "renewal.date - date('2026-01-01') > 30",
    "renewal.date + 30 > date('2026-01-01')",
    'champion.left && !(champion.left == false)',
    '(health.score < 60) == champion.left',
    '(champion.left ? health.score : 50) < 60',
    'champion.left ? health.score < 60 : arr > 5',
    'known(account.stage) || unknown(renewal.date)',
    'min(health.score, support.open) < abs(-5)',
  ])('%s', (text) => {
    expect(findings(text)).toEqual([]);
  });

  test('a number where a number is expected', () => {
    expect(findings('arr / 12', 'number')).toEqual([]);
  });
});

describe('findings', () => {
  test.each([
    ['helth.score < 60', '1:1', 'There is no signal "helth.score". Did you mean health.score?'],
    ['arr > 1 &&\n usage.login.change_28d < 0', '2:2', 'Did you mean usage.logins.change_28d?'],
    ['score < 60', '1:1', 'Did you mean health.score?'],
    ['moon.phase > 1', '1:1', 'list of signals'],
    ['known(helth.score)', '1:7', 'Did you mean health.score?'],
    ['account.stage < 5', '1:15', 'A text is compared with a number.'],
    ['health.score == "low"', '1:14', 'Write a number without quotes'],
    ["renewal.date < '2026-03-31'", '1:14', "Write date('2026-03-31')"],
    ["account.stage > 'adoption'", '1:15', 'Labels have no order'],
    ['account.stage == plan.name', '1:15', 'text in quotes'],
    ["'a' == 'a'", '1:5', 'text in quotes'],
    ['champion.left > false', '1:15', 'have no order'],
    ['1 < health.score < 5', '1:18', 'joined by &&'],
    ['health.score && arr > 5', '1:1', 'Compare it: health.score < 60.'],
    ['!account.stage', '1:2', "Compare it: account.stage == 'adoption'."],
    ['account.stage + 1 > 5', '1:15', 'cannot be joined'],
    ['renewal.date * 2 > 5', '1:14', 'dates can be subtracted'],
    ['-account.stage < 5', '1:2', 'a number'],
    ['health.score in [1, "b"]', '1:21', 'a text where a number'],
    ['coalesce(health.score, "x") < 5', '1:1', 'Use one kind'],
    ['min(champion.left, champion.left)', '1:1', 'needs numbers'],
    ['(champion.left ? 1 : "a") == 1', '1:2', 'one kind'],
    ['health.score', '1:1', 'must be true or false, but gives a number'],
  ])('%s', (text, at, words) => {
    const found = findings(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(words);
    expect(found[0]?.split(' ')[0]).toBe(at);
  });

  test('a condition where a number is expected', () => {
    expect(findings('arr > 12', 'number')).toEqual([expect.stringContaining('must give a number')]);
  });

  test('all at once, in the order of the text', () => {
    expect(findings("helth.score < 60 && account.stage < 5 && arr == 'x'").map((found) => found.slice(0, 4))).toEqual([
      '1:1 ',
      '1:35',
      '1:46',
    ]);
  });

  test('names of JavaScript objects are no signals', () => {
    expect(findings('toString == 1 && hasOwnProperty.call > 2')).toHaveLength(2);
  });
});

test('a text that cannot be parsed gives its error as the only finding', () => {
  expect(readExpression('arr >', catalogue)).toMatchObject({
    expression: null,
    findings: [{ position: { column: 6 } }],
  });
  expect(readExpression('arr > "5"', catalogue)).toMatchObject({ expression: null, findings: [{}] });
  expect(readExpression('arr > 5', catalogue)).toMatchObject({ expression: { text: 'arr > 5' }, findings: [] });
});

test('signals are named once, left to right', () => {
  expect(signalsOf(parseExpression('b.c > 1 && (a < b.c || known(d)) && e in [1]'))).toEqual(['b.c', 'a', 'd', 'e']);
});
