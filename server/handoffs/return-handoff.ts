import { z } from 'zod';
import type { MemberActor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { problem } from '../lib/problem.ts';
import { runWorld } from '../runs/run-world.ts';
import { lockHandoff, mayAnswer } from './handoff.ts';
import { stopClock } from './handoff-clock.ts';
import { tellRun } from './move-step.ts';
import { recordEntry } from './record-entry.ts';
import { settledProblem } from './settled-problem.ts';
import { tellMembers } from './tell-members.ts';

/** What is missing, one gap each. */
export const handoffReturn = z.strictObject({
  gaps: z
    .array(z.string().trim().min(1).max(500))
    .min(1, 'Name what is missing: without it the giver cannot mend it.')
    .max(20, 'Name the 20 most important gaps.'),
});

/**
 * Returns a handoff to its giver with the gaps named. They carry it as before, and see what is missing. 403 for who was not asked, 409 when it was answered
 * before, with the name of who was first.
 */
export function returnHandoff(
  database: Database,
  actor: MemberActor,
  id: string,
  input: z.input<typeof handoffReturn>,
  now = new Date(),
): Promise<void> {
  mayI(actor, 'work');
  const { gaps } = handoffReturn.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const handoff = await lockHandoff(tx, id);
    if (handoff.state !== 'offered') throw await settledProblem(tx, handoff);
    if (!mayAnswer(handoff, actor))
      throw problem(403, 'This was offered to somebody else. They can return it, or a manager for them.');
    await tx.execute(
      `update handoff set state = 'returned', gaps = $3, settled_at = $4, settled_by = $5
       where organisation_id = $1 and id = $2 and state = 'offered'`,
      [tx.organisationId, id, gaps, now, actor.memberId],
    );
    await stopClock(tx, id, handoff.round);
    const words = `returned it, missing: ${gaps.join('; ')}`;
    await recordEntry(tx, { handoffId: id, kind: 'returned', words, after: { gaps } }, now);
    await tellRun(tx, handoff, words, await runWorld(tx, now));
    await tellMembers(tx, handoff, {
      key: `returned:${handoff.round}`,
      to: [handoff.giverId],
      subject: 'your handoff came back',
      words: [`${actor.name} returned it. Missing:`, ...gaps.map((gap) => `- ${gap}`)].join('\n'),
    });
  });
}
