import type { RunActor } from './run-event.ts';
import type { IsoInstant } from './run-log.ts';

/** Why an event did not move a run. `stale` and `duplicate` are no fault of anybody: the thing has been dealt with. */
export type RefusalReason =
  | 'duplicate'
  | 'stale'
  | 'not_started'
  | 'already_started'
  | 'run_closed'
  | 'unknown_step'
  | 'not_ready'
  | 'needs_acceptance'
  | 'running'
  | 'already_done'
  | 'already_skipped'
  | 'not_finished'
  | 'needs_reason'
  | 'needs_outcome'
  | 'needs_text'
  | 'in_the_past'
  | 'no_longer_open'
  | 'no_change';

export interface Refusal {
  readonly reason: RefusalReason;
  /** A sentence for the person who asked. */
  readonly message: string;
  /** Who was first, and when, where somebody was. */
  readonly by: RunActor | null;
  readonly at: IsoInstant | null;
}

/** Makes a refusal. */
export function refuse(
  reason: RefusalReason,
  message: string,
  first: { by?: RunActor | null; at?: IsoInstant | null } = {},
): Refusal {
  return { reason, message, by: first.by ?? null, at: first.at ?? null };
}
