import type { Catalogue } from '../expressions/declaration.ts';
import { evaluate } from '../expressions/evaluate.ts';
import { parseExpression } from '../expressions/parse.ts';
import { readRow } from '../signals/read-row.ts';
import type { LabelCodes, SignalColumns } from '../signals/signal-group.ts';
import { variantFor, whatMoved } from './explain-health.ts';
import type { HealthModel } from './health-model.ts';

/** For each of these rows, which components moved the score between two days, in words. */
export function explainMove(
  rows: readonly number[],
  model: HealthModel,
  before: SignalColumns,
  now: SignalColumns,
  catalogue: Catalogue,
  labels: LabelCodes,
): string[] {
  return rows.map((row) => {
    const read = (columns: SignalColumns) => (component: string) => {
      const value = columns.get(`health.${component}`)?.[row];
      return value === undefined || Number.isNaN(value) ? null : value;
    };
    const variant = variantFor(model, (condition) => {
      const expression = parseExpression(condition);
      return evaluate(expression, readRow(now, row, catalogue, labels)).truth === 1;
    });
    return whatMoved(variant, read(before), read(now));
  });
}
