import type { ClauseEvidence } from './clauses.ts';
import type { Catalogue } from './declaration.ts';
import type { Expression } from './expression.ts';
import { type FormatOptions, formatValue, percent } from './format-value.ts';
import { normalForm } from './normal-form.ts';
import { conditionPhrase, phraseOf } from './phrase.ts';
import { change, criterion, isOrder, measure, verb } from './predicate.ts';
import { unitOf } from './unit-of.ts';

export { formatValue } from './format-value.ts';

/**
 * The expression in plain English, without capital and full stop: "health score is below 60 and logins in the last 28
 * days fell by 30 % or more".
 */
export function sentence(expression: Expression, catalogue: Catalogue, options: FormatOptions = {}): string {
  const { root } = expression;
  if (unitOf(root, catalogue) !== 'flag') return phraseOf(root, catalogue, options);
  return conditionPhrase(normalForm(root), catalogue, options);
}

/**
 * What an account shows for a clause, and in brackets what was asked: "days since last activity is 52 (45 or more)",
 * "logins in the last 28 days fell 46 % (a fall of 30 % or more)", "health score is 72 (not below 60)".
 */
export function describeClause(evidence: ClauseEvidence, options: FormatOptions = {}): string {
  const { title, unit, operator, value } = evidence;
  if (typeof value === 'boolean' && !evidence.isAssumed) return `${title}: ${formatValue(value, 'flag')}`;
  if (value === null) return `${unknownSubject(evidence)} unknown`;
  const asked = askedFor(evidence, options);
  const brackets = asked === '' ? '' : ` (${asked})`;
  if (isChange(evidence) && typeof value === 'number') return `${title} ${changed(evidence, value)}${brackets}`;
  const exact = operator !== 'in' && roundingMisleads(evidence, options);
  if (evidence.isAssumed && asked !== '' && isOrder(operator))
    return `${unknownSubject(evidence)} unknown, which counts as ${asked}`;
  if (evidence.isAssumed)
    return `${unknownSubject(evidence)} unknown, taken as ${measure(value, unit, title, { ...options, exact })}${brackets}`;
  return `${title} ${verb(title, unit)} ${measure(value, unit, title, { ...options, exact })}${brackets}`;
}

function unknownSubject(evidence: ClauseEvidence): string {
  const { title, unit } = evidence;
  if (unit === 'flag') return `whether ${title} is`;
  return isChange(evidence) ? `the change in ${title} is` : `${title} ${verb(title, unit)}`;
}

/** Whether the clause is about a change as such, said with "fell" and "rose". */
function isChange({ unit, signal }: ClauseEvidence): boolean {
  return unit === 'ratio' && signal !== null;
}

function askedFor(evidence: ClauseEvidence, options: FormatOptions): string {
  const { operator, threshold, unit, title, truth } = evidence;
  if (threshold === null || operator === 'known' || operator === 'unknown') return '';
  if (operator === '==' || operator === 'in') {
    return truth === 1 ? '' : `not ${criterion(operator, threshold, unit, title, options)}`;
  }
  if (operator === '!=' || operator === 'not in') {
    return truth === 1 ? criterion(operator, threshold, unit, title, options) : 'excluded';
  }
  if (isChange(evidence) && typeof threshold === 'number') {
    return change(truth === 1 ? operator : OPPOSITE[operator], threshold).noun;
  }
  const asked = criterion(operator, threshold, unit, title, options);
  return truth === 1 ? asked : `not ${asked}`;
}

const OPPOSITE = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const;

function changed(evidence: ClauseEvidence, value: number): string {
  if (value === 0) return 'did not change';
  const exact = roundingMisleads(evidence, {});
  return `${value < 0 ? 'fell' : 'rose'} ${percent(Math.abs(value), { exact })}`;
}

/** Whether a value rounds to the very threshold that it misses: 29.6 % must not read as 30 %. */
function roundingMisleads({ value, threshold, unit, operator }: ClauseEvidence, options: FormatOptions): boolean {
  if (typeof value !== 'number' || typeof threshold !== 'number' || value === threshold) return false;
  const exact = { ...options, exact: true };
  return isOrder(operator) && formatValue(value, unit, options) === formatValue(threshold, unit, exact);
}
