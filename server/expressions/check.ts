import type { Position } from './expression.ts';

/** One thing wrong with an expression: what, where, and how to mend it. */
export interface ExpressionFinding {
  readonly message: string;
  readonly position: Position;
  readonly mend: string;
}
