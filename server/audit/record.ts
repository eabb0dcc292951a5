import type { Transaction } from '../context/transaction.ts';
import { jsonbArray, textArray } from '../database/binary-array.ts';

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
export function recordAudit(tx: Transaction, entry: AuditEntry): Promise<void> {
  return recordAudits(tx, [entry]);
}

/** Writes the audit rows of several changes, in this order. */
export async function recordAudits(tx: Transaction, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const { actor } = tx;
  await tx.execute(
    `insert into audit_entry (organisation_id, actor_kind, actor_id, actor_name, action, entity, entity_id, before, after, reason)
     select $1, $2, $3, $4, e.action, e.entity, e.entity_id, e.before, e.after, e.reason
     from unnest($5::text[], $6::text[], $7::text[], $8::jsonb[], $9::jsonb[], $10::text[])
       with ordinality e(action, entity, entity_id, before, after, reason, place)
     order by e.place`,
    [
      tx.organisationId,
      actor.kind,
      actor.memberId,
      actor.name,
      textArray(entries.map((entry) => entry.action)),
      textArray(entries.map((entry) => entry.entity)),
      textArray(entries.map((entry) => entry.entityId)),
      jsonbArray(entries.map((entry) => json(entry.before))),
      jsonbArray(entries.map((entry) => json(entry.after))),
      textArray(entries.map((entry) => entry.reason ?? null)),
    ],
  );
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
