import { type Refusal, refuse } from '../runs/refusal.ts';
import { decideClock } from './decide-clock.ts';
import { askConsent, type EscalationWorld, enterLevel, pauseFrom, restartClock } from './enter-level.ts';
import { highestWithoutConsent } from './escalation-level.ts';
import type { EscalationChange, EscalationEvent, EscalationState } from './escalation-state.ts';

type Decision = EscalationChange[] | Refusal;

/** What an event changes, or why it is refused. */
export function decideEscalation(
  state: EscalationState,
  event: EscalationEvent,
  now: Date,
  world: EscalationWorld,
): Decision {
  if (state.seen.includes(event.id)) return refuse('duplicate', 'This has been recorded before.');
  if (event.kind === 'opened')
    return state.status === 'new' ? open(event, now, world) : refuse('already_started', 'It is open already.');
  if (state.status === 'new') return refuse('not_started', 'This escalation has not been opened.');
  if (event.kind === 'note_added')
    return event.text.trim() === ''
      ? refuse('needs_text', 'A note needs some text.')
      : [{ kind: 'note_added', text: event.text.trim() }];
  if (event.kind === 'opened_again') return joinThread(state, event, now, world);
  if (state.status === 'closed')
    return refuse('run_closed', 'This escalation is closed. Open a new one if it comes back.', { at: state.closedAt });
  return state.status === 'open' ? decideOpen(state, event, now, world) : decideResolved(state, event, now, world);
}

function open(
  { issue, because, level }: Extract<EscalationEvent, { kind: 'opened' }>,
  now: Date,
  world: EscalationWorld,
): EscalationChange[] {
  const start = highestWithoutConsent(world.levels, level);
  return [
    { kind: 'opened', issue: issue.trim(), because: because.trim() },
    ...enterLevel(start, 'opened', null, now, world),
    ...(start === level ? [] : [askConsent(level, because.trim(), now, world)]),
  ];
}

/** A second opening of the same matter: it joins, and raises when it wants more. */
function joinThread(
  state: EscalationState,
  { because, level }: Extract<EscalationEvent, { kind: 'opened_again' }>,
  now: Date,
  world: EscalationWorld,
): EscalationChange[] {
  const joined: EscalationChange[] = [{ kind: 'joined', because: because.trim() }];
  if (state.status !== 'open' || level <= state.level) return joined;
  const free = highestWithoutConsent(world.levels, level);
  if (free > state.level) joined.push(...enterLevel(free, 'hand', because.trim(), now, world));
  if (free < level && (state.consent === null || state.consent.level < level))
    joined.push(askConsent(level, because.trim(), now, world));
  return joined;
}

function decideOpen(state: EscalationState, event: EscalationEvent, now: Date, world: EscalationWorld): Decision {
  switch (event.kind) {
    case 'acknowledged':
      return state.acknowledged === null
        ? [{ kind: 'acknowledged', note: event.note }, ...pauseFrom(state, now, 'acknowledged', now, world)]
        : refuse(
            'already_done',
            `${state.acknowledged.by.name} has acknowledged this at this level.`,
            state.acknowledged,
          );
    case 'contact_logged':
      return [{ kind: 'contact_noted', what: event.what }, ...pauseFrom(state, event.at, 'contact', now, world)];
    case 'customer_told':
      return [
        { kind: 'customer_told', subject: event.subject, to: event.to },
        ...pauseFrom(state, now, 'contact', now, world),
      ];
    case 'timer_fired':
      return decideClock(state, event.key, now, world);
    case 'raised':
      return raise(state, event, now, world);
    case 'consent_answered':
      return answerConsent(state, event, now, world);
    case 'next_step_set':
      return event.text.trim() === ''
        ? refuse('needs_text', 'Say what the next step is.')
        : [{ kind: 'next_step_set', text: event.text.trim(), on: event.on }];
    case 'reassigned':
      return state.owner?.memberId === event.to.memberId
        ? refuse('no_change', `${event.to.name} has it already.`)
        : [{ kind: 'reassigned', owner: event.to, reason: event.reason }];
    case 'resolved':
      return event.steps.trim() === ''
        ? refuse('needs_text', 'Say which steps resolved it.')
        : [{ kind: 'resolved', steps: event.steps.trim() }];
    case 'customer_answered':
    case 'reviewed':
    case 'closed':
      return refuse('not_ready', 'Resolve it first: say which steps were taken.');
    case 'reopened':
      return refuse('no_change', 'This escalation is open.');
    case 'opened':
    case 'opened_again':
    case 'note_added':
      return [];
  }
}

