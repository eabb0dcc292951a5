import { z } from 'zod';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { recordDeviation } from './exceptions/record-deviation.ts';
import { withinGuardrails } from './exceptions/within-guardrails.ts';
import { checkIsMine } from './may-act.ts';
import { moveByHand, type RunPosition, requestId } from './move-by-hand.ts';
import { findStep, type StepTarget, stepTarget } from './step-target.ts';

/** A new due date, as an instant. */
export const dueChange = z.strictObject({
  dueAt: z.coerce.date(),
  /** Other open steps of the run that move with it, each to an instant of its own. */
  also: z
    .array(z.strictObject({ step: z.string().min(1).max(64), dueAt: z.coerce.date() }))
    .max(100)
    .optional(),
  reason: z.string().trim().max(2000).optional(),
  requestId,
});

/**
 * Moves the due date of an open step to an instant that is still to come, and those of others with it, all or none; the derivation then says who
 * set it and what it was. Throws a 400 problem for an instant that has passed, a 409 problem when somebody has finished one of the steps meanwhile.
 */
export async function changeDue(
  database: Database,
  actor: Actor,
  target: StepTarget,
  input: z.input<typeof dueChange>,
): Promise<RunPosition> {
  mayI(actor, 'take_part');
  const wanted = stepTarget.parse(target);
  const { dueAt, also, reason, requestId } = dueChange.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const { runId, step } = await findStep(tx, wanted);
    await checkIsMine(tx, runId, step);
    await withinGuardrails(tx, runId, step, 'due');
    const moved = await moveByHand(
      tx,
      runId,
      { kind: 'due_changed', step, dueAt, ...(also && { also }), ...(reason && { reason }) },
      requestId,
    );
    await recordDeviation(tx, moved, { kind: 'due_moved', step, reason: reason ?? null, exceptionId: null });
    return moved;
  });
}
