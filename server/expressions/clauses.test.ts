import { describe, expect, test } from 'vitest';
import { castCatalogue } from './cast.test-support.ts';
import { clausesOf, decisiveClauses, explain } from './clauses.ts';
import { parseExpression } from './parse.ts';

const catalogue = castCatalogue();
const values: Readonly<Record<string, number | string | boolean>> = {
  'health.score': 48,
  'metric.logins.change_28d': -0.28,
  'renewal.days_left': 84,
  'account.stage': 'adoption',
  'champion.left': true,
  'seats.used': 30,
  'support.open': 12,
};
const read = (name: string) => values[name] ?? null;
const evidence = (text: string) => explain(parseExpression(text), read, catalogue);

describe('the clauses of a condition', () => {
  test('left to right, with signal, operator and threshold', () => {
    const clauses = clausesOf(
      parseExpression("health.score < 60 &&\n (usage.logins.change_28d <= -0.3 || account.stage in ['renewal'])"),
    );
    expect(clauses).toEqual([
      {
        text: 'health.score < 60',
        position: { line: 1, column: 1, offset: 0 },
        signal: 'health.score',
        signals: ['health.score'],
        operator: '<',
        threshold: 60,
      },
      expect.objectContaining({ signal: 'usage.logins.change_28d', operator: '<=', threshold: -0.3 }),
      expect.objectContaining({
        operator: 'in',
        threshold: ['renewal'],
        position: { line: 2, column: 38, offset: 58 },
      }),
    ]);
  });

  test.each([
    ['60 > health.score', 'health.score', '<', 60],
    ['!(health.score < 60)', 'health.score', '>=', 60],
    ["!(account.stage in ['churned'])", 'account.stage', 'not in', ['churned']],
    ["!!(account.stage == 'churned')", 'account.stage', '==', 'churned'],
    ['champion.left', 'champion.left', '==', true],
    ['!champion.left', 'champion.left', '==', false],
    ['champion.left != true', 'champion.left', '==', false],
    ['!known(health.score)', 'health.score', 'unknown', null],
    ['support.open > seats.used', 'support.open', '>', null],
    ['arr / 12 > 1000', null, '>', null],
  ])('%s', (text, signal, operator, threshold) => {
    expect(clausesOf(parseExpression(text))).toEqual([expect.objectContaining({ signal, operator, threshold })]);
  });

  test('"not" moves through brackets to the clauses', () => {
    const clauses = clausesOf(parseExpression('!(health.score >= 60 || !(champion.left && arr < 5))'));
    expect(clauses.map(({ signal, operator }) => `${signal} ${operator}`)).toEqual([
      'health.score <',
      'champion.left ==',
      'arr <',
    ]);
  });
});

describe('evidence', () => {
  test('values, words and the distance to firing', () => {
    expect(evidence('health.score < 60 && usage.logins.change_28d <= -0.3')).toEqual([
      {
        text: 'health.score < 60',
        signal: 'health.score',
        title: 'health score',
        unit: 'score',
        operator: '<',
        threshold: 60,
        value: 48,
        truth: 1,
        distance: 0,
      },
      {
        text: 'metric.logins.change_28d <= -0.3',
        signal: 'metric.logins.change_28d',
        title: 'logins in the last 28 days',
        unit: 'ratio',
        operator: '<=',
        threshold: -0.3,
        value: -0.28,
        truth: 0,
        distance: 0.02,
      },
    ]);
  });

  test('an unknown value has no distance', () => {
    expect(evidence('nps.last < 0')).toMatchObject([{ value: null, truth: 2, distance: null }]);
    expect(evidence('!(nps.last < 0)')).toMatchObject([{ operator: '>=', value: null, truth: 2, distance: null }]);
    expect(evidence('unknown(nps.last)')).toMatchObject([{ value: null, truth: 1, distance: 0 }]);
  });

  test('labels and flags are said as they are, without distance', () => {
    expect(evidence("account.stage == 'renewal' || !champion.left")).toMatchObject([
      { value: 'adoption', threshold: 'renewal', truth: 0, distance: null },
      { value: true, threshold: false, truth: 0, distance: null },
    ]);
  });

  test('a threshold that is itself computed is given as of the account', () => {
    expect(evidence('support.open > seats.used / 2')).toMatchObject([
      { signal: 'support.open', value: 12, threshold: 15, truth: 0, distance: 3 },
    ]);
  });

  test('a computed left side is named by its computation', () => {
    expect(evidence('seats.used - support.open >= 20')).toMatchObject([
      { signal: null, title: 'seats in use minus open tickets', value: 18, distance: 2 },
    ]);
  });

  test('the nearest of a list counts', () => {
    expect(evidence('health.score in [10, 50, 90]')).toMatchObject([{ threshold: [10, 50, 90], distance: 2 }]);
  });
});

describe('decisive clauses', () => {
  const decisive = (text: string) =>
    decisiveClauses(parseExpression(text), read, catalogue).map((clause) => clause.text);

  test('all of "and", the true branches of "or"', () => {
    expect(decisive('renewal.days_left <= 120 && (health.score < 60 || usage.logins.change_28d <= -0.3)')).toEqual([
      'renewal.days_left <= 120',
      'health.score < 60',
    ]);
    expect(decisive('(health.score < 60 && nps.last < 0) || champion.left || seats.used > 100')).toEqual([
      'champion.left',
    ]);
    expect(decisive('!(health.score >= 60 || !champion.left)')).toEqual(['!(health.score >= 60)', 'champion.left']);
  });

  test('none when the condition is false or unknown', () => {
    expect(decisive('health.score < 60 && seats.used > 100')).toEqual([]);
    expect(decisive('health.score < 60 && nps.last < 0')).toEqual([]);
  });
});
