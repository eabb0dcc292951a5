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
  /** What people call it now; null for what is gone or has no name. */
  readonly name: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
}

/** What people call the entity `e.entity`, whose id is `e.uid` where it has one of ours. */
const NAME = `case e.entity
  when 'account' then (select name from account where organisation_id = $1 and id = e.uid)
  when 'member' then (select name from member where organisation_id = $1 and id = e.uid)
  when 'source' then (select name from source where organisation_id = $1 and id = e.uid)
  when 'import' then (select file_name from import where organisation_id = $1 and id = e.uid)
  when 'contact' then (select coalesce(c.name, c.email) || ', ' || a.name from contact c
    join account a on a.organisation_id = $1 and a.id = c.account_id where c.organisation_id = $1 and c.id = e.uid)
  when 'run' then (select a.name || ', run #' || r.number from run r
    join account a on a.organisation_id = $1 and a.id = r.account_id where r.organisation_id = $1 and r.id = e.uid)
  when 'task' then (select a.name || ', ' || t.title from task t
    join account a on a.organisation_id = $1 and a.id = t.account_id where t.organisation_id = $1 and t.id = e.uid)
  when 'situation' then (select a.name || ', ' || s.playbook_key from situation s
    join account a on a.organisation_id = $1 and a.id = s.account_id where s.organisation_id = $1 and s.id = e.uid)
  when 'escalation' then (select a.name from escalation s
    join account a on a.organisation_id = $1 and a.id = s.account_id where s.organisation_id = $1 and s.id = e.uid)
  when 'handoff' then (select a.name from handoff h
    join account a on a.organisation_id = $1 and a.id = h.account_id where h.organisation_id = $1 and h.id = e.uid)
  when 'exception' then (select a.name || ', run #' || r.number from run_exception x
    join run r on r.organisation_id = $1 and r.id = x.run_id
    join account a on a.organisation_id = $1 and a.id = r.account_id where x.organisation_id = $1 and x.id = e.uid)
  when 'interaction' then (select a.name from interaction i
    join account a on a.organisation_id = $1 and a.id = i.account_id where i.organisation_id = $1 and i.id = e.uid)
  when 'playbook' then (select title from playbook where organisation_id = $1 and key = e."entityId")
  when 'segment' then (select name from segment where organisation_id = $1 and key = e."entityId")
  when 'metric' then e."entityId"
end`;

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
      `select e.id, e.at, e."actorKind", e."actorId", e."actorName", e.action, e.entity, e."entityId", e.before, e.after, e.reason, ${NAME} as name
       from (select id, at, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName", action, entity,
         entity_id as "entityId", before, after, reason,
         case when entity_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then entity_id::uuid end as uid
       from audit_entry
       where organisation_id = $1
         and ($2::text is null or entity = $2) and ($3::text is null or entity_id = $3)
         and ($4::text is null or action = $4) and ($5::uuid is null or actor_id = $5)
         and ($6::timestamptz is null or at >= $6) and ($7::timestamptz is null or at < $7)
         and ($8::bigint is null or id < $8)
       order by id desc limit $9) e order by e.id desc`,
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
