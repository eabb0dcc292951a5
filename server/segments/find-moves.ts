import { type CompiledExpression, compileColumns } from '../expressions/compile-columns.ts';
import type { Catalogue } from '../expressions/declaration.ts';
import type { Expression } from '../expressions/expression.ts';
import { ExpressionError, parseExpression } from '../expressions/parse.ts';
import { FALSE, TRUE } from '../expressions/truth.ts';
import type { Rows } from '../signals/columns/rows.ts';
import type { LabelCodes, SignalColumns } from '../signals/signal-group.ts';
import type { Segment } from './segment.ts';

/** The signals of a morning, as diagnoses compute or keep them. */
export interface Morning {
  readonly rows: Rows;
  readonly columns: SignalColumns;
  readonly catalogue: Catalogue;
  readonly labels: LabelCodes;
}

export interface CompiledSegment {
  readonly segment: Segment;
  readonly rule: Expression;
  readonly compiled: CompiledExpression;
}

/** An account that is on the other side of a segment's rule than it was. */
export interface Move {
  readonly segment: Segment;
  readonly rule: Expression;
  readonly row: number;
  readonly slot: number;
  readonly direction: 'in' | 'out';
}

/** Segments ready to be asked; one whose rule names a signal that is gone is left out, and keeps its members. */
export function compileSegments(
  segments: readonly Segment[],
  { catalogue, labels }: Pick<Morning, 'catalogue' | 'labels'>,
): CompiledSegment[] {
  return segments.flatMap((segment) => {
    try {
      const rule = parseExpression(segment.rule);
      const compiled = compileColumns(rule, catalogue, (signal, label) => labels.codeOf(signal, label));
      return [{ segment, rule, compiled }];
    } catch (error) {
      if (error instanceof ExpressionError) return [];
      throw error;
    }
  });
}

/** Who moves: true brings in, false takes out, and what is unknown moves nobody. `isMember` and `isSettled` are asked for slots. */
export function findMoves(
  { segment, rule, compiled }: CompiledSegment,
  { rows, columns }: Pick<Morning, 'rows' | 'columns'>,
  isMember: (slot: number) => boolean,
  isSettled: (slot: number) => boolean,
): Move[] {
  const truth = new Uint8Array(rows.count);
  compiled.run(columns, rows.count, truth);
  const moves: Move[] = [];
  for (let row = 0; row < rows.count; row++) {
    const slot = rows.slots[row]!;
    const crosses = isMember(slot) ? truth[row] === FALSE : truth[row] === TRUE;
    if (crosses && !isSettled(slot))
      moves.push({ segment, rule, row, slot, direction: truth[row] === TRUE ? 'in' : 'out' });
  }
  return moves;
}
