import { type ClauseEvidence, decisiveClauses, explain } from '../expressions/clauses.ts';
import type { Catalogue } from '../expressions/declaration.ts';
import type { ReadSignal } from '../expressions/evaluate.ts';
import type { Expression } from '../expressions/expression.ts';
import { describeClause, formatValue } from '../expressions/sentence.ts';
import { TRUE } from '../expressions/truth.ts';

/**
 * Which values moved an account over the line of a rule, in words: "seats sold are 260 (250 or more), 240 before". Without values of before
 * (`before` null), what is true now of those who came, and what is not of those who left.
 */
export function sayMove(
  rule: Expression,
  direction: 'in' | 'out',
  now: ReadSignal,
  before: ReadSignal | null,
  catalogue: Catalogue,
  currency: string,
): string {
  const clauses = explain(rule, now, catalogue);
  const earlier = before === null ? null : explain(rule, before, catalogue);
  const wasTrue = (index: number) => earlier?.[index]?.truth === TRUE;
  const crossed = clauses
    .map((clause, index) => ({ clause, index }))
    .filter(({ clause, index }) =>
      direction === 'in' ? clause.truth === TRUE && !wasTrue(index) : clause.truth !== TRUE && wasTrue(index),
    );
  if (earlier === null || crossed.length === 0)
    return standing(rule, direction, now, catalogue)
      .map((clause) => describeClause(clause, { currency }))
      .join(', ');
  return crossed.map(({ clause, index }) => sayChange(clause, earlier[index]!, currency)).join(', ');
}

function standing(rule: Expression, direction: 'in' | 'out', now: ReadSignal, catalogue: Catalogue): ClauseEvidence[] {
  return direction === 'in'
    ? decisiveClauses(rule, now, catalogue)
    : explain(rule, now, catalogue).filter((clause) => clause.truth !== TRUE);
}

function sayChange(clause: ClauseEvidence, earlier: ClauseEvidence, currency: string): string {
  const said = describeClause(clause, { currency });
  if (earlier.value === null || earlier.value === clause.value) return said;
  return `${said}, ${formatValue(earlier.value, clause.unit, { currency })} before`;
}
