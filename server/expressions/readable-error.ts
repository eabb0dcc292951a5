import { parse } from '@bufbuild/cel';
import type { Position } from './expression.ts';
import { ExpressionError } from './expression-error.ts';

/**
 * The error of the CEL parser for people: at the place where the trouble is rather than where the parser gave up, and
 * with the usual slips named. `place` gives the position for an offset of `text`.
 */
export function readable(error: unknown, text: string, place: (offset: number) => Position): ExpressionError {
  if (error instanceof RangeError) {
    return new ExpressionError(
      'The expression is nested too deeply.',
      place(0),
      'Remove brackets that are not needed.',
    );
  }
  const masked = text.replace(QUOTED, (quoted) => `'${'_'.repeat(quoted.length - 2)}'`);
  const quote = masked.replace(QUOTED, (quoted) => ' '.repeat(quoted.length)).search(/['"]/);
  if (quote !== -1)
    return new ExpressionError('This quote is not closed.', place(quote), 'Close it with the same quote.');
  const bracket = oddBracket(masked);
  if (bracket !== undefined) {
    return /[([{]/.test(masked.charAt(bracket))
      ? new ExpressionError('This bracket is not closed.', place(bracket), 'Close it, or remove it.')
      : new ExpressionError('This bracket closes nothing.', place(bracket), 'Remove it, or open one before it.');
  }
  const found = offsetOf(error);
  if (found === undefined) {
    const reason = error instanceof Error ? error.message : String(error);
    return new ExpressionError(`The expression cannot be read: ${reason}.`, place(0), 'Check the texts in it.');
  }
  const offset = troubleWithin(masked, found);
  return troubleAt(text.slice(offset), place(offset));
}

const QUOTED = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g;
/** The parser stops before an operator when it cannot read what follows it. */
const GOOD_OPERATOR = /^(?:==(?!=)|!=|<(?!>)=?|>=?|&&|\|\||[-+*/]|in\b)\s*/;

function troubleAt(rest: string, position: Position): ExpressionError {
  if (rest.trim() === '') {
    return new ExpressionError('Something is missing here.', position, 'Write what to compare with.');
  }
  for (const [pattern, message, mend] of SLIPS) {
    const slip = pattern.exec(rest);
    if (slip) return new ExpressionError(message.replace('…', slip[0]), position, mend);
  }
  return new ExpressionError(
    `The expression cannot be read from "${/^[\w.]+|^[\s\S]/u.exec(rest)?.[0]}" on.`,
    position,
    'Check what stands before and after it: a value, a quote or an operator may be missing.',
  );
}

/** Where the trouble is when the parser gave up at `found`: behind an operator, or inside the bracket that it could not read. */
function troubleWithin(text: string, found: number, levels = 8): number {
  const offset = found + (GOOD_OPERATOR.exec(text.slice(found))?.[0].length ?? 0);
  if (levels === 0 || !/[([]/.test(text.charAt(offset))) return offset;
  let start = offset + 1;
  let depth = 0;
  for (let end = start; end < text.length; end += 1) {
    const sign = text.charAt(end);
    if (depth === 0 && /[,)\]]/.test(sign)) {
      const trouble = troubleOf(text.slice(start, end), levels - 1);
      if (trouble !== undefined) return start + trouble;
      if (sign !== ',') return offset;
      start = end + 1;
    }
    if (/[([{]/.test(sign)) depth += 1;
    if (/[)\]}]/.test(sign)) depth -= 1;
  }
  return offset;
}

function troubleOf(part: string, levels: number): number | undefined {
  try {
    parse(part);
    return undefined;
  } catch (error) {
    return troubleWithin(part, offsetOf(error) ?? 0, levels);
  }
}

/** The first bracket that closes nothing, else the last one that is not closed. */
function oddBracket(text: string): number | undefined {
  const open: number[] = [];
  for (const { 0: sign, index } of text.matchAll(/[()[\]{}]/g)) {
    if ('([{'.includes(sign)) open.push(index);
    else if (open.pop() === undefined) return index;
  }
  return open.at(-1);
}

function offsetOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('location' in error)) return undefined;
  const { location } = error as { location?: { start?: { offset?: unknown } } };
  const offset = location?.start?.offset;
  return typeof offset === 'number' ? offset : undefined;
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
  [/^\?/, 'What follows "…" cannot be read.', 'Write condition ? one : other.'],
  [/^%/, '"…" is not understood here.', 'Write percentages as fractions: 0.3 for 30 %.'],
];
