import type { Life } from './life.ts';
import type { Profile } from './records.ts';

/** Whom a story is about. Contracts run for a year, so the day of the first follows from the years and the next renewal. */
export interface StoryAccount extends Omit<Profile, 'customerFor' | 'renewsIn'> {
  /** Whole years that they have been through. */
  readonly years: number;
  readonly renewsIn: number;
}

/** What becomes of a step: the note with which it is done, and how many days late; or that nobody gets to it in time. */
export type Play = string | { readonly note: string; readonly late: number } | 'waits';

/** Taken so many days ago, or as soon afterwards as there is something to decide. */
interface Decision {
  readonly playbook: string;
  readonly daysAgo: number;
  readonly because: string;
}

/** What the team does in the runs of a story, by playbook and step. The rest is done at the usual pace. */
export interface Script {
  readonly steps?: Readonly<Record<string, Readonly<Record<string, Play>>>>;
  /** "Not a risk, because ..." */
  readonly dismissed?: Decision;
  /** A run that was closed by hand. */
  readonly closed?: Decision;
}

/** A customer with a story of their own. */
export interface Story {
  readonly account: StoryAccount;
  tell(life: Life): void;
  readonly team?: Script;
}

export function profileOf({ years, ...account }: StoryAccount): Profile {
  return { ...account, customerFor: years * 365 + 365 - account.renewsIn };
}
