import { z } from 'zod';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { checkIsMine } from './may-act.ts';
import { moveByHand, type RunPosition, requestId } from './move-by-hand.ts';
import { findStep, type StepTarget, stepTarget } from './step-target.ts';

/** Why a step is opened again. */
export const stepReopening = z.strictObject({ reason: z.string().trim().max(2000).optional(), requestId });

/**
 * Opens a step again that was done or skipped, with a new task. Steps after it that were open wait again; what was done stays done. Throws a
 * 403 problem when the step is for somebody else, a 409 problem when it is not finished or the run is closed.
 */
export async function reopenStep(
  database: Database,
  actor: Actor,
  target: StepTarget,
  input: z.input<typeof stepReopening> = {},
): Promise<RunPosition> {
  mayI(actor, 'take_part');
  const wanted = stepTarget.parse(target);
  const { reason, requestId } = stepReopening.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const { runId, step } = await findStep(tx, wanted);
    await checkIsMine(tx, runId, step);
    return moveByHand(tx, runId, { kind: 'step_reopened', step, ...(reason && { reason }) }, requestId);
  });
}
