import type { Transaction } from '../context/transaction.ts';
import { emit } from '../jobs/enqueue.ts';

/** A message to one person, to be sent once: the same key again is the same message. */
export interface NewMessage {
  readonly key: string;
  readonly kind: 'digest' | 'notice';
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly memberId: string;
}

/** Queues a message in this transaction; returns whether it is new. */
export async function queueMessage(tx: Transaction, message: NewMessage): Promise<boolean> {
  const row = await tx.maybe<{ id: string }>(
    `insert into outgoing_message (organisation_id, idempotency_key, kind, to_address, subject, body_text, body_html, member_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (organisation_id, idempotency_key) do nothing returning id`,
    [
      tx.organisationId,
      message.key,
      message.kind,
      message.to,
      message.subject,
      message.text,
      message.html,
      message.memberId,
    ],
  );
  if (row) await emit(tx, { name: 'message.queued', messageId: row.id }, { key: `message:${row.id}` });
  return row !== null;
}
