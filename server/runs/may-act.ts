import type { Actor } from '../context/actor.ts';
import { isAllowed } from '../context/permission.ts';
import type { Transaction } from '../context/transaction.ts';
import { problem } from '../lib/problem.ts';
import type { PlaybookStep, Role } from '../playbooks/definition.ts';
import { isGivenUp } from './automation.ts';
import { decidesAlone } from './exceptions/guardrails.ts';
import { lockRun } from './locked-run.ts';
import { type StepState, stepOf } from './run-state.ts';

/**
 * Why this member may not act on a step, as a sentence; null when they may. Work is open to all who work here, so that nobody has to wait for a
 * colleague. A consent is not: an approval, a decision that the playbook gives to a manager or above, and an automated step for which it names a
 * role, are its owner's or a manager's to give. Who has no work here otherwise, an executive, may do what has come to them.
 */
export function whyNotMine(actor: Actor, step: PlaybookStep, state: StepState | null): string | null {
  if (decidesAlone(actor) || (state?.owner != null && state.owner.memberId === actor.memberId)) return null;
  const owner = state?.owner?.name ?? 'the member to whom it comes';
  if (isConsent(step, state)) return `Only ${owner}, a manager or an admin can decide this.`;
  return isAllowed(actor, 'work') ? null : `This step is for ${owner}.`;
}

const ABOVE: ReadonlySet<unknown> = new Set<Role>(['manager', 'vp', 'executive']);

function isConsent(step: PlaybookStep, state: StepState | null): boolean {
  if (step.approval !== undefined) return true;
  if (step.decision !== undefined && ABOVE.has(step.owner)) return true;
  return step.do !== undefined && step.approve !== undefined && !(state !== null && isGivenUp(state));
}

/** Refuses with a 403 problem what `whyNotMine` says; what the run itself would refuse is left to it. */
export async function checkIsMine(tx: Transaction, runId: string, stepId: string): Promise<void> {
  const { definition, state } = await lockRun(tx, runId);
  const step = definition.steps.find(({ id }) => id === stepId);
  const why = step ? whyNotMine(tx.actor, step, stepOf(state, stepId)) : null;
  if (why !== null) throw problem(403, why);
}
