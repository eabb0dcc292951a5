import { z } from 'zod';
import type { MemberActor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { problem } from '../lib/problem.ts';
import { type Handoff, lockHandoff, mayGive } from './handoff.ts';
import { stopClock } from './handoff-clock.ts';
import { recordEntry } from './record-entry.ts';
import { settledProblem } from './settled-problem.ts';
import { tellMembers } from './tell-members.ts';

/** Why it is not handed over after all. */
export const handoffWithdrawal = z.strictObject({
  reason: z.string().trim().min(1, 'Say why: the reason is recorded.').max(2000),
});

/**
 * Takes back what was offered by hand: the giver keeps it. The handoff of a step ends by skipping the step (409). 403 for anybody but the giver and managers.
 */
export function withdrawHandoff(
  database: Database,
  actor: MemberActor,
  id: string,
  input: z.input<typeof handoffWithdrawal>,
  now = new Date(),
): Promise<void> {
  mayI(actor, 'work');
  const { reason } = handoffWithdrawal.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const handoff = await lockHandoff(tx, id);
    if (!mayGive(handoff, actor)) throw problem(403, 'Only who gives it can withdraw it, or a manager for them.');
    if (handoff.runId !== null)
      throw problem(409, 'This handoff is a step of a run. Skip the step, and it is withdrawn.');
    if (handoff.state === 'accepted' || handoff.state === 'withdrawn') throw await settledProblem(tx, handoff);
    await writeWithdrawal(tx, handoff, reason, now);
  });
}

/** Withdraws a locked, unsettled handoff, and tells who was asked. */
export async function writeWithdrawal(tx: Transaction, handoff: Handoff, reason: string, now: Date): Promise<void> {
  await tx.execute(
    `update handoff set state = 'withdrawn', settled_at = $3, settled_by = $4, reason = $5
     where organisation_id = $1 and id = $2 and state in ('offered', 'returned', 'lapsed')`,
    [tx.organisationId, handoff.id, now, tx.actor.memberId, reason],
  );
  await stopClock(tx, handoff.id, handoff.round);
  const words = `withdrew it: ${reason}`;
  await recordEntry(tx, { handoffId: handoff.id, kind: 'withdrawn', words, reason }, now);
  if (handoff.state !== 'offered' || handoff.receiverId === null) return;
  await tellMembers(tx, handoff, {
    key: `withdrawn:${handoff.round}`,
    to: [handoff.receiverId],
    subject: 'a handoff was withdrawn',
    words: `You need not answer it any more: ${reason}`,
  });
}
