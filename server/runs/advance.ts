import { decide } from './decide.ts';
import { type Effect, effectsOf } from './effects.ts';
import type { Refusal } from './refusal.ts';
import { applyChange, beginEntry } from './replay.ts';
import type { RunEvent } from './run-event.ts';
import type { RunChange, RunLogEntry } from './run-log.ts';
import type { RunState } from './run-state.ts';
import { nextSettling, type RunEnvironment } from './settle-steps.ts';

/** What an event led to. When nothing changed, `logged` and `effects` are empty and `state` is the same object. */
export interface Advance {
  readonly state: RunState;
  readonly effects: readonly Effect[];
  /** At most one entry: the event with everything that followed from it. */
  readonly logged: readonly RunLogEntry[];
  readonly refused: Refusal | null;
}

/**
 * Moves a run by one event. A calculation: it reads no clock and no database, so the same arguments always give the same answer, and
 * `replay` of the log gives the same state. What may not happen comes back as `refused`, for the verb to tell the person.
 */
export function advance(state: RunState, event: RunEvent, now: Date, environment: RunEnvironment): Advance {
  const decided = decide(state, event, now, environment);
  if (!Array.isArray(decided)) return { state, effects: [], logged: [], refused: decided };

  const begun = {
    sequence: state.sequence + 1,
    eventId: event.id,
    kind: event.kind,
    at: now.toISOString(),
    by: event.by,
  };
  const changes: RunChange[] = [...decided];
  let next = changes.reduce((current, change) => applyChange(current, change, begun), beginEntry(state, begun));
  // Each round opens, blocks or leaves out one step, so there are at most twice as many rounds as steps.
  for (;;) {
    const change = nextSettling(next, now, environment);
    if (change === null) break;
    changes.push(change);
    next = applyChange(next, change, begun);
  }
  if (changes.length === 0) return { state, effects: [], logged: [], refused: null };
  const entry: RunLogEntry = { ...begun, changes };
  return {
    state: next,
    effects: effectsOf(state, next, entry, environment.definition),
    logged: [entry],
    refused: null,
  };
}
