import { type ClauseEvidence, explain } from '../../expressions/clauses.ts';
import type { Catalogue } from '../../expressions/declaration.ts';
import { evaluate, type ReadSignal } from '../../expressions/evaluate.ts';
import type { Expression } from '../../expressions/expression.ts';
import { describeClause } from '../../expressions/sentence.ts';

/** A clause with the account's value on the day, how far it is from being true, in words too, and the facts behind it. */
export interface ExplainedClause extends Omit<ClauseEvidence, 'truth'> {
  readonly truth: SaidTruth;
  readonly phrase: string;
  /** The facts that its signal comes from; null for a computed value. */
  readonly from: string | null;
}

export type SaidTruth = 'true' | 'false' | 'unknown';

export interface ExplainedCondition {
  readonly truth: SaidTruth;
  readonly clauses: readonly ExplainedClause[];
}

const SAID = ['false', 'true', 'unknown'] as const;

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
      from: clause.signal === null ? null : (catalogue.get(clause.signal)?.from ?? null),
    })),
  };
}
