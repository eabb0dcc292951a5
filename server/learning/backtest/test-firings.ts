import { TRUE, UNKNOWN } from '../../expressions/truth.ts';
import type { EpochDay } from '../../lib/days.ts';
import { clusterBootstrap, type Interval } from '../statistics/cluster-bootstrap.ts';
import { median } from '../statistics/quantile.ts';
import { beginnings, countedCells } from './counted-cells.ts';
import type { Past } from './open-past.ts';
import { type Firing, type Simulation, simulateFirings } from './simulate-firings.ts';
import type { TestedTrigger } from './tested-trigger.ts';

export interface FiringQuestion {
  readonly trigger: TestedTrigger;
  readonly truth: string;
  readonly horizon: number;
  /** Firings count from this day on, as long as their horizon ends by `to`; the past begins before, so that the trigger remembers. */
  readonly from: EpochDay;
  readonly to: EpochDay;
  readonly exists: Uint8Array;
}

/** A firing with what followed: `isRight` says whether the outcome held a horizon later, null where that is unknown. */
export interface JudgedFiring extends Firing {
  readonly isRight: boolean | null;
  /** Days until the outcome began; null where it did not, or held already. */
  readonly lead: number | null;
}

export interface FiringTest {
  readonly firings: readonly JudgedFiring[];
  readonly counts: FiringCounts;
  readonly leadDaysMedian: number | null;
  /** Beginnings of the outcome that no firing announced. */
  readonly missed: readonly Firing[];
  readonly heldBack: Simulation['heldBack'];
}

/** What was counted of each account (row). */
export interface FiringCounts {
  /** Firings of which it is known what followed, and those that were right. */
  readonly judged: Float64Array;
  readonly right: Float64Array;
  /** Beginnings of the outcome, and those that a firing within the horizon before had announced. */
  readonly outcomes: Float64Array;
  readonly announced: Float64Array;
  /** Eligible days, and those after which the outcome held. */
  readonly days: Float64Array;
  readonly positives: Float64Array;
}

/** The trigger as it would have run every day, against what followed each of its firings. */
export function testFirings(past: Past, question: FiringQuestion): FiringTest {
  const { trigger, horizon, from, to, exists } = question;
  const truth = past.truthOf(question.truth, horizon);
  const { firings: all, heldBack } = simulateFirings(past, trigger, exists);
  const firings = all
    .filter(({ day }) => day >= from && day <= to - horizon)
    .map((firing) => judge(firing, past, truth, horizon));
  const zeros = () => new Float64Array(past.rows.count);
  const asked = { eligible: trigger.eligible, truth: question.truth, horizon, exists };
  const counted = countedCells(past, asked, past.days.slice(past.placeOf(from), past.placeOf(to - horizon) + 1));
  const counts: FiringCounts = {
    judged: zeros(),
    right: zeros(),
    outcomes: zeros(),
    announced: zeros(),
    days: counted.rows,
    positives: counted.positives,
  };
  for (const { row, isRight } of firings) {
    if (isRight === null) continue;
    counts.judged[row]!++;
    if (isRight) counts.right[row]!++;
  }
  const missed = countOutcomes(beginnings(past, asked, { from, to }), all, horizon, counts);
  const leads = firings.flatMap(({ lead }) => lead ?? []);
  return { firings, counts, leadDaysMedian: median(leads), missed, heldBack };
}

function judge(firing: Firing, past: Past, truth: readonly Uint8Array[], horizon: number): JudgedFiring {
  const { row, day } = firing;
  const at = past.placeOf(day);
  const after = truth[at + horizon]![row];
  const isRight = after === UNKNOWN ? null : after === TRUE;
  if (!isRight || truth[at]![row] === TRUE) return { ...firing, isRight, lead: null };
  let lead = 1;
  while (truth[at + lead]![row] !== TRUE) lead++;
  return { ...firing, isRight, lead };
}

/** Counts outcomes, and those that a firing within the horizon before had announced; gives the others. Both lists ascend by day. */
function countOutcomes(
  began: readonly Firing[],
  firings: readonly Firing[],
  horizon: number,
  { outcomes, announced }: FiringCounts,
): Firing[] {
  const lastFiring = new Int32Array(outcomes.length).fill(-1e6);
  const missed: Firing[] = [];
  let next = 0;
  for (const outcome of began) {
    const { row, day } = outcome;
    for (; next < firings.length && firings[next]!.day < day; next++)
      lastFiring[firings[next]!.row] = firings[next]!.day;
    outcomes[row]!++;
    if (day - lastFiring[row]! <= horizon) announced[row]!++;
    else missed.push(outcome);
  }
  return missed;
}

/** 95 % intervals of the shares, by drawing whole accounts. */
export function firingIntervals(counts: FiringCounts): Record<keyof ReturnType<typeof firingShares>, Interval | null> {
  const present = [...counts.days.keys()].filter((row) => counts.days[row]! > 0 || counts.judged[row]! > 0);
  return clusterBootstrap(
    COLUMNS.map((name) => Float64Array.from(present, (row) => counts[name][row]!)),
    firingShares,
  );
}

const COLUMNS = ['judged', 'right', 'outcomes', 'announced', 'days', 'positives'] as const;

/** The sums of the counts over all accounts, in the order that `firingShares` takes. */
export function firingSums(counts: FiringCounts): number[] {
  return COLUMNS.map((name) => counts[name].reduce((sum, value) => sum + value, 0));
}

/** Precision of the firings, share of outcomes announced, share of eligible days after which the outcome held; NaN where there are none. */
export function firingShares(sums: readonly number[]) {
  const [judged, right, outcomes, announced, days, positives] = sums as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [precision, recall, baseRate] = [right / judged, announced / outcomes, positives / days];
  return {
    base_rate: baseRate,
    precision,
    recall,
    lift: precision / baseRate,
    f1: (2 * precision * recall) / (precision + recall),
  };
}
