import { writesToCustomer } from '../playbooks/actions.ts';
import type { PlaybookStep, Role } from '../playbooks/definition.ts';
import { dueOfStep } from './due-of-step.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { RunEvent } from './run-event.ts';
import type { RunChange } from './run-log.ts';
import type { RunState, StepState } from './run-state.ts';
import type { RunEnvironment } from './settle-steps.ts';

type AutomationEvent = Extract<RunEvent, { kind: 'automation_done' | 'automation_failed' | 'automation_retried' }>;

const MINUTE = 60_000;

/** How long to wait after each failure; after the last of them a person takes over. */
const PAUSES = [1, 5, 15, 60, 180, 360, 720].map((minutes) => minutes * MINUTE);

/** The role that has to agree before an automated step is performed, or null: what the playbook says, else the organisation's rule for e-mails. */
export function gateOf(
  step: PlaybookStep,
  { emailsNeedPerson }: Pick<RunEnvironment, 'emailsNeedPerson'>,
): Role | null {
  if (step.do === undefined) return null;
  return step.approve ?? (emailsNeedPerson && writesToCustomer(step) ? step.owner : null);
}

/** Whether an automated step has been given up, so that a person has to do it. */
export function isGivenUp(step: StepState): boolean {
  return step.status === 'ready' && step.automation != null;
}

/** What the performing of an automated step changes: it is done, has failed and is tried again, or goes to a person. */
export function decideAutomation(
  state: RunState,
  step: StepState,
  event: AutomationEvent,
  now: Date,
  environment: RunEnvironment,
): RunChange[] | Refusal {
  const playbookStep = environment.definition.steps.find(({ id }) => id === event.step)!;
  if (event.kind === 'automation_retried')
    return isGivenUp(step)
      ? [{ kind: 'automation_retried', step: event.step }]
      : refuse('not_ready', 'There is nothing to try again: the step is not with a person because it failed.');
  if (step.automation?.key !== event.key || step.status !== 'running')
    return refuse('stale', 'This was dealt with before.');
  if (event.kind === 'automation_done') return [{ kind: 'automation_done', step: event.step, what: event.what }];

  const attempt = step.automation.attempts + 1;
  const pause = event.isFinal ? undefined : PAUSES[attempt - 1];
  const failed = { kind: 'automation_failed', step: event.step, problem: event.problem, attempt } as const;
  if (pause !== undefined)
    return [{ ...failed, retryAt: new Date(now.getTime() + pause).toISOString(), handedOver: null }];
  const owner = environment.ownerOf(playbookStep.owner);
  return [{ ...failed, retryAt: null, handedOver: dueOfStep(playbookStep, state, now, environment, owner) }];
}
