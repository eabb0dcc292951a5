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

/** Why a step is skipped. */
export const stepSkip = z.strictObject({ reason: z.string().trim().max(2000).optional(), requestId });

/**
 * Skips a step, also one whose turn has not come. Throws a 409 problem when it is finished already, and when the guardrails of the playbook
 * do not leave it to the actor: a required step is skipped by an exception, which managers give themselves, with a reason (else a 400 problem).
 */
export async function skipStep(
  database: Database,
  actor: Actor,
  target: StepTarget,
  input: z.input<typeof stepSkip> = {},
): Promise<RunPosition> {
  mayI(actor, 'take_part');
  const wanted = stepTarget.parse(target);
  const { reason, requestId } = stepSkip.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const { runId, step } = await findStep(tx, wanted);
    await checkIsMine(tx, runId, step);
    const { isRequired } = await withinGuardrails(tx, runId, step, 'skip');
    const moved = await moveByHand(tx, runId, { kind: 'step_skipped', step, ...(reason && { reason }) }, requestId);
    await recordDeviation(tx, moved, {
      kind: isRequired ? 'required_skipped' : 'optional_skipped',
      step,
      reason: reason ?? null,
      exceptionId: null,
    });
    return moved;
  });
}
