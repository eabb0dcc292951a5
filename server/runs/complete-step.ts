import { z } from 'zod';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { checkIsMine } from './may-act.ts';
import { moveByHand, type RunPosition, requestId } from './move-by-hand.ts';
import { findStep, type StepTarget, stepTarget } from './step-target.ts';

/** What can be said when a step is done. A decision needs its `outcome`, an approval 'approved', or 'refused' with a note that says why. */
export const stepCompletion = z.strictObject({
  outcome: z.string().min(1).max(63).optional(),
  note: z.string().trim().max(5000).optional(),
  requestId,
});

/**
 * Marks a step as done: closes its task, stops its clocks and opens the steps whose turn it is. Throws a 409 problem that names who was first
 * when somebody else has done or skipped it, and when steps before it are missing; 400 when something is to be chosen and was not.
 */
export async function completeStep(
  database: Database,
  actor: Actor,
  target: StepTarget,
  input: z.input<typeof stepCompletion> = {},
): Promise<RunPosition> {
  mayI(actor, 'take_part');
  const wanted = stepTarget.parse(target);
  const { outcome, note, requestId } = stepCompletion.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const { runId, step } = await findStep(tx, wanted);
    await checkIsMine(tx, runId, step);
    return moveByHand(
      tx,
      runId,
      { kind: 'step_completed', step, ...(outcome && { outcome }), ...(note && { note }) },
      requestId,
    );
  });
}
