import type { Refusal } from '../runs/refusal.ts';
import { applyEntry } from './apply-change.ts';
import { decideEscalation } from './decide-escalation.ts';
import type { EscalationWorld } from './enter-level.ts';
import type { EscalationEntry, EscalationEvent, EscalationState } from './escalation-state.ts';

/** What an event led to: the state after it, and its entry in the log; null when nothing changed. */
export interface EscalationAdvance {
  readonly state: EscalationState;
  readonly entry: EscalationEntry | null;
  readonly refused: Refusal | null;
}

/**
 * Moves an escalation by one event. A calculation: the same arguments always give the same answer, and `replayEscalation` of the log gives
 * the same state. What may not happen comes back as `refused`.
 */
export function advanceEscalation(
  state: EscalationState,
  event: EscalationEvent,
  now: Date,
  world: EscalationWorld,
): EscalationAdvance {
  const decided = decideEscalation(state, event, now, world);
  if (!Array.isArray(decided)) return { state, entry: null, refused: decided };
  if (decided.length === 0) return { state, entry: null, refused: null };
  const entry: EscalationEntry = {
    sequence: state.sequence + 1,
    eventId: event.id,
    at: now.toISOString(),
    by: event.by,
    changes: decided,
  };
  return { state: applyEntry(state, entry), entry, refused: null };
}
