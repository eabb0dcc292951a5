import { parse } from '@bufbuild/cel';
import type { Expression, Position } from './expression.ts';
import { ExpressionError } from './expression-error.ts';
import { restrict } from './restrict.ts';

export type { Expression } from './expression.ts';
export { ExpressionError } from './expression-error.ts';

const LONGEST_TEXT = 2000;

/**
 * Parses the text of an expression (CEL, see https://cel.dev) into the restricted language of `expression.ts`: literals,
 * signals, comparisons, arithmetic, logic, `?:`, `in` and a few pure functions. Names are not resolved here
 * (`check.ts` does). At most 2000 characters, 200 parts and 40 levels. Throws `ExpressionError`.
 */
export function parseExpression(text: string): Expression {
  const at = (offset: number) => positionAt(text, offset);
  if (text.trim() === '') {
    throw new ExpressionError('The expression is empty.', at(0), 'Write a condition such as health.score < 60.');
  }
  if (text.length > LONGEST_TEXT) {
    throw new ExpressionError(
      `The expression has ${text.length} characters, more than ${LONGEST_TEXT}.`,
      at(LONGEST_TEXT),
      'Shorten it, or split it into several conditions.',
    );
  }
  return { text, root: restrict(syntaxTree(text), at) };
}

type ParsedText = ReturnType<typeof parse>;

function syntaxTree(text: string): ParsedText {
  try {
    return parse(text);
  } catch (error) {
    throw readable(error, text);
  }
}

function readable(error: unknown, text: string): ExpressionError {
  if (error instanceof RangeError) {
    return new ExpressionError(
      'The expression is nested too deeply.',
      positionAt(text, 0),
      'Remove brackets that are not needed.',
    );
  }
  const quote = unclosedQuote(text);
  if (quote !== -1) {
    return new ExpressionError('This quote is not closed.', positionAt(text, quote), 'Close it with the same quote.');
  }
  const offset = errorOffset(error);
  const rest = text.slice(offset);
  const position = positionAt(text, offset);
  for (const [pattern, message, mend] of SLIPS) {
    const found = pattern.exec(rest);
    if (found) return new ExpressionError(message.replace('…', found[0].trim()), position, mend);
  }
  const word = /^[\w.]+|^[\s\S]/.exec(rest)?.[0] ?? '';
  return word === ''
    ? new ExpressionError('The expression ends too early.', position, 'Complete it, or close the bracket or quote.')
    : new ExpressionError(
        `The expression cannot be read from "${word}" on.`,
        position,
        'Check what stands before and after it: a value, a quote or a bracket may be missing.',
      );
}

/** What people write by habit from elsewhere: how the unreadable rest begins, what to say, how to mend it. */
const SLIPS: readonly (readonly [pattern: RegExp, message: string, mend: string])[] = [
  [/^and\b/i, '"…" is not an operator here.', 'Write && for "and".'],
  [/^or\b/i, '"…" is not an operator here.', 'Write || for "or".'],
  [/^not\s+in\b/i, '"…" is not an operator here.', "Write !(account.stage in ['adoption', 'renewal'])."],
  [/^is\b/i, '"…" is not an operator here.', 'Write == to compare, or known(…) and unknown(…).'],
  [/^<>/, '"…" is not an operator here.', 'Write != for "is not".'],
  [/^=</, '"…" is not an operator here.', 'Write <= for "at most".'],
  [/^={1,3}/, '"…" is not an operator here.', 'Write == to compare.'],
  [/^≤/, '"…" is not an operator here.', 'Write <= for "at most".'],
  [/^≥/, '"…" is not an operator here.', 'Write >= for "at least".'],
  [/^≠/, '"…" is not an operator here.', 'Write != for "is not".'],
  [/^−/, '"…" is not a minus sign here.', 'Write a plain hyphen: -0.3.'],
  [/^&/, 'A single "…" is not an operator.', 'Write && for "and".'],
  [/^\|/, 'A single "…" is not an operator.', 'Write || for "or".'],
  [/^[“”„‘’«»]/, '"…" does not quote a text here.', "Write plain quotes: 'adoption'."],
  [/^[)\]]/, 'The bracket "…" closes nothing.', 'Remove it, or open one before it.'],
  [/^%/, '"…" is not understood here.', 'Write percentages as fractions: 0.3 for 30 %.'],
  [
    /^(<=|>=|[<>!+*/-])\s*$/,
    'Something is missing after "…".',
    'Write what to compare with, such as health.score < 60.',
  ],
];

function unclosedQuote(text: string): number {
  return text.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, (quoted) => ' '.repeat(quoted.length)).search(/['"]/);
}

function errorOffset(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('location' in error)) return 0;
  const { location } = error as { location?: { start?: { offset?: unknown } } };
  const offset = location?.start?.offset;
  return typeof offset === 'number' ? offset : 0;
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1, offset };
}
