import { z } from 'zod';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { moveByHand, type RunPosition, requestId } from './move-by-hand.ts';
import { findStep, type StepTarget, stepTarget } from './step-target.ts';

export const stepRetry = z.strictObject({ requestId });

/** Has Steward try again what it gave up, once the cause is mended. Throws a 409 problem when the step is not with a person because it failed. */
export async function retryAutomation(
  database: Database,
  actor: Actor,
  target: StepTarget,
  input: z.input<typeof stepRetry> = {},
): Promise<RunPosition> {
  mayI(actor, 'work');
  const wanted = stepTarget.parse(target);
  const { requestId } = stepRetry.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const { runId, step } = await findStep(tx, wanted);
    return moveByHand(tx, runId, { kind: 'automation_retried', step }, requestId);
  });
}
