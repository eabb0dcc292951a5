import { type ClauseEvidence, explain } from '../../expressions/clauses.ts';
import type { Catalogue } from '../../expressions/declaration.ts';
import { evaluate, type ReadSignal } from '../../expressions/evaluate.ts';
import type { Expression } from '../../expressions/expression.ts';
import { formatValue, percent } from '../../expressions/format-value.ts';
import { describeClause } from '../../expressions/sentence.ts';

/** A clause with the account's value on the day, how far it is from being true, in words too, and the facts behind it. */
export interface ExplainedClause extends Omit<ClauseEvidence, 'truth'> {
  readonly truth: SaidTruth;
  readonly phrase: string;
  /** How far it is from true, as people say it: "9 days"; null where it is true, unknown, or not a matter of more or less. */
  readonly missing: string | null;
  /** The facts that its signal comes from; null for a computed value. */
  readonly from: string | null;
}

export type SaidTruth = 'true' | 'false' | 'unknown';

export interface ExplainedCondition {
  readonly truth: SaidTruth;
  readonly clauses: readonly ExplainedClause[];
}

/** The words of the three truths, by their number. */
export const SAID = ['false', 'true', 'unknown'] as const;

/** A condition for one account, clause by clause; `read` is asked for canonical names. */
export function explainCondition(
  expression: Expression,
  read: ReadSignal,
  catalogue: Catalogue,
  currency: string,
): ExplainedCondition {
  const canonical: ReadSignal = (name) => read(catalogue.get(name)?.name ?? name);
  return {
    truth: SAID[evaluate(expression, canonical).truth],
    clauses: explain(expression, read, catalogue).map((clause) => ({
      ...clause,
      truth: SAID[clause.truth],
      phrase: describeClause(clause, { currency }),
      missing: sayMissing(clause, currency),
      from: clause.signal === null ? null : (catalogue.get(clause.signal)?.from ?? null),
    })),
  };
}

/** A distance is an amount: a change of 9 % is 9 % away, not +9 %, and between two dates lie days. */
function sayMissing({ distance, unit }: ClauseEvidence, currency: string): string | null {
  if (distance === null || distance === 0) return null;
  if (unit === 'ratio') return percent(distance);
  return formatValue(distance, unit === 'date' ? 'days' : unit, { currency });
}
