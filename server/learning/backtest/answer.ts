import type { EpochDay } from '../../lib/days.ts';
import { isoDate } from '../../lib/days.ts';
import type { Tally } from './figures.ts';
import { type Figures, figuresOf, type Intervals, intervalsOf } from './figures.ts';
import { mondayOf } from './snapshot-days.ts';
import { type FiringTest, firingIntervals, firingShares, firingSums, type JudgedFiring } from './test-firings.ts';

/** Fewer outcomes or flagged rows than these say too little to choose a trigger by. */
export const ENOUGH = 20;

export interface SnapshotsAnswer extends Figures {
  readonly reading: 'snapshots';
  readonly snapshots: number;
  /** Null when not asked for. */
  readonly intervals: Intervals | null;
  /** Why the figures are not to be relied on; null when they are. */
  readonly not_enough_data: string | null;
}

export interface WeekOfFirings {
  /** Its Monday, 'YYYY-MM-DD'. */
  readonly week: string;
  readonly firings: number;
  readonly right: number;
  readonly tasks: number;
}

export interface FiringsAnswer {
  readonly reading: 'firings';
  readonly firings: number;
  /** Firings of which it is unknown what followed; they count neither way. */
  readonly undecided: number;
  readonly right: number;
  readonly base_rate: number | null;
  readonly precision: number | null;
  /** Share of the beginnings of the outcome that a firing within the horizon announced. */
  readonly recall: number | null;
  readonly outcomes: number;
  readonly outcomes_announced: number;
  readonly lift: number | null;
  readonly f1: number | null;
  readonly intervals: Intervals | null;
  readonly lead_time_days_median: number | null;
  readonly per_week: readonly WeekOfFirings[];
  readonly tasks_per_week: Workload;
  readonly held_back: { readonly cooldown: number; readonly not_while: number };
  readonly not_enough_data: string | null;
}

/** Tasks a week: all together, and for each of the people who would share them. */
export interface Workload {
  readonly people: number;
  readonly mean: number;
  readonly mean_per_person: number;
  readonly busiest: number;
}

/** The answer of a test of snapshots. */
export function answerSnapshots(tally: Tally, snapshots: number, withIntervals: boolean): SnapshotsAnswer {
  const figures = figuresOf(tally);
  return {
    reading: 'snapshots',
    snapshots,
    ...figures,
    intervals: withIntervals ? intervalsOf(tally) : null,
    not_enough_data: tooLittle(figures.positives, figures.flagged, 'rows'),
  };
}

/** The answer of a test of firings over the days from `from` to `to`. */
export function answerFirings(
  test: FiringTest,
  { from, to, tasks, people }: { from: EpochDay; to: EpochDay; tasks: number; people: number },
): FiringsAnswer {
  const sums = firingSums(test.counts);
  const [judged, right, outcomes, announced] = sums as [number, number, number, number];
  const weeks = byWeek(test.firings, from, to, tasks);
  const mean = weeks.reduce((sum, week) => sum + week.tasks, 0) / Math.max(1, weeks.length);
  return {
    reading: 'firings',
    firings: test.firings.length,
    undecided: test.firings.length - judged,
    right,
    ...knownOf(firingShares(sums)),
    outcomes,
    outcomes_announced: announced,
    intervals: firingIntervals(test.counts),
    lead_time_days_median: test.leadDaysMedian,
    per_week: weeks,
    tasks_per_week: {
      people,
      mean,
      mean_per_person: mean / people,
      busiest: Math.max(0, ...weeks.map((week) => week.tasks)),
    },
    held_back: test.heldBack,
    not_enough_data: tooLittle(outcomes, judged, 'firings'),
  };
}

function byWeek(firings: readonly JudgedFiring[], from: EpochDay, to: EpochDay, tasks: number): WeekOfFirings[] {
  const ofWeek = Map.groupBy(firings, ({ day }) => mondayOf(day));
  const weeks: WeekOfFirings[] = [];
  for (let monday = mondayOf(from); monday <= to; monday += 7) {
    const fired = ofWeek.get(monday) ?? [];
    weeks.push({
      week: isoDate(monday),
      firings: fired.length,
      right: fired.filter(({ isRight }) => isRight).length,
      tasks: fired.length * tasks,
    });
  }
  return weeks;
}

function knownOf<Name extends string>(shares: Record<Name, number>): Record<Name, number | null> {
  const entries = Object.entries<number>(shares).map(([name, value]) => [name, Number.isFinite(value) ? value : null]);
  return Object.fromEntries(entries) as Record<Name, number | null>;
}

function tooLittle(outcomes: number, flagged: number, unit: string): string | null {
  if (outcomes < ENOUGH) return `Not enough outcomes: ${outcomes}, and fewer than ${ENOUGH} say too little.`;
  if (flagged < ENOUGH) return `Not enough flagged ${unit}: ${flagged}, and fewer than ${ENOUGH} say too little.`;
  return null;
}
