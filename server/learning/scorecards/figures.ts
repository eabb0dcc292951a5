import type { Interval } from '../statistics/cluster-bootstrap.ts';
import { quantile } from '../statistics/quantile.ts';
import { wilson } from '../statistics/shares.ts';
import { EXITS, type Exit, FATES, type Fate, FIRST_ACTIONS, type Occasion, type OccasionRun } from './occasion.ts';

/** Fewer cases than these are told as counts: a share of them would say too little. */
export const FEW = 10;

const ofRun =
  (count: (run: OccasionRun) => boolean) =>
  ({ run }: Occasion): number =>
    run !== null && count(run) ? 1 : 0;

type Count = (occasion: Occasion, step?: string) => number;

const named = <Prefix extends string, Name extends string>(
  prefix: Prefix,
  names: readonly Name[],
  count: (name: Name) => Count,
) => Object.fromEntries(names.map((name) => [`${prefix}_${name}`, count(name)])) as Record<`${Prefix}_${Name}`, Count>;

/** How much each occasion counts for each figure: a figure is the sum, and the occasions behind it are those that count for it. */
const COUNTS = {
  triggered: () => 1,
  started: ofRun(() => true),
  not_started: ({ run }: Occasion) => (run === null ? 1 : 0),
  false_alarms: ({ isFalseAlarm }: Occasion) => (isFalseAlarm ? 1 : 0),
  ...named('first_action', FIRST_ACTIONS, (name) => ofRun(({ firstAction }) => firstAction === name)),
  ...named('exit', EXITS, (name) => ofRun(({ exit }) => exit === name)),
  ended: ofRun(hasEnded),
  ...named('step', FATES, (name) => steps([name])),
  step_completed: steps(['done', 'late']),
  step_after_due: steps(['late', 'overdue']),
  assets_used: assets(() => true),
  assets_edited: assets(({ isEdited }) => isEdited),
} satisfies Record<string, Count>;

function steps(fates: readonly Fate[]): Count {
  return ({ run }, step) =>
    run === null
      ? 0
      : run.steps.filter(({ id, fate }) => fates.includes(fate) && (step === undefined || id === step)).length;
}

function assets(isCounted: (asset: OccasionRun['assets'][number]) => boolean): Count {
  return ({ run }, step) =>
    run === null ? 0 : run.assets.filter((one) => (step === undefined || one.step === step) && isCounted(one)).length;
}

export type Figure = keyof typeof COUNTS;
export const FIGURES = Object.keys(COUNTS) as [Figure, ...Figure[]];
export type Counts = Readonly<Record<Figure, number>>;

/** The figures of some occasions. */
export function countFigures(occasions: readonly Occasion[]): Counts {
  return Object.fromEntries(
    FIGURES.map((figure) => [figure, occasions.reduce((sum, one) => sum + COUNTS[figure](one), 0)]),
  ) as Record<Figure, number>;
}

/** The occasions behind a figure, of one step where one is named. */
export function occasionsBehind(occasions: readonly Occasion[], figure: Figure, step?: string): Occasion[] {
  return occasions.filter((one) => COUNTS[figure](one, step) > 0);
}

/** A share with its 95 % interval (Wilson); both null below `FEW` cases. */
export interface Share {
  readonly hits: number;
  readonly of: number;
  readonly share: number | null;
  readonly interval: Interval | null;
}

export function shareOf(hits: number, of: number): Share {
  const isEnough = of >= FEW;
  return { hits, of, share: isEnough ? hits / of : null, interval: isEnough ? wilson(hits, of) : null };
}

/** What the parts of a scorecard say in shares. */
export interface Shares {
  /** Of the first actions that were done or due. */
  readonly first_action_in_time: Share;
  /** Of the runs that ended, but for false alarms and superseded ones, which say nothing about the playbook's steps. */
  readonly reached: Share;
  /** Of all occasions. */
  readonly false_alarms: Share;
  readonly steps_done: Share;
  readonly steps_skipped: Share;
  readonly steps_late: Share;
  /** Of the assets that were sent or copied. */
  readonly edited: Share;
}

export function sharesOf(counts: Counts): Shares {
  return {
    first_action_in_time: shareOf(counts.first_action_in_time, counts.first_action_in_time + counts.first_action_late),
    reached: shareOf(counts.exit_success, counts.ended),
    false_alarms: shareOf(counts.false_alarms, counts.triggered),
    ...stepShares(counts),
    edited: shareOf(counts.assets_edited, counts.assets_used),
  };
}

export type StepCounts = Readonly<Record<`step_${(typeof FATES)[number]}`, number>>;

/** Of the steps that were a person's to do and are done, skipped, overdue or given up; lateness of those that are done or overdue. */
export function stepShares(counts: StepCounts): Pick<Shares, 'steps_done' | 'steps_skipped' | 'steps_late'> {
  const done = counts.step_done + counts.step_late;
  const asked = done + counts.step_skipped + counts.step_overdue + counts.step_given_up;
  return {
    steps_done: shareOf(done, asked),
    steps_skipped: shareOf(counts.step_skipped, asked),
    steps_late: shareOf(counts.step_late + counts.step_overdue, done + counts.step_overdue),
  };
}

/** The ends that tell whether a playbook reaches its outcome. */
const ENDS = ['success', 'failure', 'timeout', 'by_hand'] as const satisfies readonly Exit[];

/** Whether a run ended in a way that tells whether the playbook reaches its outcome. */
export function hasEnded({ exit }: OccasionRun): boolean {
  return (ENDS as readonly Exit[]).includes(exit);
}

/** Days from the start to the end of the runs that ended; null below `FEW`. */
export interface DaysToExit {
  readonly runs: number;
  readonly quartiles: { readonly lower: number; readonly median: number; readonly upper: number } | null;
}

const DAY = 86_400_000;

export function daysToExit(occasions: readonly Occasion[]): DaysToExit {
  const days = occasions
    .flatMap(({ run }) =>
      run?.closedAt && hasEnded(run) ? [(run.closedAt.getTime() - run.startedAt.getTime()) / DAY] : [],
    )
    .sort((a, b) => a - b);
  const at = (p: number) => Math.round(quantile(days, p) * 10) / 10;
  const quartiles = days.length < FEW ? null : { lower: at(0.25), median: at(0.5), upper: at(0.75) };
  return { runs: days.length, quartiles };
}
