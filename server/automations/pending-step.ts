import type { Transaction } from '../context/transaction.ts';
import type { ActionKind } from '../playbooks/actions.ts';
import type { PlaybookStep } from '../playbooks/definition.ts';
import { type LockedRun, lockRuns } from '../runs/locked-run.ts';
import { type StepState, stepOf } from '../runs/run-state.ts';

/** What the job `run_automation` carries: a step of a run, and the key under which it is performed. */
export interface AutomationJob {
  readonly run_id: string;
  readonly step: string;
  readonly key: string;
}

/** A step that Steward is to perform now. Its run is locked. */
export interface PendingStep {
  readonly run: LockedRun;
  readonly step: PlaybookStep & { readonly do: ActionKind };
  readonly state: StepState;
  /** The same for each attempt. */
  readonly key: string;
}

/** Locks the run and gives the step; null when it was performed, is not wanted any more, or is held because its automation is paused. */
export async function findPending(tx: Transaction, job: AutomationJob): Promise<PendingStep | null> {
  const [run] = await lockRuns(tx, [job.run_id]);
  const state = run && stepOf(run.state, job.step);
  if (!run || !state || run.state.status !== 'open') return null;
  if (state.status !== 'running' || state.automation?.key !== job.key) return null;
  const step = run.definition.steps.find(({ id }) => id === job.step);
  if (step?.do === undefined || (await isPaused(tx, run.playbookKey, job.step))) return null;
  return { run, step: { ...step, do: step.do }, state, key: job.key };
}

async function isPaused(tx: Transaction, playbookKey: string, stepId: string): Promise<boolean> {
  const pause = await tx.maybe(
    `select from automation_pause
     where organisation_id = $1 and playbook_key = $2 and step_id = $3 and resumed_at is null`,
    [tx.organisationId, playbookKey, stepId],
  );
  return pause !== null;
}
