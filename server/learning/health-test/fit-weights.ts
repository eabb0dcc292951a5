import { fitLogistic, probabilityOf } from '../statistics/logistic-regression.ts';
import type { Evidence } from './collect-evidence.ts';
import type { AnnouncedBy } from './question.ts';
import { NEEDED } from './separation.ts';

/** The weight that a component has, and the one that its history suggests; in percent, both sum to 100. */
export interface FittedWeight {
  readonly key: string;
  readonly current: number;
  readonly suggested: number;
  /** How the log odds of the outcome change with ten points of the component; null where it was not fitted. */
  readonly log_odds_per_10_points: number | null;
  /** Why it was not fitted: hardly ever known, always the same, or its points lead the wrong way. */
  readonly left_out: 'unknown' | 'constant' | 'wrong_way' | null;
}

export interface FittedWeights {
  readonly penalty: number;
  readonly weights: readonly FittedWeight[];
}

interface Column {
  readonly key: string;
  readonly deviation: number;
  /** Standardised; towards the outcome; 0, which says nothing either way, where the component is unknown. */
  readonly values: Float64Array;
}

/** Strengths of the penalty among which held-out accounts choose. */
const PENALTIES = [1000, 300, 100, 30, 10, 3, 1];
const FOLDS = 5;
/** More rows than this tell a handful of weights no better, and take their time. */
const MOST_FITTED = 20_000;

/**
 * Weights that follow from a penalised logistic regression of the outcome on the component scores of these rows; of very many, on those of some
 * of the accounts. A component whose points lead the wrong way gets none, and the others are fitted again; one without data or without any
 * difference keeps the weight that it has, since nothing speaks against it. Null when no component announces the outcome.
 */
export function fitWeights(
  evidence: Evidence,
  learned: readonly number[],
  components: readonly { readonly key: string; readonly weight: number }[],
  announcedBy: AnnouncedBy,
): FittedWeights | null {
  const rows = someAccounts(evidence, learned);
  const leftOut = new Map<string, FittedWeight['left_out']>();
  let columns: Column[] = [];
  for (const { key } of components) {
    const column = standardise(key, evidence, rows, announcedBy);
    if (typeof column === 'string') leftOut.set(key, column);
    else columns.push(column);
  }
  const isPositive = Uint8Array.from(rows, (row) => evidence.isPositive[row]!);
  const account = Int32Array.from(rows, (row) => evidence.account[row]!);
  const penalty = choosePenalty(columns, isPositive, account);
  let coefficients: readonly number[] = [];
  while (columns.length > 0) {
    ({ coefficients } = fitLogistic(valuesOf(columns), isPositive, penalty));
    const least = Math.min(...coefficients);
    if (least > 0) break;
    const wrong = columns[coefficients.indexOf(least)]!;
    leftOut.set(wrong.key, 'wrong_way');
    columns = columns.filter((column) => column !== wrong);
  }
  if (columns.length === 0) return null;
  const perPoint = new Map(columns.map(({ key, deviation }, i) => [key, coefficients[i]! / deviation]));
  const suggested = shareOut(components, perPoint, leftOut);
  return {
    penalty,
    weights: components.map(({ key, weight }) => ({
      key,
      current: weight,
      suggested: suggested.get(key)!,
      log_odds_per_10_points: perPoint.has(key) ? 10 * perPoint.get(key)! : null,
      left_out: leftOut.get(key) ?? null,
    })),
  };
}

/** Every so-manieth account, five at a time, so that all folds have their part. */
function someAccounts({ account }: Evidence, rows: readonly number[]): readonly number[] {
  const each = Math.ceil(rows.length / MOST_FITTED);
  return each <= 1 ? rows : rows.filter((row) => Math.floor(account[row]! / FOLDS) % each === 0);
}

function valuesOf(columns: readonly Column[]): Float64Array[] {
  return columns.map(({ values }) => values);
}

function standardise(
  key: string,
  { signals }: Evidence,
  rows: readonly number[],
  announcedBy: AnnouncedBy,
): Column | 'unknown' | 'constant' {
  const scores = signals.get(`health.${key}`)!;
  const known = rows.flatMap((row) => (Number.isNaN(scores[row]) ? [] : scores[row]!));
  if (known.length < NEEDED.rows) return 'unknown';
  const mean = known.reduce((sum, score) => sum + score, 0) / known.length;
  const deviation = Math.sqrt(known.reduce((sum, score) => sum + (score - mean) ** 2, 0) / known.length);
  if (deviation < 1e-9) return 'constant';
  const sign = announcedBy === 'high' ? 1 : -1;
  const values = Float64Array.from(rows, (row) =>
    Number.isNaN(scores[row]) ? 0 : (sign * (scores[row]! - mean)) / deviation,
  );
  return { key, deviation, values };
}

/** The penalty under which accounts that were held out surprise least (five-fold cross-validation); the stronger one where two are alike. */
function choosePenalty(columns: readonly Column[], isPositive: Uint8Array, account: Int32Array): number {
  let [best, least] = [PENALTIES[0]!, Number.POSITIVE_INFINITY];
  if (columns.length === 0) return best;
  for (const penalty of PENALTIES) {
    let surprise = 0;
    for (let fold = 0; fold < FOLDS; fold++) {
      const isHeldOut = (row: number) => account[row]! % FOLDS === fold;
      const kept = [...isPositive.keys()].filter((row) => !isHeldOut(row));
      const fit = fitLogistic(
        columns.map(({ values }) => Float64Array.from(kept, (row) => values[row]!)),
        Uint8Array.from(kept, (row) => isPositive[row]!),
        penalty,
      );
      for (let row = 0; row < isPositive.length; row++) {
        if (!isHeldOut(row)) continue;
        const chance = probabilityOf(fit, (column) => columns[column]!.values[row]!);
        surprise -= Math.log(isPositive[row] === 1 ? chance : 1 - chance);
      }
    }
    if (surprise < least - 1e-6) [best, least] = [penalty, surprise];
  }
  return best;
}

/** Whole percents: who was not fitted keeps its weight, who leads the wrong way has none, the rest is shared in proportion. */
function shareOut(
  components: readonly { readonly key: string; readonly weight: number }[],
  perPoint: ReadonlyMap<string, number>,
  leftOut: ReadonlyMap<string, FittedWeight['left_out']>,
): Map<string, number> {
  const isKept = (key: string) => leftOut.get(key) === 'unknown' || leftOut.get(key) === 'constant';
  const kept = components.filter(({ key }) => isKept(key)).reduce((sum, { weight }) => sum + weight, 0);
  const total = [...perPoint.values()].reduce((sum, value) => sum + value, 0);
  const exact = new Map([...perPoint].map(([key, value]) => [key, ((100 - kept) * value) / total]));
  const suggested = new Map(
    components.map(({ key, weight }) => [key, isKept(key) ? weight : Math.floor(exact.get(key) ?? 0)]),
  );
  // What rounding down has left goes to those who lost most by it.
  const byLoss = [...exact].sort(([, a], [, b]) => (b % 1) - (a % 1));
  let left = 100 - [...suggested.values()].reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; left > 1e-9; i++, left--) {
    const [key] = byLoss[i % byLoss.length]!;
    suggested.set(key, suggested.get(key)! + Math.min(1, left));
  }
  return suggested;
}
