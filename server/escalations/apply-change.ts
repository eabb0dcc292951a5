import type {
  EscalationChange,
  EscalationClock,
  EscalationEntry,
  EscalationState,
  TimerKind,
} from './escalation-state.ts';
import { newEscalation } from './escalation-state.ts';

/** The state of an escalation from its log alone, whatever the settings and calendars say today. */
export function replayEscalation(id: string, entries: readonly EscalationEntry[]): EscalationState {
  return entries.reduce(applyEntry, newEscalation(id));
}

/** The state after one entry, with the timer that it then needs. */
export function applyEntry(state: EscalationState, entry: EscalationEntry): EscalationState {
  const begun: EscalationState = { ...state, sequence: entry.sequence, seen: [...state.seen, entry.eventId] };
  const changed = entry.changes.reduce((current, change) => applyChange(current, change, entry), begun);
  return { ...changed, timer: timerOf(changed, state, entry.eventId) };
}

function applyChange(
  state: EscalationState,
  change: EscalationChange,
  { at, by }: Pick<EscalationEntry, 'at' | 'by'>,
): EscalationState {
  switch (change.kind) {
    case 'opened':
      return { ...state, status: 'open', issue: change.issue, openedAt: at };
    case 'level_entered':
      return {
        ...state,
        level: change.level,
        owner: change.owner,
        acknowledged: null,
        clock: { kind: 'running', due: change.due, remindAt: change.remindAt },
        consent: state.consent !== null && state.consent.level > change.level ? state.consent : null,
      };
    case 'acknowledged':
      return { ...state, acknowledged: { by, at } };
    case 'clock_paused':
      return { ...state, clock: paused(state.clock, change, at) };
    case 'clock_resumed':
      return { ...state, clock: { kind: 'running', due: change.due, remindAt: change.remindAt } };
    case 'reminded':
      return state.clock.kind === 'running' ? { ...state, clock: { ...state.clock, remindAt: null } } : state;
    case 'time_passed':
      return state.clock.kind === 'running' ? { ...state, clock: { kind: 'passed', due: state.clock.due } } : state;
    case 'consent_asked': {
      const { level, of, because, remindAt } = change;
      return { ...state, consent: { level, of, because, askedAt: at, remindAt } };
    }
    case 'consent_reminded':
      return state.consent === null
        ? state
        : { ...state, consent: { ...state.consent, of: change.of, remindAt: change.remindAt } };
    case 'consent_given':
    case 'consent_refused':
      return { ...state, consent: null };
    case 'next_step_set':
      return { ...state, nextStep: { text: change.text, on: change.on } };
    case 'reassigned':
      return { ...state, owner: change.owner };
    case 'resolved':
      return {
        ...state,
        status: 'resolved',
        clock: { kind: 'off' },
        consent: null,
        resolution: { by, at, steps: change.steps },
      };
    case 'customer_answered':
      return { ...state, confirmation: { by, at, answer: change.answer, who: change.who, note: change.note } };
    case 'reopened':
      return { ...state, status: 'open', resolution: null, confirmation: null, review: null };
    case 'reviewed':
      return { ...state, review: { by, at, lessons: change.lessons, change: change.change } };
    case 'closed':
      return { ...state, status: 'closed', closedAt: at };
    case 'joined':
    case 'contact_noted':
    case 'customer_told':
    case 'note_added':
      return state;
  }
}

/** A clock that stands still already does so until the later of both. */
function paused(
  clock: EscalationClock,
  { until, because }: Extract<EscalationChange, { kind: 'clock_paused' }>,
  at: string,
): EscalationClock {
  if (clock.kind === 'running')
    return { kind: 'paused', since: at, until, because, due: clock.due, remindAt: clock.remindAt };
  return clock.kind === 'paused' ? { ...clock, until, because } : clock;
}

/** The first thing that has to happen by itself. One that was there before keeps its key, unless it is what has just happened. */
function timerOf(state: EscalationState, before: EscalationState, eventId: string): EscalationState['timer'] {
  const waiting: { of: TimerKind; at: string }[] = [];
  const { clock, consent } = state;
  if (clock.kind === 'running') {
    waiting.push({ of: 'time', at: clock.due.at });
    if (clock.remindAt !== null && clock.remindAt < clock.due.at) waiting.push({ of: 'reminder', at: clock.remindAt });
  }
  if (clock.kind === 'paused') waiting.push({ of: 'resume', at: clock.until.at });
  if (consent !== null) waiting.push({ of: 'consent', at: consent.remindAt });
  const first = waiting.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))[0];
  if (first === undefined) return null;
  const isLeft = before.timer !== null && before.timer.key !== eventId;
  const same = isLeft && before.timer.of === first.of && before.timer.at === first.at;
  return same ? before.timer : { ...first, key: `${state.id}/${first.of}/${state.sequence}` };
}
