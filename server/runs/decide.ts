import { dueDate } from '../lib/calendar/due-date.ts';
import { parseDuration } from '../lib/duration.ts';
import { decideAutomation, isGivenUp } from './automation.ts';
import { outcomesOf, stepsBefore, stepsToReturn } from './branches.ts';
import { decideDueChange, decideDueRestore } from './decide-dues.ts';
import { decideExit } from './decide-exit.ts';
import { decideTimer } from './decide-timer.ts';
import { clockOf } from './due-of-step.ts';
import { escalationOf } from './escalation-rule.ts';
import { hasCondition, nextTurn } from './goes-on.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { RunEvent } from './run-event.ts';
import type { DueEntry, RunChange } from './run-log.ts';
import { isSettled, type RunState, type StepState, stepOf } from './run-state.ts';
import type { RunEnvironment } from './settle-steps.ts';

type Decision = RunChange[] | Refusal;
type StepEvent = Extract<RunEvent, { step: string }>;

/** What an event changes by itself, before what follows from it; or why it is refused. */
export function decide(state: RunState, event: RunEvent, now: Date, environment: RunEnvironment): Decision {
  if (state.seen.includes(event.id)) return refuse('duplicate', 'This has been recorded before.');
  if (event.kind === 'started')
    return state.status === 'new'
      ? start(event.because, now, environment)
      : refuse('already_started', 'This run has started before.');
  if (state.status === 'new') return refuse('not_started', 'This run has not started.');
  if (event.kind === 'note_added')
    return event.text.trim() === ''
      ? refuse('needs_text', 'A note needs some text.')
      : [{ kind: 'note_added', text: event.text.trim() }];
  if (state.status === 'closed')
    return refuse('run_closed', `This run is closed: ${state.outcome?.reason ?? ''}`, {
      at: state.outcome?.at ?? null,
    });

  switch (event.kind) {
    case 'contact_logged':
      return state.firstAction?.doneAt
        ? refuse('already_done', 'The first action was done before.', { at: state.firstAction.doneAt })
        : [{ kind: 'first_action_done', what: event.what, doneAt: event.at.toISOString() }];
    case 'conditions_evaluated':
      return decideExit(
        { success: state.success, isWorkedOff: Object.values(state.steps).every(isSettled) },
        event,
        environment.definition,
      );
    case 'timer_fired':
      return decideTimer(state, event, now, environment);
    case 'dues_restored':
      return decideDueRestore(state, event, (id) => titleOf(id, environment.definition));
    case 'closed_by_hand':
      return event.reason.trim() === ''
        ? refuse('needs_reason', 'Say why the run is closed.')
        : [{ kind: 'run_closed', outcome: 'closed_by_hand', reason: event.reason.trim() }];
    case 'superseded':
      return [{ kind: 'run_closed', outcome: 'superseded', reason: event.reason }];
    case 'account_left':
      return [{ kind: 'run_closed', outcome: 'failure', reason: event.reason }];
    default: {
      const step = stepOf(state, event.step);
      if (step === null) return refuse('unknown_step', `The playbook has no step '${event.step}'.`);
      return decideStep(state, step, event, now, environment);
    }
  }
}

function start(because: string, now: Date, environment: RunEnvironment): RunChange[] {
  const { definition } = environment;
  const anchor = { at: now, what: 'run start' };
  const fromStart = (offset: string, clock: Pick<RunEnvironment, 'calendar' | 'timeZone' | 'workdayEnd'>): DueEntry => {
    const due = dueDate({ ...clock, anchor, offset: parseDuration(offset) });
    return { at: due.at.toISOString(), derivation: due.derivation };
  };
  const { within, by } = definition.first_action;
  const first = clockOf({ owner: by }, environment.ownerOf(by), environment);
  return [
    {
      kind: 'run_started',
      because,
      steps: definition.steps.map((step) => step.id),
      ...(definition.groups && {
        groups: definition.groups.map(({ id, when }) => ({ id, when: when ?? null })),
      }),
      exit: fromStart(definition.exit.after, environment),
      firstAction: { ...fromStart(within, first), by },
      escalations: (definition.escalate ?? []).map((rule) => escalationOf(rule, fromStart(rule.after, environment))),
    },
  ];
}

