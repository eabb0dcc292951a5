import { z } from 'zod';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { moveByHand, type RunPosition, requestId } from './move-by-hand.ts';
import { findStep, type StepTarget, stepTarget } from './step-target.ts';

/** Why a step is skipped. */
export const stepSkip = z.strictObject({ reason: z.string().trim().max(2000).optional(), requestId });

/**
 * Skips a step, also one whose turn has not come. Throws a 400 problem when the step is required and no reason is given, and a 409 problem when
 * it is finished already.
 */
export async function skipStep(
  database: Database,
  actor: Actor,
  target: StepTarget,
  input: z.input<typeof stepSkip> = {},
): Promise<RunPosition> {
  mayI(actor, 'work');
  const wanted = stepTarget.parse(target);
  const { reason, requestId } = stepSkip.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const { runId, step } = await findStep(tx, wanted);
    return moveByHand(tx, runId, { kind: 'step_skipped', step, ...(reason && { reason }) }, requestId);
  });
}
