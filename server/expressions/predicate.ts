import type { Unit } from './declaration.ts';
import type { ClauseOperator } from './expression.ts';
import { type FormatOptions, formatValue, percent, plain } from './format-value.ts';

type Plain = number | string | boolean | null;
export type Threshold = Plain | readonly Plain[];

/** "is" or "are", as the title asks: "open tickets are", "days since last activity is" (a measure). */
export function verb(title: string, unit: Unit): string {
  if (unit !== 'count' && unit !== 'seats' && unit !== 'ratio') return 'is';
  const head = title.split(
    /\s(?:in|of|since|for|to|on|until|with|from|at|per|by|against|over|after|before|without)\s/,
  )[0];
  const noun =
    head
      ?.trim()
      .split(/\s+/)
      .findLast((word) => !STATES.has(word)) ?? '';
  return /[^sui]s$/.test(noun) || noun === 'people' ? 'are' : 'is';
}

/** What stands after the noun that is counted: "seats sold", "urgent tickets open", "contacts who left". */
const STATES = new Set('active late left open opened overdue paid planned reopened sold used who'.split(' '));

/** A value beside its title: without the unit where the title says it ("days since last activity is 52"). */
export function measure(value: Plain, unit: Unit, title: string, options: FormatOptions = {}): string {
  const noun = unit === 'days' || unit === 'seats' || unit === 'points' ? unit.slice(0, -1) : undefined;
  if (noun !== undefined && typeof value === 'number' && new RegExp(`\\b${noun}s?\\b`, 'i').test(title)) {
    return plain(value, options);
  }
  return formatValue(value, unit, options);
}

/** What is asked of a value: "below 60", "45 or more", "before 1 Mar 2026", "adoption or renewal". */
export function criterion(
  operator: ClauseOperator,
  threshold: Threshold,
  unit: Unit,
  title: string,
  options: FormatOptions = {},
): string {
  if (operator === 'known' || operator === 'unknown') return operator;
  const exact = { ...options, exact: true };
  const values = Array.isArray(threshold) ? threshold : [threshold];
  const text = alternatives(onceEach(values.map((value: Plain) => measure(value, unit, title, exact))));
  return wording(operator, text, unit);
}

/** Labels that differ only in how they are written ("mid market", "Mid-Market") are said once, in the first way. */
function onceEach(items: readonly string[]): string[] {
  const said = new Map<string, string>();
  for (const item of items) {
    const heard = item.toLowerCase().replaceAll('-', ' ');
    if (!said.has(heard)) said.set(heard, item);
  }
  return [...said.values()];
}

/** The words of an operator around a threshold that is already words. */
export function wording(operator: ClauseOperator, text: string, unit: Unit): string {
  if (operator === '==' || operator === 'in') return text;
  if (operator === '!=' || operator === 'not in') return `not ${text}`;
  if (operator === 'known' || operator === 'unknown') return operator;
  if (unit === 'date') return `${DATE_WORDS[operator]} ${text}`;
  const counted = unit === 'count' || unit === 'days' || unit === 'seats';
  switch (operator) {
    case '<':
      return `${counted ? 'fewer than' : 'below'} ${text}`;
    case '<=':
      return `${text} or ${counted ? 'fewer' : 'less'}`;
    case '>':
      return `${counted ? 'more than' : 'above'} ${text}`;
    case '>=':
      return `${text} or more`;
  }
}

const DATE_WORDS = { '<': 'before', '<=': 'on or before', '>': 'after', '>=': 'on or after' } as const;

type Order = '<' | '<=' | '>' | '>=';

export function isOrder(operator: ClauseOperator): operator is Order {
  return operator === '<' || operator === '<=' || operator === '>' || operator === '>=';
}

/** A bound on a change, as a verb ("fell by 30 % or more") and as a noun ("a fall of 30 % or more"). */
export function change(operator: Order, threshold: number): { readonly verb: string; readonly noun: string } {
  const down = operator === '<' || operator === '<=';
  // Below a negative or above a positive bound the change itself is meant; elsewhere its opposite is ruled out.
  const meant = threshold === 0 ? operator === '<' || operator === '>' : down === threshold < 0;
  const fall = down === meant;
  const including = meant ? operator === '<=' || operator === '>=' : operator === '<' || operator === '>';
  const size = percent(Math.abs(threshold), { exact: true });
  const [verb, noun] = meant ? [fall ? 'fell' : 'rose', fall ? 'a fall' : 'a rise'] : NOT_MEANT[fall ? 'fall' : 'rise'];
  if (threshold === 0) return { verb, noun };
  return including
    ? { verb: `${verb} by ${size} or more`, noun: `${noun} of ${size} or more` }
    : { verb: `${verb} by more than ${size}`, noun: `${noun} of more than ${size}` };
}

const NOT_MEANT = { fall: ['did not fall', 'no fall'], rise: ['did not rise', 'no rise'] } as const;

/** "a", "a or b", "a, b or c". */
export function alternatives(items: readonly string[], word = 'or'): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
}
