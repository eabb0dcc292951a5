import { clusterBootstrap, type Interval } from '../statistics/cluster-bootstrap.ts';
import { quantile } from '../statistics/quantile.ts';

/** What became of an account after a day on which a playbook began, or could have. NaN is unknown. */
export interface Case {
  /** Of the account: cases of one account do not count as independent. */
  readonly row: number;
  readonly segment: string | null;
  readonly before: number;
  readonly after: number;
  /** Whether the goal held afterwards: 1, 0, or NaN where that is unknown. */
  readonly reached: number;
}

/**
 * A mean with its 95 % interval, by drawing whole accounts; null where resamples have none, and where all cases are alike: drawn again they
 * stay so, which says nothing about others.
 */
export interface Mean {
  readonly value: number;
  readonly interval: Interval | null;
}

/** How a change of the accounts with a run differs from that of comparable accounts without one. */
export interface Difference {
  readonly runs: number;
  readonly comparisons: number;
  /** Means; those of the comparison weighted as the runs lie in its groups. */
  readonly ofRuns: number;
  readonly ofComparisons: number;
  readonly difference: Mean;
}

/** The mean of one value a case. Null of nothing. */
export function meanOf(cases: readonly { readonly row: number; readonly value: number }[]): Mean | null {
  if (cases.length === 0) return null;
  const { columns } = sumsByRow(
    cases.map((one) => ({ ...one, stratum: 0, isRun: true })),
    1,
  );
  const { mean } = clusterBootstrap(columns, ([count, sum]) => ({ mean: sum! / count! }));
  return { value: cases.reduce((total, { value }) => total + value, 0) / cases.length, interval: unlessAlike(mean) };
}

/** How many groups the starting values of the runs are cut into, of the same size. */
const BANDS = 4;

/**
 * The difference between runs and comparisons that are alike: of the same segment, and with a starting value in the same quarter of those of the
 * runs. Within each group the means are compared; groups count as much as they have runs, and runs without anybody comparable are left out. The
 * interval is found by drawing whole accounts of both. Null when no group has both.
 */
export function matchedDifference(
  runs: readonly Case[],
  comparisons: readonly Case[],
  measure: (one: Case) => number,
): Difference | null {
  const known = (one: Case) => Number.isFinite(one.before) && Number.isFinite(measure(one));
  const mine = runs.filter(known);
  const starts = mine.map(({ before }) => before);
  const [least, most] = [Math.min(...starts), Math.max(...starts)];
  const theirs = comparisons.filter((one) => known(one) && one.before >= least && one.before <= most);
  const stratumOf = strata(mine);
  const ofTheirs = Map.groupBy(theirs, stratumOf);
  const shared = [...Map.groupBy(mine, stratumOf)].filter(([stratum]) => ofTheirs.has(stratum));
  if (shared.length === 0) return null;
  const cases = shared.flatMap(([stratum, some], place) => [
    ...some.map((one) => ({ row: one.row, value: measure(one), stratum: place, isRun: true })),
    ...ofTheirs.get(stratum)!.map((one) => ({ row: one.row, value: measure(one), stratum: place, isRun: false })),
  ]);
  const { columns, totals } = sumsByRow(cases, shared.length);
  const { ofRuns, ofComparisons } = weighed(totals);
  const { difference } = clusterBootstrap(columns, (sums) => {
    const drawn = weighed(sums);
    return { difference: drawn.ofRuns - drawn.ofComparisons };
  });
  return {
    runs: cases.filter(({ isRun }) => isRun).length,
    comparisons: cases.filter(({ isRun }) => !isRun).length,
    ofRuns,
    ofComparisons,
    difference: { value: ofRuns - ofComparisons, interval: unlessAlike(difference) },
  };
}

/** Names the group of a case: its segment, and the quarter of the runs' starting values. */
function strata(runs: readonly Case[]): (one: Case) => string {
  const values = runs.map(({ before }) => before).sort((a, b) => a - b);
  const cuts = Array.from({ length: BANDS - 1 }, (_, i) => quantile(values, (i + 1) / BANDS));
  return ({ segment, before }) => `${cuts.filter((cut) => before > cut).length}/${segment ?? ''}`;
}

interface SummedCase {
  readonly row: number;
  readonly value: number;
  readonly stratum: number;
  readonly isRun: boolean;
}

/** For each account (a place in the columns) four sums a group: runs, their values, comparisons, their values. */
function sumsByRow(cases: readonly SummedCase[], groups: number): { columns: Float64Array[]; totals: number[] } {
  const places = new Map([...new Set(cases.map(({ row }) => row))].map((row, place) => [row, place]));
  const columns = Array.from({ length: groups * 4 }, () => new Float64Array(places.size));
  for (const { row, value, stratum, isRun } of cases) {
    const [count, sum] = isRun ? [0, 1] : [2, 3];
    const place = places.get(row)!;
    columns[stratum * 4 + count]![place]! += 1;
    columns[stratum * 4 + sum]![place]! += value;
  }
  return { columns, totals: columns.map((column) => column.reduce((total, value) => total + value, 0)) };
}

/** Both means over the groups that have both, each group weighing as much as it has runs; NaN where none has. */
function weighed(sums: readonly number[]): { ofRuns: number; ofComparisons: number } {
  let [runs, ofRuns, ofComparisons] = [0, 0, 0];
  for (let at = 0; at < sums.length; at += 4) {
    const [count, sum, others, ofOthers] = [sums[at]!, sums[at + 1]!, sums[at + 2]!, sums[at + 3]!];
    if (count === 0 || others === 0) continue;
    runs += count;
    ofRuns += sum;
    ofComparisons += (ofOthers / others) * count;
  }
  return { ofRuns: ofRuns / runs, ofComparisons: ofComparisons / runs };
}

function unlessAlike(interval: Interval | null): Interval | null {
  return interval && interval[0] < interval[1] ? interval : null;
}
