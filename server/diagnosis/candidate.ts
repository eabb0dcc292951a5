import type { LivePlaybook, LiveTrigger } from './live-trigger.ts';

/** A situation that is about to open: a playbook's trigger is true for an account. */
export interface Candidate {
  readonly playbook: LivePlaybook;
  readonly trigger: LiveTrigger;
  readonly row: number;
  readonly accountId: string;
  readonly accountName: string;
}

export type HoldReason =
  | 'holds_for'
  | 'rearm_after'
  | 'cooldown'
  | 'not_while'
  | 'dismissed'
  | 'run_open'
  | 'not_live'
  | 'cap'
  | 'merge'
  | 'brake'
  | 'snoozed';

/** A candidate that does not open today, and why. */
export interface HeldBack {
  readonly playbookKey: string;
  readonly accountId: string;
  readonly reason: HoldReason;
  readonly detail: string;
  /** Until when at most, 'YYYY-MM-DD', where that is known. */
  readonly until: string | null;
}
