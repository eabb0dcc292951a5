import { quantile } from './quantile.ts';
import { type Random, seededRandom } from './random.ts';

/** The lower and upper end of an interval that holds the true value 95 times in 100. */
export type Interval = readonly [low: number, high: number];

/** Enough for intervals of few clusters; of many, which are steadier, fewer will do, and the slider does not wait. */
const MOST_RESAMPLES = 500;
const LEAST_RESAMPLES = 200;
const DRAWS = 2_000_000;
const SEED = 20_180_905;

/**
 * 95 % percentile intervals of figures that follow from sums over clusters (Efron and Tibshirani 1993, chapters 8 and 13): whole clusters are
 * drawn with replacement, so that rows of one account, which resemble each other, do not count as independent. `columns[i][c]` is the i-th
 * sum of cluster c; `figures` gives each figure from the sums of a resample, NaN where it has none. The same input gives the same interval.
 * A figure without a value in nearly all resamples has no interval (null).
 */
export function clusterBootstrap<Figure extends string>(
  columns: readonly ArrayLike<number>[],
  figures: (sums: readonly number[]) => Readonly<Record<Figure, number>>,
  resamples = resamplesFor(columns[0]?.length ?? 0),
): Record<Figure, Interval | null> {
  const clusters = columns[0]?.length ?? 0;
  const draw = packed(columns, clusters);
  const names = Object.keys(figures(columns.map(() => 0))) as Figure[];
  return intervalsOf(names, clusters, (random) => figures(draw(random)), resamples);
}

/**
 * The same for figures that need the rows themselves, such as those of ranks: `figures` is told how often each cluster was drawn. The list is
 * overwritten by the next draw.
 */
export function clusterBootstrapByTimes<Figure extends string>(
  clusters: number,
  figures: (times: Uint32Array) => Readonly<Record<Figure, number>>,
  resamples = resamplesFor(clusters),
): Record<Figure, Interval | null> {
  const times = new Uint32Array(clusters).fill(1);
  const names = Object.keys(figures(times)) as Figure[];
  const draw = (random: Random) => {
    times.fill(0);
    for (let n = 0; n < clusters; n++) times[Math.floor(random() * clusters)]!++;
    return figures(times);
  };
  return intervalsOf(names, clusters, draw, resamples);
}

function intervalsOf<Figure extends string>(
  names: readonly Figure[],
  clusters: number,
  draw: (random: Random) => Readonly<Record<Figure, number>>,
  resamples: number,
): Record<Figure, Interval | null> {
  const values = new Map<Figure, number[]>(names.map((name) => [name, []]));
  if (clusters > 1) {
    const random = seededRandom(SEED);
    for (let i = 0; i < resamples; i++) {
      const drawn = draw(random);
      for (const [name, kept] of values) if (Number.isFinite(drawn[name])) kept.push(drawn[name]);
    }
  }
  const intervals = [...values].map(([name, drawn]): [Figure, Interval | null] => {
    if (drawn.length < resamples * 0.95) return [name, null];
    const ascending = Float64Array.from(drawn).sort();
    return [name, [quantile(ascending, 0.025), quantile(ascending, 0.975)]];
  });
  return Object.fromEntries(intervals) as Record<Figure, Interval | null>;
}

/** How often is drawn from so many clusters. */
function resamplesFor(clusters: number): number {
  return Math.max(LEAST_RESAMPLES, Math.min(MOST_RESAMPLES, Math.floor(DRAWS / Math.max(1, clusters))));
}

/** Sums over as many clusters as there are, drawn with replacement; what belongs to a cluster lies together. */
function packed(columns: readonly ArrayLike<number>[], clusters: number): (random: Random) => number[] {
  const width = columns.length;
  const values = new Float64Array(clusters * width);
  for (const [i, column] of columns.entries()) for (let c = 0; c < clusters; c++) values[c * width + i] = column[c]!;
  return (random) => {
    const sums = new Float64Array(width);
    for (let n = 0; n < clusters; n++) {
      const at = Math.floor(random() * clusters) * width;
      for (let i = 0; i < width; i++) sums[i]! += values[at + i]!;
    }
    return [...sums];
  };
}
