import { parse } from '@bufbuild/cel';
import { LRUCache } from 'lru-cache';
import type { Expression, Position } from './expression.ts';
import { ExpressionError } from './expression-error.ts';
import { readable } from './readable-error.ts';
import { restrict } from './restrict.ts';

export type { Expression } from './expression.ts';
export { ExpressionError } from './expression-error.ts';

const LONGEST_TEXT = 2000;
/** The same few hundred conditions are read again and again. */
const parsed = new LRUCache<string, Expression>({ max: 2000 });

/**
 * Parses the text of an expression (CEL, see https://cel.dev) into the restricted language of `expression.ts`: literals,
 * signals, comparisons, arithmetic, logic, `?:`, `in` and a few pure functions. Names are not resolved here
 * (`check.ts` does). At most 2000 characters, 200 parts and 40 levels. Throws `ExpressionError`.
 */
export function parseExpression(text: string): Expression {
  const known = parsed.get(text);
  if (known) return known;
  const expression = parseAnew(text);
  parsed.set(text, expression);
  return expression;
}

function parseAnew(text: string): Expression {
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
  // The parser gives an operator the place of the blank before it.
  const skipBlanks = (offset: number) => offset + (/^\s*/.exec(text.slice(offset))?.[0].length ?? 0);
  return { text, root: restrict(syntaxTree(text), (offset) => at(skipBlanks(offset))) };
}

type ParsedText = ReturnType<typeof parse>;

function syntaxTree(text: string): ParsedText {
  try {
    // The parser wants a line break after a comment.
    return parse(`${text}\n`);
  } catch (error) {
    throw readable(error, text, (offset) => positionAt(text, offset));
  }
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1, offset };
}
