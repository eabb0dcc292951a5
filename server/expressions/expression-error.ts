import type { Position } from './expression.ts';

/** An expression that cannot be used: what is wrong, where, and how to mend it. */
export class ExpressionError extends Error {
  readonly position: Position;
  readonly mend: string;

  constructor(message: string, position: Position, mend: string) {
    super(message);
    this.name = 'ExpressionError';
    this.position = position;
    this.mend = mend;
  }
}
