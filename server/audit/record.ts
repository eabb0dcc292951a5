import type { Transaction } from '../context/transaction.ts';

/** One change, as the audit log keeps it. `before` and `after` hold only what changed; never a secret. */
export interface AuditEntry {
  /** '<entity>.<past tense>', such as 'health_model.changed'. */
  readonly action: string;
  readonly entity: string;
  readonly entityId: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string;
}

/** Writes the audit row in the transaction of the change itself. */
export async function recordAudit(tx: Transaction, entry: AuditEntry): Promise<void> {
  const { actor } = tx;
  await tx.execute(
    `insert into audit_entry (organisation_id, actor_kind, actor_id, actor_name, action, entity, entity_id, before, after, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      tx.organisationId,
      actor.kind,
      actor.memberId,
      actor.name,
      entry.action,
      entry.entity,
      entry.entityId,
      json(entry.before),
      json(entry.after),
      entry.reason ?? null,
    ],
  );
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