function decideStep(
  state: RunState,
  step: StepState,
  event: StepEvent,
  now: Date,
  environment: RunEnvironment,
): Decision {
  const { definition } = environment;
  const reason = 'reason' in event && event.reason?.trim() ? event.reason.trim() : null;
  if (event.kind !== 'step_reopened' && event.kind !== 'asset_sent' && isSettled(step)) return settledBefore(step);

  switch (event.kind) {
    case 'automation_done':
    case 'automation_failed':
    case 'automation_retried':
      return decideAutomation(state, step, event, now, environment);
    case 'step_completed':
      if (step.status === 'waiting') return notReady(state, event.step, definition);
      return complete(state, event, now, environment);
    case 'handoff_accepted':
      if (step.status !== 'ready') return notReady(state, event.step, definition);
      if (definition.steps.find((each) => each.id === event.step)?.handoff === undefined)
        return refuse('unknown_step', `"${titleOf(event.step, definition)}" is no handoff.`);
      return [{ kind: 'step_completed', step: event.step, note: event.words }, ...firstAction(state, event.words, now)];
    case 'handoff_moved':
      return [{ kind: 'handoff_moved', step: event.step, words: event.words }];
    case 'step_skipped': {
      const required = definition.steps.find((each) => each.id === event.step)?.required ?? true;
      if (required && reason === null)
        return refuse('needs_reason', 'This step is required. Say why it is skipped: the reason is recorded.');
      return [{ kind: 'step_skipped', step: event.step, reason, byCondition: false }];
    }
    case 'step_reopened':
      if (!isSettled(step)) return refuse('not_finished', 'This step is not finished, so it cannot be reopened.');
      return [{ kind: 'step_reopened', step: event.step, reason }, ...returned(state, event.step, definition)];
    case 'asset_sent': {
      const { asset, subject, to } = event;
      return [
        { kind: 'asset_sent', step: event.step, asset, subject, to },
        ...sentInstead(step, event, definition),
        ...firstAction(state, subject, now),
      ];
    }
    case 'due_changed':
      return step.status === 'ready' && step.due !== null
        ? decideDueChange(state, event, now, environment)
        : notReady(state, event.step, definition);
    case 'reassigned':
      if (step.owner?.memberId === event.to.memberId && step.ownerByHand)
        return refuse('no_change', `${event.to.name} has this step already.`);
      return [
        {
          kind: 'reassigned',
          step: event.step,
          owner: { memberId: event.to.memberId, name: event.to.name, fallback: event.to.fallback ?? null },
          reason,
          ...(event.isQuiet && { isQuiet: true }),
        },
      ];
  }
}

function complete(
  state: RunState,
  event: Extract<StepEvent, { kind: 'step_completed' }>,
  now: Date,
  environment: RunEnvironment,
): Decision {
  const { definition } = environment;
  const playbookStep = definition.steps.find((each) => each.id === event.step)!;
  if (playbookStep.handoff !== undefined)
    return refuse('needs_acceptance', 'A handoff is done when it is accepted. Offer it, or skip it with a reason.');
  const possible = outcomesOf(playbookStep);
  const note = event.note?.trim() || null;
  const chosen = possible.find(({ outcome }) => outcome === event.outcome);
  if (possible.length > 0 && chosen === undefined)
    return refuse('needs_outcome', `Choose one: ${possible.map(({ title }) => title).join(', ')}.`);
  if (possible.length === 0 && event.outcome !== undefined)
    return refuse('needs_outcome', 'This step has nothing to choose from.');
  if (chosen?.outcome === 'refused' && note === null)
    return refuse('needs_reason', 'Say why it is refused: the reason is recorded.');
  if (playbookStep.wait !== undefined)
    return [{ kind: 'step_completed', step: event.step, note, ...(hasCondition(playbookStep) && { outcome: 'met' }) }];
  if (playbookStep.do !== undefined) {
    const current = stepOf(state, event.step)!;
    if (current.status === 'running') return refuse('running', 'Steward is doing this step right now.');
    if (current.status === 'ready' && !isGivenUp(current))
      return [
        { kind: 'automation_approved', step: event.step, note },
        ...firstAction(state, titleOf(event.step, definition), now),
      ];
  }
  const again = nextTurn(playbookStep, stepOf(state, event.step)!, note, now, environment);
  return [
    again ?? { kind: 'step_completed', step: event.step, note, ...(chosen && { outcome: chosen.outcome }) },
    ...firstAction(state, titleOf(event.step, definition), now),
  ];
}

/** Who sends by hand, and edited, the letter to whose sending they are asked to agree, has done the step. */
function sentInstead(
  step: StepState,
  event: Extract<StepEvent, { kind: 'asset_sent' }>,
  { steps }: RunEnvironment['definition'],
): RunChange[] {
  const letter = steps.find(({ id }) => id === event.step);
  if (letter?.do !== 'send_email' || letter.with?.asset !== event.asset || step.status !== 'ready') return [];
  return [{ kind: 'step_completed', step: event.step, note: `Sent by ${event.by.name} to ${event.to}.` }];
}

function firstAction(state: RunState, what: string, now: Date): RunChange[] {
  return state.firstAction?.doneAt ? [] : [{ kind: 'first_action_done', what, doneAt: now.toISOString() }];
}

function titleOf(step: string, { steps }: RunEnvironment['definition']): string {
  return steps.find((each) => each.id === step)?.title ?? step;
}

function returned(state: RunState, reopened: string, definition: RunEnvironment['definition']): RunChange[] {
  return stepsToReturn(state, reopened, definition).map((step) => ({
    kind: 'step_returned',
    step,
    waitsFor: reopened,
  }));
}

function settledBefore(step: StepState): Refusal {
  const by = step.settledBy?.name ?? 'Steward';
  return step.status === 'done'
    ? refuse('already_done', `${by} has done this step already.`, { by: step.settledBy, at: step.settledAt })
    : refuse('already_skipped', `${by} has skipped this step. Reopen it first.`, {
        by: step.settledBy,
        at: step.settledAt,
      });
}

function notReady(state: RunState, id: string, definition: RunEnvironment['definition']): Refusal {
  const step = definition.steps.find((each) => each.id === id);
  const missing = (step === undefined ? [] : stepsBefore(step, definition))
    .filter((before) => !isSettled(stepOf(state, before)!))
    .map((before) => `"${titleOf(before, definition)}"`);
  return refuse(
    'not_ready',
    `This step waits for ${missing.join(', ') || 'the next diagnosis'}. Finish or skip that first.`,
  );
}
