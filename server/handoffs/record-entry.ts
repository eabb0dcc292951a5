import { recordAudit } from '../audit/record.ts';
import type { Transaction } from '../context/transaction.ts';
import type { HandoffState } from './handoff.ts';

/** Something that happened to a handoff, in words without the actor: 'returned it: the budget is missing'. */
interface HandoffEntry {
  readonly handoffId: string;
  readonly kind: HandoffState | 'giver_changed';
  readonly words: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string | null;
}

/** Appends it to the handoff's own history, and to the audit log. The handoff is locked, so that the entries are numbered without gaps. */
export async function recordEntry(tx: Transaction, entry: HandoffEntry, now: Date): Promise<void> {
  const { handoffId, kind, words, before, after, reason } = entry;
  await tx.execute(
    `insert into handoff_entry (organisation_id, handoff_id, sequence, at, kind, actor_id, actor_name, words)
     select $1, $2, coalesce(max(sequence), 0) + 1, $3, $4, $5, $6, $7
     from handoff_entry where organisation_id = $1 and handoff_id = $2`,
    [tx.organisationId, handoffId, now, kind, tx.actor.memberId, tx.actor.name, words],
  );
  await recordAudit(tx, {
    action: `handoff.${kind}`,
    entity: 'handoff',
    entityId: handoffId,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...(reason ? { reason } : {}),
  });
}
