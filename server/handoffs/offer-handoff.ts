import { z } from 'zod';
import type { MemberActor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { DURATION_PATTERN, parseDuration } from '../lib/duration.ts';
import { runWorld } from '../runs/run-world.ts';
import { namedReceiver } from './find-receiver.ts';
import { writeNewOffer } from './write-offer.ts';

/** Who gives and who receives, for what is handed over by hand. */
export const HANDOFF_ROLES = ['csm', 'account_manager', 'support', 'sales', 'manager'] as const;
export const RECEIVING_ROLES = ['csm', 'account_manager', 'support', 'manager'] as const;

const acceptWithin = z
  .string()
  .regex(DURATION_PATTERN, 'Write a time such as 2bd or 24h.')
  .refine((text) => DURATION_PATTERN.test(text) && parseDuration(text).amount > 0, 'Leave some time to accept it.');

/** What is handed over by hand: the account, by whom to whom, what it is about, and the brief as the giver finished it. */
export const handoffOffer = z.strictObject({
  accountId: z.uuid(),
  giverRole: z.enum(HANDOFF_ROLES),
  receiverRole: z.enum(RECEIVING_ROLES),
  /** Null: whoever has the role and takes it first. */
  receiverId: z.uuid().nullable(),
  subject: z.string().trim().min(1, 'Say what is handed over.').max(300, 'At most 300 characters.'),
  brief: z.string().trim().min(1, 'The brief is empty.').max(50_000),
  acceptWithin: acceptWithin.default('2bd'),
});

/**
 * Offers something of an account to a colleague. The acting member stays responsible until it is accepted. Throws a 404 problem for an account or
 * member that is not here, a 409 problem for a receiver who cannot work or has it already.
 */
export function offerHandoff(
  database: Database,
  actor: MemberActor,
  input: z.input<typeof handoffOffer>,
  now = new Date(),
): Promise<{ id: string }> {
  mayI(actor, 'work');
  const offer = handoffOffer.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const account = await tx.one<{ name: string }>(
      'account',
      'select name from account where organisation_id = $1 and id = $2 for share',
      [tx.organisationId, offer.accountId],
    );
    const receiver = offer.receiverId ? await namedReceiver(tx, offer.receiverId, actor.memberId) : null;
    const id = await writeNewOffer(
      tx,
      {
        accountId: offer.accountId,
        accountName: account.name,
        runId: null,
        step: null,
        subject: offer.subject,
        giverRole: offer.giverRole,
        receiverRole: offer.receiverRole,
        giverId: actor.memberId,
      },
      {
        receiverId: receiver?.id ?? null,
        receiverName: receiver?.name ?? null,
        brief: offer.brief,
        missing: [],
        acceptWithin: offer.acceptWithin,
      },
      await runWorld(tx, now),
    );
    return { id };
  });
}
