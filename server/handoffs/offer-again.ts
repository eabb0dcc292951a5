import { z } from 'zod';
import type { MemberActor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { problem } from '../lib/problem.ts';
import { runWorld } from '../runs/run-world.ts';
import { namedReceiver } from './find-receiver.ts';
import { lockHandoff, mayGive } from './handoff.ts';
import { tellRun } from './move-step.ts';
import { settledProblem } from './settled-problem.ts';
import { writeNextOffer } from './write-offer.ts';

/** The brief with the gaps closed, and to whom it goes this time. */
export const nextOffer = z.strictObject({
  receiverId: z.uuid().nullable(),
  brief: z.string().trim().min(1, 'The brief is empty.').max(50_000),
});

/**
 * Offers a handoff again that was returned or not accepted in time, with the time it had before. Only the giver may, or a manager for them. Throws a 409
 * problem when it is offered, accepted or withdrawn already.
 */
export function offerAgain(
  database: Database,
  actor: MemberActor,
  id: string,
  input: z.input<typeof nextOffer>,
  now = new Date(),
): Promise<void> {
  mayI(actor, 'work');
  const { receiverId, brief } = nextOffer.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const handoff = await lockHandoff(tx, id);
    if (!mayGive(handoff, actor)) throw problem(403, 'Only who gives it can offer it again, or a manager for them.');
    if (handoff.state !== 'returned' && handoff.state !== 'lapsed') throw await settledProblem(tx, handoff);
    const receiver = receiverId ? await namedReceiver(tx, receiverId, handoff.giverId) : null;
    const world = await runWorld(tx, now);
    const offer = {
      receiverId: receiver?.id ?? null,
      receiverName: receiver?.name ?? null,
      brief,
      missing: [],
      acceptWithin: handoff.acceptWithin,
    };
    await writeNextOffer(tx, handoff, offer, world);
    await tellRun(tx, handoff, `offered again to ${receiver?.name ?? 'whoever has the role'}`, world);
  });
}
