import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { parseExpression } from './parse.ts';

type Row = Readonly<Record<string, number | string | boolean | null>>;

const row: Row = { n: 5, zero: 0, none: null, nan: Number.NaN, stage: 'adoption', yes: true, no: false, day: 20_500 };

function run(text: string, values: Row = row) {
  return evaluate(parseExpression(text), (name) => values[name] ?? null);
}

describe('known values', () => {
  test.each([
    ['n < 6', true],
    ['n <= 5 && n >= 5', true],
    ['n != 5', false],
    ["stage == 'adoption'", true],
    ["stage in ['renewal', 'adoption']", true],
    ["!(stage in ['renewal'])", true],
    ['yes && !no', true],
    ['yes == true && no != true', true],
    ["day == date('2026-02-16')", true],
    ["day - date('2026-02-15') == 1", true],
    ['(yes ? 1 : 2) == 1', true],
    ['known(n) && unknown(none) && unknown(nan)', true],
    ['coalesce(none, 7) == 7 && coalesce(n, 7) == 5', true],
    ['min(n, 3, zero) == 0 && max(n, 3) == 5 && abs(-n) == 5', true],
  ])('%s', (text, value) => {
    expect(run(text)).toEqual({ value, truth: value ? 1 : 0 });
  });

  test.each([
    ['n * 2 - 1', 9],
    ['n / 2', 2.5],
    ['-(n - 7)', 2],
    ['min(n, 2)', 2],
    ['n - -1', 6],
  ])('%s is a number', (text, value) => {
    expect(run(text).value).toBe(value);
  });

  test('a signal alone gives its value as it is', () => {
    expect(run('stage')).toEqual({ value: 'adoption', truth: 1 });
    expect(run('no')).toEqual({ value: false, truth: 0 });
  });
});

describe('unknown values', () => {
  test.each([
    'none < 5',
    '!(none < 5)',
    '!(none >= 5) && n == 5',
    'none == none',
    'none != 5',
    'nan > 1',
    'n / zero > 1',
    'min(n, none) < 100',
    'none in [1, 2]',
    "!(none in ['a'])",
    'none && yes',
    'none || no',
    'none ? yes : yes',
    '(none ? 1 : 1) == 1',
    '(none > 1) == yes',
  ])('%s is unknown', (text) => {
    expect(run(text)).toEqual({ value: null, truth: 2 });
  });

  test.each([
    ['none && no', false],
    ['no && none', false],
    ['none || yes', true],
    ['none < 5 || n == 5', true],
    ['!(none < 5 && no)', true],
    ['unknown(none) && !known(none)', true],
  ])('%s is decided all the same', (text, value) => {
    expect(run(text)).toEqual({ value, truth: value ? 1 : 0 });
  });

  test('unknown is not zero', () => {
    expect(run('none + n')).toEqual({ value: null, truth: 2 });
  });
});
