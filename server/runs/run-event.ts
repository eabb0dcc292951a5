import type { Truth } from '../expressions/truth.ts';
import type { DueReplaced } from './decide-dues.ts';

/** Who caused an event: a member, a key that acts for one, or the system itself (a timer, the diagnosis). */
export interface RunActor {
  readonly kind: 'member' | 'api_key' | 'system';
  readonly id: string | null;
  readonly name: string;
}

/** What can happen to a run. */
export type RunHappening =
  | { readonly kind: 'started'; readonly because: string }
  | {
      readonly kind: 'step_completed';
      readonly step: string;
      /** Of a decision: what was chosen. Of an approval: 'approved' or 'refused'. */
      readonly outcome?: string;
      readonly note?: string;
    }
  | { readonly kind: 'step_skipped'; readonly step: string; readonly reason?: string }
  | { readonly kind: 'step_reopened'; readonly step: string; readonly reason?: string }
  | {
      readonly kind: 'due_changed';
      readonly step: string;
      readonly dueAt: Date;
      readonly reason?: string;
      /** How it came about, for the derivation; left out, it was set by who caused the event. */
      readonly because?: string;
      /** Other open steps that move with it, each to an instant of its own. */
      readonly also?: readonly { readonly step: string; readonly dueAt: Date }[];
    }
  | { readonly kind: 'dues_restored'; readonly dues: readonly DueReplaced[] }
  | {
      readonly kind: 'reassigned';
      readonly step: string;
      readonly to: { readonly memberId: string; readonly name: string; readonly fallback?: string };
      readonly reason?: string;
      /** Whether many move at once, and the new owner hears of all of them together. */
      readonly isQuiet?: true;
    }
  | {
      /** The handoff of a step was offered, returned or has come back; the step stays with its giver. */
      readonly kind: 'handoff_moved';
      readonly step: string;
      readonly words: string;
    }
  | { readonly kind: 'handoff_accepted'; readonly step: string; readonly words: string }
  | { readonly kind: 'contact_logged'; readonly what: string; readonly at: Date }
  | {
      readonly kind: 'asset_sent';
      /** The step it helps with. */
      readonly step: string;
      readonly asset: string;
      readonly subject: string;
      readonly to: string;
    }
  | {
      readonly kind: 'conditions_evaluated';
      /** The day, 'YYYY-MM-DD', as of whose morning the values hold. */
      readonly day: string;
      readonly success: Truth;
      readonly failure: Truth;
      /** Whether that day is still to come. Such a reading may end a run, but is no morning on which success held. */
      readonly live: boolean;
    }
  | { readonly kind: 'timer_fired'; readonly timer: string; readonly key: string }
  | { readonly kind: 'automation_done'; readonly step: string; readonly key: string; readonly what: string }
  | {
      readonly kind: 'automation_failed';
      readonly step: string;
      readonly key: string;
      readonly problem: string;
      /** Whether trying again cannot help. */
      readonly isFinal: boolean;
    }
  | { readonly kind: 'automation_retried'; readonly step: string }
  | { readonly kind: 'note_added'; readonly text: string }
  | { readonly kind: 'closed_by_hand'; readonly reason: string }
  | { readonly kind: 'superseded'; readonly reason: string }
  | { readonly kind: 'account_left'; readonly reason: string };

/** Something that happened to a run. Its `id` makes it idempotent: the same id a second time changes nothing. */
export type RunEvent = { readonly id: string; readonly by: RunActor } & RunHappening;
