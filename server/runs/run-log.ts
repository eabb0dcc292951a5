import type { Role } from '../playbooks/definition.ts';
import type { RunActor, RunHappening } from './run-event.ts';

/** An instant in UTC as `Date.toISOString()` writes it, so that an entry is the same before and after the database. */
export type IsoInstant = string;

/** How a run can end. */
export type Outcome = 'success' | 'failure' | 'timeout' | 'superseded' | 'closed_by_hand';

/** An instant and the words that say how it came about. */
export interface DueEntry {
  readonly at: IsoInstant;
  readonly derivation: string;
}

/** The member a role came down to for this account. `fallback` says why it is not the role's own member; null when it is. */
export interface OwnerEntry {
  readonly memberId: string;
  readonly name: string;
  readonly fallback: string | null;
}

/** Whom a rule tells; with a level, the register of escalations carries it on. */
export interface EscalationRule {
  readonly without: string;
  readonly to: Role;
  readonly level?: number;
}

/** What changed in a run. All that depended on clock, calendar or data is written down here and never asked again. */
export type RunChange =
  | {
      readonly kind: 'run_started';
      readonly because: string;
      readonly steps: readonly string[];
      readonly exit: DueEntry;
      readonly firstAction: DueEntry & { readonly by: Role };
      readonly escalations: readonly (DueEntry & EscalationRule)[];
      readonly groups?: readonly { readonly id: string; readonly when: string | null }[];
    }
  | {
      readonly kind: 'step_opened';
      readonly step: string;
      readonly due: DueEntry;
      readonly owner: OwnerEntry;
      /** The condition that ends it, when it comes again and again. */
      readonly until?: string;
    }
  | { readonly kind: 'step_blocked'; readonly step: string; readonly condition: string }
  | {
      readonly kind: 'step_completed';
      readonly step: string;
      readonly note: string | null;
      /** What was chosen, when the step is a decision or an approval. */
      readonly outcome?: string;
    }
  | {
      readonly kind: 'step_skipped';
      readonly step: string;
      readonly reason: string | null;
      /** Whether a condition or a decision left it out, and not a person. */
      readonly byCondition: boolean;
      /** Whether a decision or a refusal led another way, so that what comes after this step alone is left out, too. */
      readonly cut?: boolean;
    }
  | {
      readonly kind: 'turn_completed';
      readonly step: string;
      readonly note: string | null;
      /** Of the next turn, whose task is open from now on. */
      readonly due: DueEntry;
      readonly owner: OwnerEntry;
    }
  | { readonly kind: 'repeat_ended'; readonly step: string; readonly because: string }
  | { readonly kind: 'wait_began'; readonly step: string; readonly until: string | null; readonly limit: DueEntry }
  | {
      readonly kind: 'wait_ended';
      readonly step: string;
      readonly because: string;
      /** Whether the condition came true, or the time was over before; null for a wait without a condition. */
      readonly outcome: 'met' | 'timed-out' | null;
    }
  | { readonly kind: 'automation_began'; readonly step: string; readonly due: DueEntry; readonly owner: OwnerEntry }
  | { readonly kind: 'automation_approved'; readonly step: string; readonly note: string | null }
  | { readonly kind: 'automation_done'; readonly step: string; readonly what: string }
  | {
      readonly kind: 'automation_failed';
      readonly step: string;
      readonly problem: string;
      readonly attempt: number;
      /** When it is tried again; null when a person has to do it, whose task it becomes. */
      readonly retryAt: IsoInstant | null;
      readonly handedOver: { readonly due: DueEntry; readonly owner: OwnerEntry } | null;
    }
  | { readonly kind: 'automation_retried'; readonly step: string }
  | { readonly kind: 'group_began'; readonly group: string; readonly until: string | null }
  | { readonly kind: 'group_ended'; readonly group: string; readonly because: string }
  | { readonly kind: 'step_reopened'; readonly step: string; readonly reason: string | null }
  | { readonly kind: 'step_returned'; readonly step: string; readonly waitsFor: string }
  | { readonly kind: 'due_changed'; readonly step: string; readonly due: DueEntry; readonly reason: string | null }
  | {
      readonly kind: 'reassigned';
      readonly step: string;
      readonly owner: OwnerEntry;
      readonly reason: string | null;
      readonly isQuiet?: true;
    }
  | { readonly kind: 'handoff_moved'; readonly step: string; readonly words: string }
  | {
      readonly kind: 'asset_sent';
      readonly step: string;
      readonly asset: string;
      readonly subject: string;
      readonly to: string;
    }
  | { readonly kind: 'first_action_done'; readonly what: string; readonly doneAt: IsoInstant }
  | { readonly kind: 'first_action_late'; readonly owner: OwnerEntry }
  | { readonly kind: 'step_overdue'; readonly step: string }
  | { readonly kind: 'escalated'; readonly rule: number; readonly to: Role; readonly owner: OwnerEntry }
  | { readonly kind: 'success_began'; readonly day: string }
  | { readonly kind: 'success_paused'; readonly day: string }
  | { readonly kind: 'success_ended'; readonly day: string }
  | { readonly kind: 'run_closed'; readonly outcome: Outcome; readonly reason: string }
  | { readonly kind: 'note_added'; readonly text: string };

/** One event in a run's log and all that it changed. The log is only appended to; `sequence` counts from 1 without gaps. */
export interface RunLogEntry {
  readonly sequence: number;
  readonly eventId: string;
  readonly kind: RunHappening['kind'];
  readonly at: IsoInstant;
  readonly by: RunActor;
  readonly changes: readonly RunChange[];
}
