import type { Transaction } from '../../context/transaction.ts';
import { problem } from '../../lib/problem.ts';
import { lockRun } from '../locked-run.ts';
import { isSettled, stepOf } from '../run-state.ts';
import { decidesAlone, exceptionRoleOf, isRequired, needsException } from './guardrails.ts';

/**
 * Refuses with a 409 problem what the guardrails of the run's playbook do not leave to the actor. What the run itself would refuse (a step that
 * is done, a closed run) is left to it. Tells whether the step is one that must not be left out.
 */
export async function withinGuardrails(
  tx: Transaction,
  runId: string,
  step: string,
  act: 'skip' | 'due',
): Promise<{ isRequired: boolean }> {
  const { definition, state } = await lockRun(tx, runId);
  const required = isRequired(definition, step);
  const current = stepOf(state, step);
  const isRefusedAnyway = state.status !== 'open' || current === null || isSettled(current);
  if (isRefusedAnyway || decidesAlone(tx.actor) || !needsException(definition, step, act))
    return { isRequired: required };
  const what = act === 'skip' ? (required ? 'A required step is skipped' : 'A step is skipped') : 'A due date is moved';
  throw problem(409, `${what} only by an exception. Ask for it: the ${sayRole(exceptionRoleOf(definition))} decides.`, [
    { at: 'exception', problem: act, mend: 'Ask for an exception, with the reason.' },
  ]);
}

function sayRole(role: string): string {
  return role.replaceAll('_', ' ');
}
