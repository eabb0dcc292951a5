import type { Expression } from '../../expressions/expression.ts';
import { TRUE, UNKNOWN } from '../../expressions/truth.ts';
import type { Past } from '../backtest/open-past.ts';
import type { SnapshotQuestion } from '../backtest/test-snapshots.ts';
import { conditionAssuming, type TunableClause } from './tune-condition.ts';

/** What a threshold would give, all else as it is. Shares 0 to 1, null where nothing is to be divided by. */
export interface CurvePoint {
  readonly threshold: number;
  readonly flagged: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

/** The values that a threshold can sensibly take, from what the signal was. */
export interface ThresholdRange {
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

export interface Curve {
  readonly range: ThresholdRange;
  readonly points: readonly CurvePoint[];
}

const POINTS = 40;

/**
 * Precision and recall of the condition for every threshold of one clause. The condition is asked twice, with the clause taken to be true and
 * to be false; rows for which that makes a difference depend on the signal's value alone, so that all thresholds are counted in one pass.
 */
export function traceCurve(
  past: Past,
  expression: Expression,
  clause: TunableClause,
  question: Omit<SnapshotQuestion, 'when'>,
): Curve | null {
  if (clause.signal === null || clause.threshold === null || clause.operator === null) return null;
  const rows = collect(past, expression, clause, question);
  if (rows.values.length === 0) return null;
  const range = rangeOf(rows.values, clause.threshold, isFraction(clause.unit));
  const count = Math.min(POINTS, Math.round((range.most - range.least) / range.step));
  const thresholds = Array.from({ length: count + 1 }, (_, i) => {
    const at = range.least + ((range.most - range.least) * i) / Math.max(1, count);
    return rounded(Math.round(at / range.step) * range.step);
  });
  const points = [...new Set([...thresholds, clause.threshold])].sort((a, b) => a - b);
  return { range, points: points.map((threshold) => pointAt(threshold, clause, rows)) };
}

/** The values that the thresholds of some clauses can sensibly take, from what their signals were on the asked days. */
export function thresholdRanges(
  past: Past,
  clauses: readonly TunableClause[],
  { days, exists }: Pick<SnapshotQuestion, 'days' | 'exists'>,
): (ThresholdRange & { readonly index: number })[] {
  const sampled = days.filter((_, i) => i % Math.ceil(days.length / SAMPLED_DAYS) === 0);
  return clauses.flatMap(({ index, signal, threshold, unit }) => {
    if (signal === null || threshold === null) return [];
    const values = sampled.flatMap((day) => [
      ...past
        .columnsOn(past.placeOf(day))
        .get(signal)!
        .filter((value, row) => exists[row] === 1 && !Number.isNaN(value)),
    ]);
    return [{ index, ...rangeOf(values.length > 0 ? values : [0, threshold], threshold, isFraction(unit)) }];
  });
}

const SAMPLED_DAYS = 13;

function isFraction(unit: TunableClause['unit']): boolean {
  return unit === 'ratio' || unit === 'share';
}

interface Rows {
  /** Values that decide, and whether the outcome followed. */
  readonly values: number[];
  readonly isPositive: boolean[];
  /** Rows that are flagged whatever the threshold. */
  always: number;
  alwaysPositive: number;
  positives: number;
}

function collect(
  past: Past,
  expression: Expression,
  clause: TunableClause,
  { days, eligible, truth, horizon, exists }: Omit<SnapshotQuestion, 'when'>,
): Rows {
  const [ifTrue, ifFalse] = [true, false].map((value) =>
    past.truthOf(conditionAssuming(expression, clause.index, value)),
  );
  const [mayCount, outcome] = [past.truthOf(eligible), past.truthOf(truth, horizon)];
  const rows: Rows = { values: [], isPositive: [], always: 0, alwaysPositive: 0, positives: 0 };
  for (const day of days) {
    const at = past.placeOf(day);
    const signal = past.columnsOn(at).get(clause.signal!)!;
    const after = outcome[past.placeOf(day + horizon)]!;
    for (let row = 0; row < signal.length; row++) {
      if (mayCount[at]![row] !== TRUE || after[row] === UNKNOWN || exists[row] === 0) continue;
      const isPositive = after[row] === TRUE;
      if (isPositive) rows.positives++;
      if (ifFalse![at]![row] === TRUE) {
        rows.always++;
        if (isPositive) rows.alwaysPositive++;
      } else if (ifTrue![at]![row] === TRUE && !Number.isNaN(signal[row]!)) {
        rows.values.push(signal[row]!);
        rows.isPositive.push(isPositive);
      }
    }
  }
  return rows;
}

function pointAt(threshold: number, { operator }: TunableClause, rows: Rows): CurvePoint {
  const isMet = TESTS[operator!];
  let flagged = rows.always;
  let hits = rows.alwaysPositive;
  for (let i = 0; i < rows.values.length; i++) {
    if (!isMet(rows.values[i]!, threshold)) continue;
    flagged++;
    if (rows.isPositive[i]) hits++;
  }
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);
  return {
    threshold,
    flagged,
    precision: share(hits, flagged),
    recall: share(hits, rows.positives),
    f1: share(2 * hits, flagged + rows.positives),
  };
}

const TESTS = {
  '<': (value: number, threshold: number) => value < threshold,
  '<=': (value: number, threshold: number) => value <= threshold,
  '>': (value: number, threshold: number) => value > threshold,
  '>=': (value: number, threshold: number) => value >= threshold,
  '==': (value: number, threshold: number) => value === threshold,
  '!=': (value: number, threshold: number) => value !== threshold,
} as const;

/** From the 1st to the 99th percentile of what was seen, to the very ends where the threshold lies beyond, in about a hundred round steps. */
function rangeOf(values: readonly number[], threshold: number, hasFractions: boolean): ThresholdRange {
  const ascending = Float64Array.from(values).sort();
  const at = (share: number) => ascending[Math.floor((ascending.length - 1) * share)]!;
  const low = threshold > at(0.01) ? at(0.01) : Math.min(at(0), threshold);
  const high = threshold < at(0.99) ? at(0.99) : Math.max(at(1), threshold);
  const rough = Math.max((high - low) / 100, hasFractions ? 0.01 : 1e-9);
  const power = 10 ** Math.floor(Math.log10(rough));
  const round = [1, 2, 5, 10].find((factor) => factor * power >= rough)! * power;
  const isWhole = !hasFractions && Number.isInteger(threshold) && values.every(Number.isInteger);
  const step = rounded(isWhole ? Math.max(1, Math.round(round)) : round);
  return { least: rounded(Math.floor(low / step) * step), most: rounded(Math.ceil(high / step) * step), step };
}

/** Without the dust of binary fractions. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
