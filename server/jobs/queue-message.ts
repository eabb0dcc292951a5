import type { Transaction } from '../context/transaction.ts';
import { textArray, uuidArray } from '../database/binary-array.ts';
import { enqueueAll, eventJob } from './enqueue.ts';

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

/** With the pauses of the queue they last four days, as RFC 5321 (4.5.4.1) asks of who sends mail: a server may be out over a weekend. */
export const ATTEMPTS = 25;

/** Puts an e-mail into the outbox in this transaction; it is sent after the commit. Returns null when the key was used before. */
export async function queueMessage(tx: Transaction, message: NewMessage): Promise<{ id: string } | null> {
  const [queued] = await queueMessages(tx, [message]);
  return queued ?? null;
}

/** Puts several e-mails into the outbox; returns those whose key was not used before. */
export async function queueMessages(tx: Transaction, messages: readonly NewMessage[]): Promise<{ id: string }[]> {
  if (messages.length === 0) return [];
  const texts = (of: (message: NewMessage) => string | undefined) =>
    textArray(messages.map((message) => of(message) ?? null));
  const ids = (of: (message: NewMessage) => string | undefined) =>
    uuidArray(messages.map((message) => of(message) ?? null));
  const queued = await tx.query<{ id: string }>(
    `insert into outgoing_message (organisation_id, idempotency_key, kind, to_address, reply_to, subject, body_text, body_html,
       account_id, run_id, member_id, created_by)
     select $1, m.*, $2
     from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::uuid[], $11::uuid[], $12::uuid[]) m
     on conflict (organisation_id, idempotency_key) do nothing returning id`,
    [
      tx.organisationId,
      tx.actor.memberId,
      texts((message) => message.key),
      texts((message) => message.kind),
      texts((message) => message.to),
      texts((message) => message.replyTo),
      texts((message) => message.subject),
      texts((message) => message.text),
      texts((message) => message.html),
      ids((message) => message.accountId),
      ids((message) => message.runId),
      ids((message) => message.memberId),
    ],
  );
  await enqueueMessages(
    tx,
    queued.map(({ id }) => id),
  );
  return queued;
}

/** Lets e-mails of the outbox be sent after the commit. */
export async function enqueueMessages(tx: Transaction, ids: readonly string[]): Promise<void> {
  await enqueueAll(
    tx,
    ids.map((id) =>
      eventJob({ name: 'message.queued', messageId: id }, { key: `message:${id}`, maxAttempts: ATTEMPTS }),
    ),
  );
}
