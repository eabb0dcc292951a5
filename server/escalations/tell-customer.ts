import { z } from 'zod';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { queueMessage } from '../jobs/queue-message.ts';
import { problem } from '../lib/problem.ts';
import { type EscalationPosition, escalationToMove, moveInside } from './move-by-hand.ts';

/** A message to the customer as the person edited it. `text` is plain text. */
export const customerMessage = z.strictObject({
  contactId: z.uuid(),
  subject: z.string().trim().min(1, 'Give the e-mail a subject.').max(300),
  text: z.string().trim().min(1, 'The e-mail is empty.').max(50_000),
});

/**
 * Sends the customer exactly what the person saw and edited, with answers going to the person. It counts as a contact: the clock stands still
 * for a while. Throws a 409 problem when the contact has no address or has left, and while brackets in the text still ask for something.
 */
export function tellCustomer(
  database: Database,
  actor: Actor,
  escalationId: string,
  input: z.input<typeof customerMessage>,
): Promise<EscalationPosition> {
  mayI(actor, 'take_part');
  const { contactId, subject, text } = customerMessage.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const escalation = await escalationToMove(tx, escalationId);
    const to = await addressOf(tx, escalation.accountId, contactId);
    const sender = await senderOf(tx);
    await queueMessage(tx, {
      key: `escalation:${escalation.id}:${escalation.state.sequence + 1}:customer`,
      kind: 'asset',
      to,
      subject,
      text,
      accountId: escalation.accountId,
      ...(escalation.runId !== null && { runId: escalation.runId }),
      ...sender,
    });
    return moveInside(tx, escalationId, () => ({ kind: 'customer_told', subject, to }));
  });
}

async function addressOf(tx: Transaction, accountId: string, contactId: string): Promise<string> {
  const contact = await tx.one<{ name: string | null; email: string | null; hasLeft: boolean }>(
    'contact',
    `select name, email, left_on is not null and left_on <= current_date as "hasLeft" from contact
     where organisation_id = $1 and id = $2 and account_id = $3`,
    [tx.organisationId, contactId, accountId],
  );
  const name = contact.name ?? 'This contact';
  if (contact.hasLeft) throw problem(409, `${name} has left the account. Choose another contact.`);
  if (contact.email === null) throw problem(409, `${name} has no e-mail address. Add it to the contact first.`);
  return contact.email;
}

/** Answers go to the member who sends it. */
async function senderOf(tx: Transaction): Promise<{ replyTo: string; memberId: string } | Record<string, never>> {
  const { memberId } = tx.actor;
  if (memberId === null) return {};
  const { email } = await tx.one<{ email: string }>(
    'member',
    'select email from member where organisation_id = $1 and id = $2',
    [tx.organisationId, memberId],
  );
  return { replyTo: email, memberId };
}
