import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkExpression } from './check.ts';
import { decisiveClauses, explain } from './clauses.ts';
import { compileColumns, compileNumber } from './compile-columns.ts';
import type { Catalogue, SignalDeclaration, SignalType } from './declaration.ts';
import { evaluate } from './evaluate.ts';
import type { Expression, LiteralNode, Node } from './expression.ts';
import { parseExpression } from './parse.ts';
import { printNode } from './print.ts';
import { sentence } from './sentence.ts';
import { and, not, or, type Truth } from './truth.ts';

const at = { line: 1, column: 1, offset: 0 };
const SIGNALS: Readonly<Record<string, SignalType>> = {
  n: 'number',
  'm.x': 'number',
  d: 'date',
  l: 'label',
  f: 'boolean',
  'g.y': 'boolean',
};
const LABELS = ['adoption', 'renewal', "it's"];
const catalogue: Catalogue = new Map(
  Object.entries(SIGNALS).map(([name, type]): [string, SignalDeclaration] => [
    name,
    { name, type, unit: 'count', title: `title of ${name}`, from: 'tests' },
  ]),
);
const dictionary = (_: string, label: string) => LABELS.indexOf(label);

type Value = number | string | boolean | null;
type Row = Readonly<Record<string, Value>>;

const small = fc.constantFrom(-2, -1, -0.5, 0, 0.25, 1, 2, 3);
const rowArbitrary: fc.Arbitrary<Row> = fc.record({
  n: fc.option(small),
  'm.x': fc.option(small),
  d: fc.option(fc.constantFrom(0, 1, 20_000)),
  l: fc.option(fc.constantFrom(...LABELS)),
  f: fc.option(fc.boolean()),
  'g.y': fc.option(fc.boolean()),
});

const signal = (...names: string[]): fc.Arbitrary<Node> =>
  fc.constantFrom(...names).map((name) => ({ kind: 'signal', name, at }));
const numberLiteral = small.map((value): LiteralNode => ({ kind: 'number', value, at }));
const dateLiteral = fc.constantFrom(0, 1, 2, 20_000).map((value): LiteralNode => ({ kind: 'date', value, at }));
const textLiteral = fc
  .constantFrom(...LABELS, 'absent', 'missing')
  .map((value): LiteralNode => ({ kind: 'text', value, at }));
const truthLiteral = fc.boolean().map((value): LiteralNode => ({ kind: 'boolean', value, at }));
const comparison = fc.constantFrom('<', '<=', '>', '>=', '==', '!=');

/** `&&` within `&&` is one chain, as the parser gives it. */
function chain(kind: 'and' | 'or', parts: readonly Node[]): Node {
  return { kind, parts: parts.flatMap((part) => (part.kind === kind ? part.parts : [part])), at };
}

interface Grammar {
  number: Node;
  date: Node;
  truth: Node;
}

