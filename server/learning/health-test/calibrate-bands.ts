import { bandOf } from '../../health/band.ts';
import type { Band, HealthModel } from '../../health/health-model.ts';
import { clusterBootstrap, type Interval } from '../statistics/cluster-bootstrap.ts';
import type { Evidence } from './collect-evidence.ts';
import { countRows, NEEDED, whatLacks } from './separation.ts';

/** What became of the rows in a band; `none` is without a score. */
export interface BandOutcome {
  readonly band: Band | 'none';
  readonly rows: number;
  readonly positives: number;
  /** The share with the outcome; null where there are too few rows, or too few outcomes in all. */
  readonly rate: number | null;
  /** Null also where none or all had the outcome: drawing from them again tells nothing. */
  readonly interval: Interval | null;
}

const KEYS = ['red', 'yellow', 'green', 'none'] as const;

/** How often the outcome followed in each band, by the borders in force, without their memory of the days before. */
export function calibrateBands(evidence: Evidence, model: HealthModel): BandOutcome[] {
  const score = evidence.signals.get('health.score')!;
  const zeros = () => new Float64Array(evidence.accounts);
  const counted = KEYS.map((band) => ({ band, rows: zeros(), positives: zeros() }));
  const byBand = new Map(counted.map((one) => [one.band as string, one]));
  for (let row = 0; row < evidence.rows; row++) {
    const { rows, positives } = byBand.get(Number.isNaN(score[row]) ? 'none' : bandOf(score[row]!, model))!;
    rows[evidence.account[row]!]!++;
    positives[evidence.account[row]!]! += evidence.isPositive[row]!;
  }
  const isEnough = whatLacks(countRows(evidence, [...evidence.isPositive.keys()])) === null;
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  return counted.map(({ band, rows, positives }) => {
    const [all, hits] = [sum(rows), sum(positives)];
    const { rate } = clusterBootstrap([rows, positives], ([count, found]) => ({ rate: found! / count! }));
    const isTold = isEnough && all >= NEEDED.rows;
    return {
      band,
      rows: all,
      positives: hits,
      rate: isTold ? hits / all : null,
      interval: isTold && hits > 0 && hits < all ? rate : null,
    };
  });
}
