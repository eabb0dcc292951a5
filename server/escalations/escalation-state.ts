import type { RunActor } from '../runs/run-event.ts';
import type { DueEntry, IsoInstant, OwnerEntry } from '../runs/run-log.ts';
import type { Timer } from '../runs/run-state.ts';
import type { Level } from './escalation-level.ts';

/** How the customer answered: content, or out of reach (then the note says what was tried). */
export const CONFIRMATIONS = ['confirmed', 'no_answer'] as const;
export type Confirmation = (typeof CONFIRMATIONS)[number];

/** What can happen to an escalation. */
export type EscalationHappening =
  | { readonly kind: 'opened'; readonly issue: string; readonly because: string; readonly level: Level }
  | { readonly kind: 'opened_again'; readonly because: string; readonly level: Level }
  | { readonly kind: 'acknowledged'; readonly note: string | null }
  | { readonly kind: 'contact_logged'; readonly what: string; readonly at: Date }
  | { readonly kind: 'customer_told'; readonly subject: string; readonly to: string }
  | { readonly kind: 'timer_fired'; readonly key: string }
  | { readonly kind: 'raised'; readonly level: Level; readonly reason: string }
  | { readonly kind: 'consent_answered'; readonly isGiven: boolean; readonly reason: string | null }
  | { readonly kind: 'next_step_set'; readonly text: string; readonly on: string | null }
  | { readonly kind: 'reassigned'; readonly to: OwnerEntry; readonly reason: string | null }
  | { readonly kind: 'note_added'; readonly text: string }
  | { readonly kind: 'resolved'; readonly steps: string }
  | {
      readonly kind: 'customer_answered';
      readonly answer: Confirmation;
      readonly who: string | null;
      readonly note: string | null;
    }
  | { readonly kind: 'reopened'; readonly reason: string }
  | { readonly kind: 'reviewed'; readonly lessons: string; readonly change: string | null }
  | { readonly kind: 'closed' };

/** Something that happened. The same id a second time changes nothing. */
export type EscalationEvent = { readonly id: string; readonly by: RunActor } & EscalationHappening;

/** What changed. All that depended on clock, calendar, settings or people is written down here and never asked again. */
export type EscalationChange =
  | { readonly kind: 'opened'; readonly issue: string; readonly because: string }
  | { readonly kind: 'joined'; readonly because: string }
  | {
      readonly kind: 'level_entered';
      readonly level: Level;
      readonly how: 'opened' | 'time' | 'hand' | 'consent';
      readonly because: string | null;
      readonly owner: OwnerEntry;
      readonly due: DueEntry;
      readonly remindAt: IsoInstant | null;
    }
  | { readonly kind: 'acknowledged'; readonly note: string | null }
  | { readonly kind: 'contact_noted'; readonly what: string }
  | { readonly kind: 'customer_told'; readonly subject: string; readonly to: string }
  | { readonly kind: 'clock_paused'; readonly until: DueEntry; readonly because: 'acknowledged' | 'contact' }
  | { readonly kind: 'clock_resumed'; readonly due: DueEntry; readonly remindAt: IsoInstant | null }
  | { readonly kind: 'reminded' }
  | { readonly kind: 'time_passed' }
  | {
      readonly kind: 'consent_asked';
      readonly level: Level;
      readonly of: OwnerEntry;
      readonly because: string;
      readonly remindAt: IsoInstant;
    }
  | { readonly kind: 'consent_reminded'; readonly of: OwnerEntry; readonly remindAt: IsoInstant }
  | { readonly kind: 'consent_given'; readonly level: Level; readonly reason: string | null }
  | { readonly kind: 'consent_refused'; readonly level: Level; readonly reason: string }
  | { readonly kind: 'next_step_set'; readonly text: string; readonly on: string | null }
  | { readonly kind: 'reassigned'; readonly owner: OwnerEntry; readonly reason: string | null }
  | { readonly kind: 'note_added'; readonly text: string }
  | { readonly kind: 'resolved'; readonly steps: string }
  | {
      readonly kind: 'customer_answered';
      readonly answer: Confirmation;
      readonly who: string | null;
      readonly note: string | null;
    }
  | { readonly kind: 'reopened'; readonly reason: string }
  | { readonly kind: 'reviewed'; readonly lessons: string; readonly change: string | null }
  | { readonly kind: 'closed' };

/** One event in the log and all that it changed; `sequence` counts from 1 without gaps. */
export interface EscalationEntry {
  readonly sequence: number;
  readonly eventId: string;
  readonly at: IsoInstant;
  readonly by: RunActor;
  readonly changes: readonly EscalationChange[];
}

/**
 * The clock of a level: it runs, stands still because somebody is at it (`due` is the instant it had then), has passed (waiting for consent, or
 * at the highest level), or is off, since the matter is resolved.
 */
export type EscalationClock =
  | { readonly kind: 'running'; readonly due: DueEntry; readonly remindAt: IsoInstant | null }
  | {
      readonly kind: 'paused';
      readonly since: IsoInstant;
      readonly until: DueEntry;
      readonly because: 'acknowledged' | 'contact';
      readonly due: DueEntry;
      readonly remindAt: IsoInstant | null;
    }
  | { readonly kind: 'passed'; readonly due: DueEntry }
  | { readonly kind: 'off' };

/** A note with who wrote it and when. */
interface Signed {
  readonly by: RunActor;
  readonly at: IsoInstant;
}

/** Where an escalation stands. Plain data: the same after a way through JSON. */
export interface EscalationState {
  readonly id: string;
  readonly status: 'new' | 'open' | 'resolved' | 'closed';
  readonly sequence: number;
  readonly seen: readonly string[];
  readonly issue: string;
  readonly openedAt: IsoInstant | null;
  readonly level: Level;
  readonly owner: OwnerEntry | null;
  readonly clock: EscalationClock;
  /** By the owner, since the level was entered. */
  readonly acknowledged: Signed | null;
  /** Asked and not answered yet. */
  readonly consent: {
    readonly level: Level;
    readonly of: OwnerEntry;
    readonly because: string;
    readonly askedAt: IsoInstant;
    readonly remindAt: IsoInstant;
  } | null;
  readonly nextStep: { readonly text: string; readonly on: string | null } | null;
  readonly resolution: (Signed & { readonly steps: string }) | null;
  readonly confirmation:
    | (Signed & { readonly answer: Confirmation; readonly who: string | null; readonly note: string | null })
    | null;
  readonly review: (Signed & { readonly lessons: string; readonly change: string | null }) | null;
  readonly closedAt: IsoInstant | null;
  /** The one thing that happens by itself next. A late one is known by its key. */
  readonly timer: (Timer & { readonly of: TimerKind }) | null;
}

export type TimerKind = 'reminder' | 'time' | 'resume' | 'consent';

/** An escalation to which nothing has happened yet. */
export function newEscalation(id: string): EscalationState {
  return {
    id,
    status: 'new',
    sequence: 0,
    seen: [],
    issue: '',
    openedAt: null,
    level: 1,
    owner: null,
    clock: { kind: 'off' },
    acknowledged: null,
    consent: null,
    nextStep: null,
    resolution: null,
    confirmation: null,
    review: null,
    closedAt: null,
    timer: null,
  };
}

/** A state as it was stored: what it did not have then stands as in a new one. */
export function storedEscalation(id: string, stored: Partial<EscalationState>): EscalationState {
  return { ...newEscalation(id), ...stored };
}