function grammar(withKnowledge: boolean): fc.LetrecValue<Grammar> {
  return fc.letrec<Grammar>((tie: fc.LetrecTypedTie<Grammar>) => {
    const choose = (inner: fc.Arbitrary<Node>) =>
      fc.record({
        kind: fc.constant('choose' as const),
        condition: tie('truth'),
        yes: inner,
        no: inner,
        at: fc.constant(at),
      });
    const compare = (left: fc.Arbitrary<Node>, right: fc.Arbitrary<Node>, operator = comparison) =>
      fc.record({ kind: fc.constant('compare' as const), operator, left, right, at: fc.constant(at) });
    const within = (operand: fc.Arbitrary<Node>, item: fc.Arbitrary<LiteralNode>) =>
      fc.record({
        kind: fc.constant('in' as const),
        operand,
        list: fc.array(item, { minLength: 1, maxLength: 3 }),
        at: fc.constant(at),
      });
    const call = (
      name: 'known' | 'unknown' | 'abs' | 'min' | 'max' | 'coalesce',
      ...args: fc.Arbitrary<Node>[]
    ): fc.Arbitrary<Node> => fc.tuple(...args).map((found) => ({ kind: 'call', name, args: found, at }));
    const arithmetic = (left: fc.Arbitrary<Node>, right: fc.Arbitrary<Node>, operators: ('+' | '-' | '*' | '/')[]) =>
      fc.record({
        kind: fc.constant('arithmetic' as const),
        operator: fc.constantFrom(...operators),
        left,
        right,
        at: fc.constant(at),
      });
    const label = withKnowledge ? fc.oneof(signal('l'), call('coalesce', signal('l'), textLiteral)) : signal('l');
    const equality = fc.constantFrom('==', '!=') as typeof comparison;
    const anything = signal(...Object.keys(SIGNALS));
    const knowledge: fc.Arbitrary<Node>[] = withKnowledge
      ? [call('known', anything), call('unknown', anything), call('coalesce', signal('f'), truthLiteral)]
      : [];
    return {
      number: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.oneof(signal('n', 'm.x'), numberLiteral),
        signal('n', 'm.x'),
        arithmetic(tie('number'), tie('number'), ['+', '-', '*', '/']),
        arithmetic(tie('date'), tie('date'), ['-']),
        tie('number').map(
          (operand): Node =>
            operand.kind === 'number' || operand.kind === 'negate' ? operand : { kind: 'negate', operand, at },
        ),
        call('abs', tie('number')),
        call('min', tie('number'), tie('number')),
        call('max', tie('number'), tie('number'), tie('number')),
        ...(withKnowledge ? [call('coalesce', signal('n', 'm.x'), numberLiteral)] : []),
        choose(tie('number')),
      ),
      date: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.oneof(signal('d'), dateLiteral),
        signal('d'),
        arithmetic(tie('date'), numberLiteral, ['+', '-']),
        choose(tie('date')),
      ),
      truth: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.oneof(signal('f', 'g.y'), truthLiteral),
        compare(tie('number'), tie('number')),
        compare(signal('n', 'm.x'), numberLiteral),
        compare(numberLiteral, signal('n', 'm.x')),
        compare(tie('date'), tie('date')),
        compare(label, textLiteral, equality),
        compare(textLiteral, label, equality),
        compare(tie('truth'), tie('truth'), equality),
        within(tie('number'), numberLiteral),
        within(tie('date'), dateLiteral),
        within(label, textLiteral),
        within(tie('truth'), truthLiteral),
        ...knowledge,
        tie('truth').map((operand): Node => (operand.kind === 'not' ? operand : { kind: 'not', operand, at })),
        fc.array(tie('truth'), { minLength: 2, maxLength: 3 }).map((parts) => chain('and', parts)),
        fc.array(tie('truth'), { minLength: 2, maxLength: 3 }).map((parts) => chain('or', parts)),
        choose(tie('truth')),
      ),
    };
  });
}

const anyExpression = grammar(true);
const plainExpression = grammar(false);
const expressionOf = (root: Node): Expression => ({ text: '', root });
const reader = (row: Row) => (name: string) => row[name] ?? null;
const rows = fc.array(rowArbitrary, { minLength: 1, maxLength: 12 });

function columnsOf(found: readonly Row[]): Map<string, Float64Array> {
  const cell = (value: Value | undefined) => {
    if (value === null || value === undefined) return Number.NaN;
    return typeof value === 'string' ? LABELS.indexOf(value) : Number(value);
  };
  return new Map(Object.keys(SIGNALS).map((name) => [name, Float64Array.from(found, (row) => cell(row[name]))]));
}

