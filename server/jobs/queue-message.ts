import type { Transaction } from '../context/transaction.ts';
import { emit } from './enqueue.ts';

/** An e-mail to be sent. The key makes it one: queued again under the same key, it is still sent once. */
export interface NewMessage {
  readonly key: string;
  readonly kind: 'digest' | 'asset' | 'invitation' | 'notice';
  readonly to: string;
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly accountId?: string;
  readonly runId?: string;
  /** The member whom it is for, or, of what goes to a customer, who sends it. */
  readonly memberId?: string;
}

/** Puts an e-mail into the outbox in this transaction; it is sent after the commit. Returns null when the key was used before. */
export async function queueMessage(tx: Transaction, message: NewMessage): Promise<{ id: string } | null> {
  const queued = await tx.maybe<{ id: string }>(
    `insert into outgoing_message (organisation_id, idempotency_key, kind, to_address, reply_to, subject, body_text, body_html,
       account_id, run_id, member_id, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (organisation_id, idempotency_key) do nothing returning id`,
    [
      tx.organisationId,
      message.key,
      message.kind,
      message.to,
      message.replyTo ?? null,
      message.subject,
      message.text,
      message.html ?? null,
      message.accountId ?? null,
      message.runId ?? null,
      message.memberId ?? null,
      tx.actor.memberId,
    ],
  );
  if (queued) await emit(tx, { name: 'message.queued', messageId: queued.id }, { key: `message:${queued.id}` });
  return queued;
}
