import { type Refusal, refuse } from '../runs/refusal.ts';
import { askConsent, consentReminder, type EscalationWorld, enterLevel, resumeClock } from './enter-level.ts';
import { LEVELS, type Level } from './escalation-level.ts';
import type { EscalationChange, EscalationState } from './escalation-state.ts';

const HIGHEST = LEVELS.length;

/** What the timer of an escalation changes when it fires. One that was set again or is not needed any more is refused as stale. */
export function decideClock(
  state: EscalationState,
  key: string,
  now: Date,
  world: EscalationWorld,
): EscalationChange[] | Refusal {
  if (state.timer === null || state.timer.key !== key)
    return refuse('stale', 'This timer was set again or is no longer needed.');
  switch (state.timer.of) {
    case 'reminder':
      return [{ kind: 'reminded' }];
    case 'resume':
      return resumeClock(state, now, world);
    case 'consent':
      return state.consent === null ? [] : [consentReminder(state.consent.level, now, world)];
    case 'time':
      return timePassed(state, now, world);
  }
}

/** The time of a level is over: the next one takes it, after consent where the next needs it. */
function timePassed(state: EscalationState, now: Date, world: EscalationWorld): EscalationChange[] {
  const because = `the time of level ${state.level} is over`;
  if (state.level === HIGHEST) return [{ kind: 'time_passed' }];
  const next = (state.level + 1) as Level;
  if (world.levels[next - 1]!.consentOf === null) return enterLevel(next, 'time', because, now, world);
  const isAsked = state.consent !== null;
  return [{ kind: 'time_passed' }, ...(isAsked ? [] : [askConsent(next, because, now, world)])];
}
