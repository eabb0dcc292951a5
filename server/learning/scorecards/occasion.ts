/** One time that a playbook was triggered for an account: the situation, or the start by hand, and the run that came of it. */
export interface Occasion {
  readonly playbookKey: string;
  readonly situationId: string | null;
  readonly account: { readonly id: string; readonly name: string };
  readonly at: Date;
  /** Of the playbook, as the run went by it. */
  readonly version: number;
  /** The account's segment on that day; null for none. */
  readonly segment: string | null;
  /** Whether a member said that it is no risk. */
  readonly isFalseAlarm: boolean;
  /** Null when it was merged into the run of another playbook, or has not been started. */
  readonly run: OccasionRun | null;
}

export interface OccasionRun {
  readonly id: string;
  readonly number: number;
  /** Whose run it is; null where nobody was. */
  readonly memberId: string | null;
  readonly startedAt: Date;
  readonly closedAt: Date | null;
  readonly exit: Exit;
  readonly firstAction: FirstAction;
  /** Without steps that only wait, which are nobody's task. */
  readonly steps: readonly OccasionStep[];
  readonly assets: readonly OccasionAsset[];
}

/** How a run ended. A false alarm is one whatever it was closed as. */
export const EXITS = ['open', 'success', 'failure', 'timeout', 'by_hand', 'superseded', 'false_alarm'] as const;
export type Exit = (typeof EXITS)[number];

/** `waiting`: it is not due yet; `none`: the run closed before it was due. */
export const FIRST_ACTIONS = ['in_time', 'late', 'waiting', 'none'] as const;
export type FirstAction = (typeof FIRST_ACTIONS)[number];

/**
 * What became of a step: done, done after it was due, skipped by a person, left out by a condition or decision, open, open after it was due, given
 * up (it was overdue when the run closed), or not reached: its turn has not come, or the run closed before it was due.
 */
export const FATES = ['done', 'late', 'skipped', 'left_out', 'open', 'overdue', 'given_up', 'not_reached'] as const;
export type Fate = (typeof FATES)[number];

export interface OccasionStep {
  readonly id: string;
  readonly fate: Fate;
  /** The same for the same words that a person noted; null without. */
  readonly note: string | null;
}

/** An asset that was sent or copied. */
export interface OccasionAsset {
  readonly step: string;
  readonly isEdited: boolean;
}