describe('columns', () => {
  test('a compiled condition gives in every row what evaluate gives', () => {
    fc.assert(
      fc.property(anyExpression.truth, rows, (root, found) => {
        const out = new Uint8Array(found.length).fill(9);
        compileColumns(expressionOf(root), catalogue, dictionary).run(columnsOf(found), found.length, out);
        expect([...out]).toEqual(found.map((row) => evaluate(expressionOf(root), reader(row)).truth));
      }),
      { numRuns: 2000 },
    );
  });

  test('a compiled number gives in every row what evaluate gives', () => {
    fc.assert(
      fc.property(anyExpression.number, rows, (root, found) => {
        const out = new Float64Array(found.length).fill(9);
        compileNumber(expressionOf(root), catalogue, dictionary).run(columnsOf(found), found.length, out);
        const expected = found.map((row) => evaluate(expressionOf(root), reader(row)).value ?? Number.NaN);
        expect([...out]).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('text', () => {
  const bare = (node: Node) => JSON.parse(JSON.stringify(node, (key, value) => (key === 'at' ? undefined : value)));

  test('printed and parsed again, an expression is the same, and passes the check', () => {
    fc.assert(
      fc.property(anyExpression.truth, (root) => {
        const text = printNode(root);
        fc.pre(text.length <= 2000);
        const parsed = parseExpression(text);
        expect(bare(parsed.root)).toEqual(bare(root));
        expect(checkExpression(parsed, catalogue)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('every condition can be said', () => {
    fc.assert(
      fc.property(anyExpression.truth, (root) => {
        expect(sentence(expressionOf(root), catalogue)).not.toMatch(/undefined|null|NaN|object/);
      }),
    );
  });

  test('no text at all makes the parser fail in any other way than by ExpressionError', () => {
    const fragments = fc.constantFrom(
      'a',
      '.',
      '(',
      ')',
      '[',
      ']',
      '<',
      '&&',
      '||',
      '!',
      '"',
      "'",
      '5',
      ' ',
      'in',
      'date(',
      '?',
      ':',
      '\\',
      '{',
      '\n',
      'é',
      '😀',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(fragments, { maxLength: 20 }).map((parts) => parts.join('')),
        ),
        (text) => {
          try {
            parseExpression(text);
          } catch (error) {
            expect(error).toMatchObject({ name: 'ExpressionError', position: { line: expect.any(Number) } });
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('three values', () => {
  const truth = fc.constantFrom<Truth>(0, 1, 2);

  test('De Morgan, double negation and distribution hold in the tables', () => {
    fc.assert(
      fc.property(truth, truth, truth, (a, b, c) => {
        expect(not(and(a, b))).toBe(or(not(a), not(b)));
        expect(not(or(a, b))).toBe(and(not(a), not(b)));
        expect(not(not(a))).toBe(a);
        expect(and(a, or(b, c))).toBe(or(and(a, b), and(a, c)));
      }),
    );
  });

  test('De Morgan holds for conditions of an account', () => {
    fc.assert(
      fc.property(anyExpression.truth, anyExpression.truth, rowArbitrary, (a, b, row) => {
        const negated = (operand: Node): Node => ({ kind: 'not', operand, at });
        const whole = evaluate(expressionOf(negated(chain('and', [a, b]))), reader(row));
        expect(evaluate(expressionOf(chain('or', [negated(a), negated(b)])), reader(row))).toEqual(whole);
      }),
    );
  });

  test('what is decided stays decided when unknown values become known', () => {
    fc.assert(
      fc.property(plainExpression.truth, rowArbitrary, rowArbitrary, (root, row, later) => {
        const before = evaluate(expressionOf(root), reader(row)).truth;
        fc.pre(before !== 2);
        const filled = (name: string) => row[name] ?? later[name] ?? null;
        expect(evaluate(expressionOf(root), filled).truth).toBe(before);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('evidence', () => {
  test('the decisive clauses alone keep a true condition true, and there are none for another', () => {
    fc.assert(
      fc.property(plainExpression.truth, rowArbitrary, (root, row) => {
        const expression = expressionOf(root);
        const decisive = decisiveClauses(expression, reader(row), catalogue);
        const isTrue = evaluate(expression, reader(row)).truth === 1;
        expect(decisive.length > 0).toBe(isTrue);
        expect(decisive.every((clause) => clause.truth === 1)).toBe(true);
        if (!isTrue) return;
        const texts = decisive.map((clause) => parseExpression(clause.text).root);
        const needed = new Set(
          texts.flatMap((node) => [...JSON.stringify(node).matchAll(/"name":"([^"]+)"/g)].map((m) => m[1])),
        );
        const onlyNeeded = (name: string) => (needed.has(name) ? reader(row)(name) : null);
        expect(evaluate(expression, onlyNeeded).truth).toBe(1);
      }),
      { numRuns: 1000 },
    );
  });

  test('evidence survives JSON and its clauses agree with evaluate', () => {
    fc.assert(
      fc.property(anyExpression.truth, rowArbitrary, (root, row) => {
        const evidence = explain(expressionOf(root), reader(row), catalogue);
        expect(JSON.parse(JSON.stringify(evidence))).toEqual(evidence.map((clause) => ({ ...clause })));
        for (const clause of evidence) {
          expect(evaluate(parseExpression(clause.text), reader(row)).truth).toBe(clause.truth);
          if (clause.truth === 1) expect(clause.distance).toBe(0);
        }
      }),
    );
  });
});
