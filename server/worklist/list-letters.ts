import type { Transaction } from '../context/transaction.ts';

/** An e-mail that a run sent to a contact, or is to send. */
export interface Letter {
  readonly id: string;
  readonly subject: string;
  readonly to: string;
  readonly writtenAt: string;
  /** `queued` is on its way, and after a refusal tried again; `failed` will not go out. */
  readonly state: 'queued' | 'sent' | 'failed';
  readonly sentAt: string | null;
  /** Why it is not out. */
  readonly problem: string | null;
}

/** The e-mails of a run, newest first, with what became of each. Those that tell members something are left out. */
export async function listLetters(tx: Transaction, runId: string): Promise<Letter[]> {
  const rows = await tx.query<Omit<Letter, 'writtenAt' | 'sentAt'> & { writtenAt: Date; sentAt: Date | null }>(
    `select id, subject, to_address as "to", created_at as "writtenAt", state, sent_at as "sentAt", problem
     from outgoing_message where organisation_id = $1 and run_id = $2 and kind = 'asset' order by created_at desc, id`,
    [tx.organisationId, runId],
  );
  return rows.map((row) => ({
    ...row,
    writtenAt: row.writtenAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
  }));
}
