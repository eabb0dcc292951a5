import { compileColumns } from '../expressions/compile-columns.ts';
import type { Catalogue } from '../expressions/declaration.ts';
import { parseExpression } from '../expressions/parse.ts';
import type { LabelCodes, SignalColumns } from '../signals/signal-group.ts';
import { type HealthComponent, type HealthModel, type HealthVariant, pointsOf } from './health-model.ts';

/** Health of every row on a day: NaN where there is not enough data. */
export interface Assessment {
  readonly score: Float64Array;
  /** Share of the model's weight that was known, 0 to 1. */
  readonly coverage: Float64Array;
  readonly components: ReadonlyMap<string, Float64Array>;
}

/**
 * Scores every row: an indicator that is unknown drops out and its weight is shared within the component, a component without any drops
 * out of the score; below the least coverage there is no score. Scores have one decimal.
 */
export function assess(
  model: HealthModel,
  columns: SignalColumns,
  rows: number,
  catalogue: Catalogue,
  labels: LabelCodes,
): Assessment {
  const unknown = () => new Float64Array(rows).fill(Number.NaN);
  const assessment = {
    score: unknown(),
    coverage: new Float64Array(rows),
    components: new Map<string, Float64Array>(),
  };
  for (const key of ['engagement', 'success', 'satisfaction', 'financial']) assessment.components.set(key, unknown());
  const isTaken = new Uint8Array(rows);
  for (const variant of model.variants) {
    const mine = rowsOf(variant, columns, rows, catalogue, labels, isTaken);
    assessVariant(variant, model.minimum_coverage, columns, mine, assessment);
  }
  return assessment;
}

/** 1 for the rows that a variant scores: those it is for and that no earlier variant took. */
function rowsOf(
  variant: HealthVariant,
  columns: SignalColumns,
  rows: number,
  catalogue: Catalogue,
  labels: LabelCodes,
  isTaken: Uint8Array,
): Uint8Array {
  const mine = new Uint8Array(rows).fill(1);
  if (variant.for !== null) {
    const compiled = compileColumns(parseExpression(variant.for), catalogue, (signal, label) =>
      labels.codeOf(signal, label),
    );
    compiled.run(columns, rows, mine);
  }
  for (let row = 0; row < rows; row++) {
    mine[row] = mine[row] === 1 && isTaken[row] === 0 ? 1 : 0;
    isTaken[row]! |= mine[row]!;
  }
  return mine;
}

function assessVariant(
  variant: HealthVariant,
  minimumCoverage: number,
  columns: SignalColumns,
  mine: Uint8Array,
  { score, coverage, components }: Assessment,
): void {
  const rows = mine.length;
  const sum = new Float64Array(rows);
  const weight = new Float64Array(rows);
  for (const component of variant.components) {
    const { points, known } = assessComponent(component, columns, rows);
    const out = components.get(component.key)!;
    for (let row = 0; row < rows; row++) {
      if (mine[row] === 0 || !(known[row]! > 0)) continue;
      out[row] = oneDecimal(points[row]!);
      sum[row]! += points[row]! * component.weight;
      weight[row]! += component.weight;
      coverage[row]! += (component.weight / 100) * known[row]!;
    }
  }
  for (let row = 0; row < rows; row++) {
    if (mine[row] === 0) continue;
    coverage[row] = Math.round(coverage[row]! * 1e6) / 1e6;
    if (weight[row]! > 0 && coverage[row]! >= minimumCoverage) score[row] = oneDecimal(sum[row]! / weight[row]!);
  }
}

/** Points of a component, and the share of its weight that is known. */
function assessComponent(
  component: HealthComponent,
  columns: SignalColumns,
  rows: number,
): { points: Float64Array; known: Float64Array } {
  const points = new Float64Array(rows);
  const known = new Float64Array(rows);
  let total = 0;
  for (const indicator of component.indicators) {
    const values = columns.get(indicator.signal);
    total += indicator.weight;
    if (!values) continue;
    for (let row = 0; row < rows; row++) {
      const value = values[row]!;
      if (Number.isNaN(value)) continue;
      points[row]! += indicator.weight * pointsOf(indicator.points, value);
      known[row]! += indicator.weight;
    }
  }
  for (let row = 0; row < rows; row++) {
    if (known[row] === 0) continue;
    points[row]! /= known[row]!;
    known[row]! /= total;
  }
  return { points, known };
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
