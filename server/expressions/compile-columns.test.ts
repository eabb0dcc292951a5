import { describe, expect, test } from 'vitest';
import { castCatalogue } from './cast.test-support.ts';
import { compileColumns, compileNumber } from './compile-columns.ts';
import { parseExpression } from './parse.ts';

const catalogue = castCatalogue();
const STAGES = ['adoption', 'renewal'];
const dictionary = (signal: string, label: string) => (signal === 'account.stage' ? STAGES.indexOf(label) : -1);
const unknown = Number.NaN;

const columns = new Map([
  ['health.score', Float64Array.of(10, 60, unknown, 90)],
  ['metric.logins.change_28d', Float64Array.of(-0.5, 0, -0.5, unknown)],
  ['account.stage', Float64Array.of(0, 1, unknown, 0)],
  ['plan.name', Float64Array.of(0, 0, 0, unknown)],
  ['champion.left', Float64Array.of(1, 0, unknown, 1)],
  ['arr', Float64Array.of(1200, 0, 2400, unknown)],
  ['seats.used', Float64Array.of(0, 0, 2, 1)],
]);

function run(text: string): number[] {
  const out = new Uint8Array(4).fill(7);
  compileColumns(parseExpression(text), catalogue, dictionary).run(columns, 4, out);
  return [...out];
}

describe('conditions over columns', () => {
  test.each([
    ['health.score < 60', [1, 0, 2, 0]],
    ['!(health.score < 60)', [0, 1, 2, 1]],
    ['!!(health.score < 60)', [1, 0, 2, 0]],
    ['health.score != 60', [1, 0, 2, 1]],
    ['health.score < 60 && usage.logins.change_28d <= -0.3', [1, 0, 2, 0]],
    ['health.score > 80 || metric.logins.change_28d <= -0.3', [1, 0, 1, 1]],
    ["account.stage == 'adoption'", [1, 0, 2, 1]],
    ["account.stage != 'never heard of'", [1, 1, 2, 1]],
    ["account.stage in ['renewal', 'never heard of']", [0, 1, 2, 0]],
    ["coalesce(account.stage, 'one') == 'other'", [0, 0, 0, 0]],
    ["coalesce(account.stage, 'one') == 'one'", [0, 0, 1, 0]],
    ['champion.left', [1, 0, 2, 1]],
    ['!champion.left || known(champion.left)', [1, 1, 2, 1]],
    ['unknown(health.score)', [0, 0, 1, 0]],
    ['arr / seats.used > 1000', [2, 2, 1, 2]],
    ['champion.left ? health.score < 60 : arr == 0', [1, 1, 2, 0]],
    ['(health.score < 60) == champion.left', [1, 1, 2, 0]],
    ['health.score - -5 > 15', [0, 1, 2, 1]],
    ['true', [1, 1, 1, 1]],
  ])('%s', (text, expected) => {
    expect(run(text)).toEqual(expected);
  });

  test('numbers, with NaN where unknown', () => {
    const out = new Float64Array(4);
    compileNumber(parseExpression('max(arr / 12, 150) * -1'), catalogue, dictionary).run(columns, 4, out);
    expect([...out]).toEqual([-150, -150, -200, unknown]);
  });

  test('only the first rows are written', () => {
    const out = new Uint8Array(4).fill(7);
    compileColumns(parseExpression('health.score < 60'), catalogue, dictionary).run(columns, 2, out);
    expect([...out]).toEqual([1, 0, 7, 7]);
  });

  test('an alias reads the column of the name it stands for', () => {
    const text = 'usage.logins.change_28d < 0 || metric.logins.change_28d > 1';
    expect(compileColumns(parseExpression(text), catalogue, dictionary).signals).toEqual(['metric.logins.change_28d']);
  });

  test('the dictionary is asked by the signal that holds the label', () => {
    const asked: string[] = [];
    const text = "'pro' == plan.name && account.stage in ['adoption'] && coalesce(plan.name, 'free') != 'pro'";
    compileColumns(parseExpression(text), catalogue, (signal, label) => asked.push(`${signal}:${label}`));
    expect(asked).toEqual(['plan.name:pro', 'account.stage:adoption', 'plan.name:free', 'plan.name:pro']);
  });
});

describe('what does not run', () => {
  test('an expression with findings', () => {
    const compile = (text: string) => () => compileColumns(parseExpression(text), catalogue, dictionary);
    expect(compile('helth.score < 5')).toThrow('There is no signal "helth.score".');
    expect(compile('health.score')).toThrow('must be true or false');
    expect(() => compileNumber(parseExpression('arr > 5'), catalogue, dictionary)).toThrow('must give a number');
  });

  test('missing and short columns', () => {
    const compiled = compileColumns(parseExpression('renewal.days_left < 5'), catalogue, dictionary);
    expect(() => compiled.run(columns, 4, new Uint8Array(4))).toThrow('no column for the signal "renewal.days_left"');
    const scores = compileColumns(parseExpression('health.score < 5'), catalogue, dictionary);
    expect(() => scores.run(columns, 5, new Uint8Array(5))).toThrow('has 4 rows, 5 are needed');
    expect(() => scores.run(columns, 4, new Uint8Array(3))).toThrow('has 3 rows, 4 are needed');
  });

  test('text of the user never becomes code', () => {
    const hostile = "'}; globalThis.broken = true; //";
    const compiled = compileColumns(
      parseExpression(
        `account.stage == ${JSON.stringify(hostile)} || plan.name in ["\`\${globalThis.broken = true}\`"]`,
      ),
      catalogue,
      dictionary,
    );
    compiled.run(columns, 4, new Uint8Array(4));
    expect(Object.hasOwn(globalThis, 'broken')).toBe(false);
  });
});
