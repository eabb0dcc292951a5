import type { PlaybookDefinition } from '../playbooks/definition.ts';
import type { DueEntry, RunChange } from '../runs/run-log.ts';

const OUTCOMES: Readonly<Record<string, string>> = {
  success: 'as a success',
  failure: 'as a failure',
  timeout: 'because its time was over',
  superseded: 'because another run took its place',
  closed_by_hand: 'by hand',
};

/** 'Thu 14 Aug 17:00': how it came about stands with the step. */
function dateOf({ derivation }: DueEntry): string {
  return derivation.split(' = ')[0]!;
}

/** One change of a run as a line of its log, without the actor: 'completed "Find the root cause": …'. */
export function sayRunChange(change: RunChange, definition: PlaybookDefinition): string {
  const step = (id: string) => `"${definition.steps.find((one) => one.id === id)?.title ?? id}"`;
  const andWhy = (words: string | null) => (words ? `: ${words}` : '');
  switch (change.kind) {
    case 'run_started':
      return `started the run${andWhy(change.because)}`;
    case 'step_opened':
      return `opened ${step(change.step)} for ${change.owner.name}, due ${dateOf(change.due)}`;
    case 'step_blocked':
      return `holds ${step(change.step)} until the data says whether ${change.condition}`;
    case 'step_completed':
      if (change.outcome !== undefined)
        return `${sayChoice(change.step, change.outcome, definition)}${andWhy(change.note)}`;
      return `completed ${step(change.step)}${andWhy(change.note)}`;
    case 'step_skipped':
      return change.byCondition
        ? `left out ${step(change.step)}, which does not apply ${change.cut ? 'on this way' : 'to this account'}`
        : `skipped ${step(change.step)}${andWhy(change.reason)}`;
    case 'turn_completed':
      return `did ${step(change.step)}${andWhy(change.note)}; again by ${dateOf(change.due)}`;
    case 'repeat_ended':
      return `ended ${step(change.step)}${andWhy(change.because)}`;
    case 'wait_began':
      return `waits: ${step(change.step)}, until ${dateOf(change.limit)} at the latest`;
    case 'wait_ended':
      return `went on after ${step(change.step)}${andWhy(change.because)}`;
    case 'automation_began':
      return `began ${step(change.step)}`;
    case 'automation_approved':
      return `agreed to ${step(change.step)}${andWhy(change.note)}`;
    case 'automation_done':
      return `did ${step(change.step)}${andWhy(change.what)}`;
    case 'automation_failed':
      return `could not do ${step(change.step)} (attempt ${change.attempt}): ${change.problem} ${
        change.handedOver ? `It is ${change.handedOver.owner.name}'s now` : 'It is tried again'
      }`;
    case 'automation_retried':
      return `tries ${step(change.step)} again`;
    case 'group_began':
      return `began with ${groupOf(change.group, definition)}`;
    case 'group_ended':
      return `ended ${groupOf(change.group, definition)}, which is no longer needed: ${change.because}`;
    case 'step_reopened':
      return `reopened ${step(change.step)}${andWhy(change.reason)}`;
    case 'step_returned':
      return `put ${step(change.step)} back: it waits for ${step(change.waitsFor)}`;
    case 'due_changed':
      return `moved ${step(change.step)} to ${change.due.derivation}${andWhy(change.reason)}`;
    case 'reassigned':
      return `gave ${step(change.step)} to ${change.owner.name}${andWhy(change.reason)}`;
    case 'handoff_moved':
      return `${step(change.step)}: ${change.words}`;
    case 'asset_sent':
      return `sent "${change.subject}" to ${change.to}`;
    case 'first_action_done':
      return `did the first action${andWhy(change.what)}`;
    case 'first_action_late':
      return `noted that the first action is late; told ${change.owner.name}`;
    case 'step_overdue':
      return `noted that ${step(change.step)} is overdue`;
    case 'escalated':
      return `escalated to ${change.owner.name}`;
    case 'success_began':
      return `saw the goal reached, as of ${change.day}`;
    case 'success_paused':
      return `could not tell whether the goal still holds, as of ${change.day}`;
    case 'success_ended':
      return `saw the goal lost again, as of ${change.day}`;
    case 'run_closed':
      return `closed the run ${OUTCOMES[change.outcome]}${andWhy(change.reason)}`;
    case 'note_added':
      return `noted: ${change.text}`;
  }
}

/** 'decided "Choose the plan": Grow', 'approved "The discount"'. */
function sayChoice(id: string, outcome: string, { steps }: PlaybookDefinition): string {
  const step = steps.find((one) => one.id === id);
  if (step?.approval !== undefined) return `${outcome} ${step.approval.of}`;
  return `decided "${step?.title ?? id}" as "${step?.decision?.find((one) => one.outcome === outcome)?.title ?? outcome}"`;
}

function groupOf(id: string, { groups }: PlaybookDefinition): string {
  return `"${groups?.find((group) => group.id === id)?.title ?? id}"`;
}
