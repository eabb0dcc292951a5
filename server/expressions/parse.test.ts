import { describe, expect, test } from 'vitest';
import { ExpressionError, parseExpression } from './parse.ts';
import { printNode } from './print.ts';

function refusal(text: string): ExpressionError {
  try {
    parseExpression(text);
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error(`"${text.slice(0, 80)}" was accepted.`);
}

const place = (error: ExpressionError) => `${error.position.line}:${error.position.column}`;

describe('what is understood', () => {
  test.each([
    ['health.score < 60 && usage.logins.change_28d <= -0.3', 'health.score < 60 && usage.logins.change_28d <= -0.3'],
    ['((a)<5)', 'a < 5'],
    ['a&&b&&(c||d)&&!e', 'a && b && (c || d) && !e'],
    ['(a && b) && (c && d)', 'a && b && c && d'],
    ['a - (b - c) * -2 > 1.50', 'a - (b - c) * -2 > 1.5'],
    ["account.stage in [\"it's\", 'b']", "account.stage in ['it\\'s', 'b']"],
    ["renewal.date >= date('2026-03-31')", "renewal.date >= date('2026-03-31')"],
    ['(a ? b : c) ? d : e ? f : g', '(a ? b : c) ? d : e ? f : g'],
    ['known(a) && unknown(b.c) && coalesce(d, -1) == 0', 'known(a) && unknown(b.c) && coalesce(d, -1) == 0'],
    ['abs(a) > min(b, 2, c) || max(a, b) > 1e20 // why', 'abs(a) > min(b, 2, c) || max(a, b) > 1e+20'],
    ['- 5 < a', '-5 < a'],
  ])('%s', (text, printed) => {
    expect(printNode(parseExpression(text).root)).toBe(printed);
  });

  test('whole and decimal numbers are the same kind of number', () => {
    expect(parseExpression('5').root).toMatchObject({ kind: 'number', value: 5 });
    expect(parseExpression('5.0').root).toMatchObject({ kind: 'number', value: 5 });
    expect(parseExpression('-0.0').root).toMatchObject({ kind: 'number', value: 0 });
  });

  test('an operator stands at its sign, a name at its beginning', () => {
    const { root } = parseExpression('a.b\n  && c.d\n    > 5');
    expect(root).toMatchObject({
      kind: 'and',
      parts: [{ at: { line: 1, column: 1 } }, { at: { line: 3, column: 5, offset: 17 } }],
    });
  });
});

describe('what is refused, where, and how to mend it', () => {
  test.each([
    ['', '1:1', 'empty'],
    [' \n ', '1:1', 'empty'],
    ['a and b', '1:3', '&&'],
    ['a < 5 OR b', '1:7', '||'],
    ['a = 5', '1:3', '=='],
    ['a <> 5', '1:3', '!='],
    ['a ≥ 5', '1:3', '>='],
    ['a\n  && b c', '2:8', 'missing'],
    ['a <', '1:4', 'compare'],
    ['a && (b < 5', '1:6', 'Close it'],
    ['a < 5)', '1:6', 'Remove'],
    ["a == 'x", '1:6', 'same quote'],
    ['a == “x”', '1:6', 'plain quotes'],
    ['a < 30%', '1:7', '0.3'],
    ['a % 2 == 0', '1:3', '0.3'],
    ['a == null', '1:6', 'unknown('],
    ['has(a.b)', '1:1', 'known('],
    ['knwon(a)', '1:1', 'known('],
    ['size(a) > 1', '1:1', 'functions are'],
    ['known(5)', '1:1', 'one signal'],
    ['coalesce(a, b)', '1:1', 'plain value'],
    ['min(a)', '1:1', 'two or more'],
    ["a < date('2026-02-30')", '1:5', 'date('],
    ["a < date('soon')", '1:5', 'date('],
    ['a < date(b)', '1:5', 'date('],
    ['a in b', '1:3', "in ['adoption'"],
    ['a in []', '1:3', "in ['adoption'"],
    ['a in [b]', '1:3', 'numbers, texts'],
    ['[1, 2]', '1:1', 'in ['],
    ['a < 5u', '1:5', '"u"'],
    ["a == b'x'", '1:6', 'true'],
    ['a < 9007199254740993', '1:5', '9007199254740991'],
    ['a < 1e999', '1:5', 'whole numbers'],
    ['{"a": 1}', '1:1', 'Compare'],
    ["a == '\\ud800'", '1:1', 'surrogate'],
    ['a < < b', '1:5', 'missing'],
    ['a < (b c)', '1:8', 'missing'],
    ['a < 5 && (b > 3 && (c = 4))', '1:23', '=='],
    ['min(a, b and c) > 1', '1:10', '&&'],
    ["a in ['x' 'y']", '1:11', 'missing'],
    ['a ? b', '1:3', 'condition ?'],
  ])('%s', (text, at, words) => {
    const error = refusal(text);
    expect(`${error.message} ${error.mend}`).toContain(words);
    expect(place(error)).toBe(at);
  });

  test.each([
    ['constructor', 'constructor < 5'],
    ['__proto__', 'a.__proto__.b == 1'],
    ['prototype', 'known(a.prototype)'],
    ['a regular expression', "a.matches('(a+)+$')"],
    ['a regular expression as a function', "matches(a, '(a+)+$')"],
    ['a loop', '[1, 2].all(x, x > 0)'],
    ['an element', 'a[0] == 1'],
    ['a part of a value', "date('2026-01-01').year == 2026"],
    ['a message', 'Account{name: 1}'],
    ['an import', "import('node:fs')"],
    ['JavaScript', 'a < 5; process.exit()'],
    ['a quoted name', 'a.`b c` < 5'],
  ])('hostile: %s', (_, text) => {
    expect(refusal(text)).toBeInstanceOf(ExpressionError);
  });

  test.each([
    ['brackets', '('.repeat(999) + 'a'.padEnd(1000, ')')],
    ['closed brackets', `${'('.repeat(900)}a < 1${')'.repeat(900)} && ${'!('.repeat(41)}b${')'.repeat(41)}`],
    ['trouble in brackets', `${'('.repeat(900)}a b${')'.repeat(900)}`],
    ['lists', '['.repeat(1999)],
    ['calls', 'f('.repeat(999)],
    ['sums', Array(60).fill('a').join(' + ')],
    ['choices', `${'a ? b : '.repeat(100)}c`],
    ['many parts', Array(150).fill('a<1').join('&&')],
    ['a long text', `a == '${'x'.repeat(2000)}'`],
    ['an endless text', 'a'.repeat(1_000_000)],
  ])('too much: %s', (_, text) => {
    const began = performance.now();
    expect(refusal(text).mend).not.toBe('');
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
