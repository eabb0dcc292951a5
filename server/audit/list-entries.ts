import { z } from 'zod';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';

/** What to look for. `before` is the id below which to go on, from the previous page. */
export const auditFilter = z.object({
  entity: z.string().max(100).optional(),
  entityId: z.string().max(200).optional(),
  action: z.string().max(100).optional(),
  actorId: z.uuid().optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export interface AuditEntryRow {
  readonly id: number;
  readonly at: Date;
  readonly actorKind: 'member' | 'api_key' | 'system';
  readonly actorId: string | null;
  readonly actorName: string;
  readonly action: string;
  readonly entity: string;
  readonly entityId: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
}

/** The audit log of the actor's organisation, newest first; `next` is the cursor of the page after this one, or null. */
export async function listAuditEntries(
  database: Database,
  actor: Actor,
  input: z.input<typeof auditFilter>,
): Promise<{ entries: AuditEntryRow[]; next: string | null }> {
  mayI(actor, 'manage_organisation');
  const { limit, ...filter } = auditFilter.parse(input);
  const entries = await inOrganisation(database, actor, (tx) =>
    tx.query<AuditEntryRow & Record<string, unknown>>(
      `select id, at, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName", action, entity,
         entity_id as "entityId", before, after, reason
       from audit_entry
       where organisation_id = $1
         and ($2::text is null or entity = $2) and ($3::text is null or entity_id = $3)
         and ($4::text is null or action = $4) and ($5::uuid is null or actor_id = $5)
         and ($6::timestamptz is null or at >= $6) and ($7::timestamptz is null or at < $7)
         and ($8::bigint is null or id < $8)
       order by id desc limit $9`,
      [
        tx.organisationId,
        filter.entity ?? null,
        filter.entityId ?? null,
        filter.action ?? null,
        filter.actorId ?? null,
        filter.from ?? null,
        filter.until ?? null,
        filter.before ?? null,
        limit + 1,
      ],
    ),
  );
  const page = entries.slice(0, limit);
  return { entries: page, next: entries.length > limit ? String(page.at(-1)!.id) : null };
}