function decideResolved(state: EscalationState, event: EscalationEvent, now: Date, world: EscalationWorld): Decision {
  switch (event.kind) {
    case 'customer_answered':
      if (event.answer === 'no_answer' && !event.note?.trim())
        return refuse('needs_reason', 'Say how you tried to reach the customer.');
      return [{ kind: 'customer_answered', answer: event.answer, who: event.who, note: event.note?.trim() || null }];
    case 'reviewed':
      return event.lessons.trim() === ''
        ? refuse('needs_text', 'Say what was learned.')
        : [{ kind: 'reviewed', lessons: event.lessons.trim(), change: event.change?.trim() || null }];
    case 'closed':
      if (state.confirmation === null)
        return refuse('not_ready', 'Record first whether the customer confirms that it is resolved.');
      if (state.review === null)
        return refuse('not_ready', 'Review it first: what was learned, and what should change.');
      return [{ kind: 'closed' }];
    case 'reopened':
      return event.reason.trim() === ''
        ? refuse('needs_reason', 'Say why it is open again.')
        : [{ kind: 'reopened', reason: event.reason.trim() }, ...restartClock(state, now, world)];
    case 'timer_fired':
      return refuse('stale', 'This timer is no longer needed.');
    case 'contact_logged':
      return [{ kind: 'contact_noted', what: event.what }];
    case 'customer_told':
      return [{ kind: 'customer_told', subject: event.subject, to: event.to }];
    case 'resolved':
      return refuse('already_done', 'It has been resolved already.', state.resolution ?? {});
    default:
      return refuse('not_ready', 'This escalation is resolved. Reopen it first.');
  }
}

function raise(
  state: EscalationState,
  { level, reason }: Extract<EscalationEvent, { kind: 'raised' }>,
  now: Date,
  world: EscalationWorld,
): Decision {
  if (level <= state.level) return refuse('no_change', `It is at level ${state.level} already.`);
  if (reason.trim() === '') return refuse('needs_reason', 'Say why it is raised.');
  const needsConsent = world.levels[level - 1]!.consentOf !== null;
  if (!needsConsent) return enterLevel(level, 'hand', reason.trim(), now, world);
  if (state.consent !== null && state.consent.level >= level)
    return refuse('already_done', `${state.consent.of.name} has been asked for consent already.`, {
      at: state.consent.askedAt,
    });
  return [askConsent(level, reason.trim(), now, world)];
}

function answerConsent(
  state: EscalationState,
  { isGiven, reason }: Extract<EscalationEvent, { kind: 'consent_answered' }>,
  now: Date,
  world: EscalationWorld,
): Decision {
  if (state.consent === null) return refuse('not_ready', 'Nobody waits for consent here.');
  const { level, because } = state.consent;
  if (isGiven)
    return [
      { kind: 'consent_given', level, reason: reason?.trim() || null },
      ...enterLevel(level, 'consent', because, now, world),
    ];
  if (!reason?.trim()) return refuse('needs_reason', 'Say why not: the owner has to find another way.');
  const refused: EscalationChange = { kind: 'consent_refused', level, reason: reason.trim() };
  return [refused, ...(state.clock.kind === 'passed' ? restartClock(state, now, world) : [])];
}
