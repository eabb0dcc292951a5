import type { Run, RunStep } from '../../../server/api/contract/run.ts';

/** Whether somebody else has to agree before this is done to a step: the playbook does not leave it free, and one does not decide alone. */
export function needsException({ guardrails }: Run, step: RunStep, act: 'skip' | 'due'): boolean {
  if (guardrails.decidesAlone) return false;
  if (act === 'due') return !guardrails.mayChange.includes('due');
  return step.isRequired || !guardrails.mayChange.includes('optional_steps');
}
