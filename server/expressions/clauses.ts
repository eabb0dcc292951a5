import type { Unit } from './declaration.ts';
import type { ComparisonOperator } from './expression.ts';
import type { Truth } from './truth.ts';

export type ClauseOperator = ComparisonOperator | 'in' | 'not in' | 'known' | 'unknown';
export type ClauseValue = number | string | boolean | null;

/**
 * One leaf comparison with the values of an account, as kept with a situation (plain JSON).
 *
 * `signal` is null when the left side is computed from several signals; `title` then says the computation.
 * `threshold` is what `value` was compared with; dates are epoch days, money minor units.
 * `distance` is how far `value` is from making the clause true, in its unit: 0 when it is true, null when unknown or not
 * a matter of more or less.
 */
export interface ClauseEvidence {
  readonly text: string;
  readonly signal: string | null;
  readonly title: string;
  readonly unit: Unit;
  readonly operator: ClauseOperator;
  readonly threshold: ClauseValue | readonly ClauseValue[];
  readonly value: ClauseValue;
  readonly truth: Truth;
  readonly distance: number | null;
}
