import { z } from 'zod';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { problem } from '../lib/problem.ts';
import { checkIsMine } from './may-act.ts';
import { moveByHand, type RunPosition, requestId } from './move-by-hand.ts';
import { findStep, type StepTarget, stepTarget } from './step-target.ts';

/** Who gets a task. */
export const reassignment = z.strictObject({
  memberId: z.uuid(),
  reason: z.string().trim().max(2000).optional(),
  requestId,
});

/**
 * Gives a step to another member, who hears of it by e-mail. They keep it when the step is reopened. Throws a 404 problem for nobody of this
 * organisation, and a 409 problem for somebody who cannot work on it: who has left, has not joined yet, or may only look.
 */
export async function reassignTask(
  database: Database,
  actor: Actor,
  target: StepTarget,
  input: z.input<typeof reassignment>,
): Promise<RunPosition> {
  mayI(actor, 'take_part');
  const wanted = stepTarget.parse(target);
  const { memberId, reason, requestId } = reassignment.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const { runId, step } = await findStep(tx, wanted);
    await checkIsMine(tx, runId, step);
    const to = await tx.one<{ name: string; status: string; role: string }>(
      'member',
      'select name, status, role from member where organisation_id = $1 and id = $2 for share',
      [tx.organisationId, memberId],
    );
    if (to.status !== 'active' || to.role === 'viewer')
      throw problem(409, `${to.name} cannot work on tasks. Choose an active member who is not a viewer.`);
    const happening = { kind: 'reassigned', step, to: { memberId, name: to.name }, ...(reason && { reason }) } as const;
    return moveByHand(tx, runId, happening, requestId);
  });
}
