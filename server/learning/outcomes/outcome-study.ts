import type { EpochDay } from '../../lib/days.ts';
import { isoDate } from '../../lib/days.ts';
import type { Comparable, StudiedRun } from './find-comparisons.ts';
import type { GoalSignal } from './goal-signal.ts';
import { type Case, type Difference, type Mean, matchedDifference, meanOf } from './matched-comparison.ts';

/** Fewer matched runs, or fewer accounts to compare them with, than these make no comparison. */
const ENOUGH_TO_COMPARE = 20;
/** Fewer runs than these make no mean. */
const ENOUGH_FOR_MEAN = 10;
/** What stands beside every comparison. */
const CAUTION =
  'This is not a controlled experiment: accounts that were worked on may differ from the others in ways that are not matched, and what stands out tends to come back by itself.';

/** A case with whose it is. Days 'YYYY-MM-DD'. */
export interface ToldCase {
  readonly account: { readonly id: string; readonly name: string };
  readonly run: { readonly id: string; readonly number: number } | null;
  readonly on: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly isReached: boolean | null;
}

export interface OutcomeStudy {
  readonly signal: GoalSignal;
  readonly goal: string;
  /** Days between the two values. */
  readonly horizonDays: number;
  /** Runs that were carried through, those whose horizon is not over yet, and those with both values known. */
  readonly runs: { readonly all: number; readonly tooRecent: number; readonly measured: number };
  /** Of the measured runs, compared with nobody; null for fewer than ten. */
  readonly beforeAfter: { readonly before: number; readonly after: number; readonly change: Mean } | null;
  /** Accounts that met the trigger and were not worked on. */
  readonly comparisons: { readonly before: number; readonly heldBack: number };
  /** Null where there are too few to compare. */
  readonly matched: { readonly change: Difference; readonly reached: Difference | null } | null;
  readonly whyNotMatched: string | null;
  readonly caution: string;
  /** At most 100 of each, the latest first. */
  readonly cases: { readonly runs: readonly ToldCase[]; readonly comparisons: readonly ToldCase[] };
}

/** What was measured of a run, and of an account without one. */
export type RunCase = Case & { readonly run: StudiedRun; readonly day: EpochDay };
export type NamedCase = Case & Comparable & { readonly account: { readonly id: string; readonly name: string } };

const LISTED = 100;
const changeOf = ({ before, after }: Case) => after - before;

/** What the cases say, with the means and the comparison where there are enough. */
export function tellOutcomes(
  { signal, goal, horizon }: { signal: GoalSignal; goal: string; horizon: number },
  worked: readonly StudiedRun[],
  runs: readonly RunCase[],
  comparisons: readonly NamedCase[],
): OutcomeStudy {
  const measured = runs.filter((one) => Number.isFinite(changeOf(one)));
  const comparable = comparisons.filter((one) => Number.isFinite(changeOf(one)));
  const change = matchedDifference(measured, comparable, changeOf);
  const isEnough = change !== null && change.runs >= ENOUGH_TO_COMPARE && change.comparisons >= ENOUGH_TO_COMPARE;
  const count = (why: Comparable['why']) => comparable.filter((one) => one.why === why).length;
  return {
    signal,
    goal,
    horizonDays: horizon,
    runs: { all: worked.length, tooRecent: worked.length - runs.length, measured: measured.length },
    beforeAfter:
      measured.length < ENOUGH_FOR_MEAN
        ? null
        : {
            before: average(measured.map(({ before }) => before)),
            after: average(measured.map(({ after }) => after)),
            change: meanOf(measured.map((one) => ({ row: one.row, value: changeOf(one) })))!,
          },
    comparisons: { before: count('before'), heldBack: count('held_back') },
    matched: isEnough ? { change, reached: matchedDifference(measured, comparable, ({ reached }) => reached) } : null,
    whyNotMatched: isEnough ? null : sayTooFew(measured.length, comparable.length, change),
    caution: CAUTION,
    cases: {
      runs: measured.slice(0, LISTED).map((one) => ({
        ...toldCase(one),
        account: one.run.account,
        run: { id: one.run.id, number: one.run.number },
      })),
      comparisons: comparable
        .sort((a, b) => b.day - a.day)
        .slice(0, LISTED)
        .map((one) => ({ ...toldCase(one), account: one.account, run: null })),
    },
  };
}

function sayTooFew(measured: number, comparable: number, found: Difference | null): string {
  const [runs, others] = [found?.runs ?? 0, found?.comparisons ?? 0];
  return `There is no comparison group of sufficient size: ${runs} of ${measured} measured runs match ${others} of ${comparable} times that an account met the trigger without a run. It takes ${ENOUGH_TO_COMPARE} of both.`;
}

function toldCase({
  day,
  before,
  after,
  reached,
}: Case & { readonly day: EpochDay }): Omit<ToldCase, 'account' | 'run'> {
  return { on: isoDate(day), before, after, isReached: Number.isNaN(reached) ? null : reached === 1 };
}

function average(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}
