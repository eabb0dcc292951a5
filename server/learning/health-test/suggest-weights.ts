import type { HealthVariant } from '../../health/health-model.ts';
import { isoDate } from '../../lib/days.ts';
import type { Evidence } from './collect-evidence.ts';
import { type FittedWeight, fitWeights } from './fit-weights.ts';
import type { AnnouncedBy } from './question.ts';
import { type ComparedSeparation, type Counts, compare, countRows, type Measure, whatLacks } from './separation.ts';
import { splitByDay } from './split-days.ts';

/** Rows on some days, dates 'YYYY-MM-DD'. */
export interface RowsOnDays extends Counts {
  readonly from: string;
  readonly to: string;
}

/** Other weights for a variant of the model, learned on earlier days and judged on later ones. */
export interface SuggestedWeights {
  readonly variant: string;
  /** The place of the variant in the model. */
  readonly index: number;
  readonly learned: RowsOnDays | null;
  readonly judged: RowsOnDays | null;
  readonly penalty: number | null;
  readonly weights: readonly FittedWeight[] | null;
  /** On the later rows: first the weights in force, second the suggested ones. */
  readonly comparison: ComparedSeparation | null;
  /** `better` and `worse` only where the interval of the difference leaves out 0. */
  readonly verdict: 'better' | 'worse' | 'no_difference' | 'none';
  /** Why there is no suggestion; null when there is one. */
  readonly not_enough_data: string | null;
}

/**
 * Suggests the weights of a variant's components from what happened to the rows that it is for: fitted on the earlier days, compared with the
 * weights in force on later days that the fit has not seen. Rows count also where too little was known for a score to be given. Nothing is
 * suggested where one of the two sides has too few outcomes.
 */
export function suggestWeights(
  evidence: Evidence,
  variant: HealthVariant,
  { index, horizon, announcedBy }: { index: number; horizon: number; announcedBy: AnnouncedBy },
): SuggestedWeights {
  const mine = [...evidence.variant.keys()].filter((row) => evidence.variant[row] === index);
  const nothing = {
    variant: variant.title,
    index,
    penalty: null,
    weights: null,
    comparison: null,
    verdict: 'none',
  } as const;
  const split = splitByDay(evidence, mine, horizon);
  if (!split) {
    const counted = whatLacks(countRows(evidence, mine));
    const short = 'Not enough history: weights are learned on earlier days and judged on days a horizon later.';
    return { ...nothing, learned: null, judged: null, not_enough_data: counted ?? short };
  }
  const [learned, judged] = [split.earlier, split.later].map((rows) => rowsOnDays(evidence, rows)) as [
    RowsOnDays,
    RowsOnDays,
  ];
  const lacking = [[learned, 'to learn from'] as const, [judged, 'to judge by'] as const].flatMap(([counts, what]) => {
    const why = whatLacks(counts);
    return why === null ? [] : `${why.slice(0, -1)}, on the days ${what}.`;
  });
  if (lacking.length > 0) return { ...nothing, learned, judged, not_enough_data: lacking[0]! };
  const fitted = fitWeights(evidence, split.earlier, variant.components, announcedBy);
  if (!fitted) {
    const why = 'No component announced the outcome: other weights would not help. Look at the indicators.';
    return { ...nothing, learned, judged, not_enough_data: why };
  }
  const later = new Set(split.later);
  const weighed = (weight: 'current' | 'suggested'): Measure => ({
    values: scoreBy(evidence, new Map(fitted.weights.map((one) => [one.key, one[weight]]))),
    announcedBy,
  });
  const comparison = compare(evidence, [weighed('current'), weighed('suggested')], (row) => later.has(row));
  return {
    ...nothing,
    learned,
    judged,
    ...fitted,
    comparison,
    verdict: verdictOf(comparison),
    not_enough_data: comparison.not_enough_data,
  };
}

function verdictOf({ difference }: ComparedSeparation): SuggestedWeights['verdict'] {
  if (!difference) return 'none';
  const [low, high] = difference.interval ?? [-1, 1];
  return low > 0 ? 'better' : high < 0 ? 'worse' : 'no_difference';
}

/** What the score would be with these weights: unknown components share out their weight, as in the score itself. */
function scoreBy({ rows, signals }: Evidence, weights: ReadonlyMap<string, number>): Float64Array {
  const columns = [...weights].map(([key, weight]) => ({ values: signals.get(`health.${key}`)!, weight }));
  const score = new Float64Array(rows).fill(Number.NaN);
  for (let row = 0; row < rows; row++) {
    let [sum, known] = [0, 0];
    for (const { values, weight } of columns) {
      if (Number.isNaN(values[row])) continue;
      sum += weight * values[row]!;
      known += weight;
    }
    // Sums in another order differ in the last bit: equal scores have to stay equal.
    if (known > 0) score[row] = Math.round((sum / known) * 1e6) / 1e6;
  }
  return score;
}

function rowsOnDays(evidence: Evidence, rows: readonly number[]): RowsOnDays {
  const days = rows.map((row) => evidence.day[row]!);
  const [from, to] = [days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b))];
  return { ...countRows(evidence, rows), from: isoDate(from), to: isoDate(to) };
}
