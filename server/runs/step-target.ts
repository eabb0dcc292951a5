import { z } from 'zod';
import type { Transaction } from '../context/transaction.ts';

const step = z.strictObject({ runId: z.uuid(), step: z.string().min(1).max(64) });

/** The step that a verb is about: by its run and id, or by the id of its task. */
export const stepTarget = z.union([step, z.strictObject({ taskId: z.uuid() })]);
export type StepTarget = z.infer<typeof stepTarget>;

/** The run and step of a target; 404 when the task does not exist or belongs to no run. */
export async function findStep(tx: Transaction, target: StepTarget): Promise<z.infer<typeof step>> {
  if ('runId' in target) return target;
  return tx.one(
    'task',
    `select run_id as "runId", step_id as step from task
     where organisation_id = $1 and id = $2 and run_id is not null and step_id is not null`,
    [tx.organisationId, target.taskId],
  );
}
