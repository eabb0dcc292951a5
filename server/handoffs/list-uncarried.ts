import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';

/** Something that nobody who is here carries. `why` says how that came about. */
export interface Uncarried {
  readonly kind: 'account' | 'task' | 'handoff' | 'run';
  readonly id: string;
  readonly title: string;
  readonly account: { readonly id: string; readonly name: string };
  readonly why: string;
  /** Since when, ISO 8601 in UTC. */
  readonly since: string | null;
}

/**
 * Everything that nobody carries: accounts without a CSM who is here, open tasks and handoffs of members who have left, runs in which nobody has
 * anything to do although nothing is waited for. Empty is how it should be. At most 500 of each kind.
 */
export function listUncarried(database: Database, actor: Actor): Promise<Uncarried[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const rows = await tx.query<Omit<Uncarried, 'since'> & { since: Date | null }>(
      `(select 'account' as kind, a.id, a.name as title, jsonb_build_object('id', a.id, 'name', a.name) as account,
         case when m.id is null then 'has no CSM' else m.name || ', the CSM, ' || ${GONE} end as why,
         coalesce(t.valid_from, a.created_at) as since
       from account a
       left join account_team t on t.organisation_id = $1 and t.account_id = a.id and t.role = 'csm' and t.valid_to is null
       left join member m on m.organisation_id = $1 and m.id = t.member_id
       where a.organisation_id = $1 and a.archived_at is null and coalesce(a.stage, '') <> 'churned' and coalesce(m.status, 'left') <> 'active'
       order by a.arr_minor desc nulls last, a.name limit 500)
       union all
       (select 'task', k.id, k.title, jsonb_build_object('id', a.id, 'name', a.name), 'is with ' || m.name || ', who ' || ${GONE}, k.opened_at
       from task k
       join member m on m.organisation_id = $1 and m.id = k.owner_id and m.status <> 'active'
       join account a on a.organisation_id = $1 and a.id = k.account_id
       where k.organisation_id = $1 and k.state = 'open' order by k.due_at nulls last limit 500)
       union all
       (select 'handoff', h.id, h.subject, jsonb_build_object('id', a.id, 'name', a.name), m.name || ' gives it, and ' || ${GONE}, h.offered_at
       from handoff h
       join member m on m.organisation_id = $1 and m.id = h.giver_id and m.status <> 'active'
       join account a on a.organisation_id = $1 and a.id = h.account_id
       where h.organisation_id = $1 and h.state in ('offered', 'returned', 'lapsed') order by h.offered_at limit 500)
       union all
       (select 'run', r.id, p.title || ', run #' || r.number, jsonb_build_object('id', a.id, 'name', a.name),
         'is open, and every step is done', r.started_at
       from run r
       join playbook p on p.organisation_id = $1 and p.key = r.playbook_key
       join account a on a.organisation_id = $1 and a.id = r.account_id
       where r.organisation_id = $1 and r.state = 'open'
         and not exists (select from jsonb_each(r.progress -> 'steps') s where s.value ->> 'status' not in ('done', 'skipped'))
         and not exists (select from account_team t join member m on m.organisation_id = $1 and m.id = t.member_id and m.status = 'active'
           where t.organisation_id = $1 and t.account_id = r.account_id and t.role = 'csm' and t.valid_to is null)
       order by r.started_at limit 500)`,
      [tx.organisationId],
    );
    return rows.map((row) => ({ ...row, since: row.since?.toISOString() ?? null }));
  });
}

const GONE = `case m.status when 'left' then 'has left' else 'has not joined yet' end`;
