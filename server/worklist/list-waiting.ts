import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';

const NAMED = 200;

/** What the brake holds for one playbook until a person has confirmed it. */
export interface WaitingSituations {
  readonly playbook: { readonly key: string; readonly title: string };
  readonly count: number;
  /** The first day on which one of them was found. */
  readonly foundOn: string;
  /** The accounts with the largest ARR first, with why; at most 200. */
  readonly accounts: readonly { readonly id: string; readonly name: string; readonly headline: string }[];
}

/** What waits for a person, by playbook, the most accounts first; what was declined is left out. */
export function listWaiting(database: Database, actor: Actor): Promise<WaitingSituations[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, (tx) =>
    tx.query<WaitingSituations & Record<string, unknown>>(
      `with ranked as (
         select w.playbook_key, w.headline, w.found_on, a.id, a.name,
           count(*) over (partition by w.playbook_key)::int as count,
           row_number() over (partition by w.playbook_key order by a.arr_minor desc nulls last, a.name, a.id) as place
         from situation_waiting w
         join account a on a.organisation_id = $1 and a.id = w.account_id and a.archived_at is null
         where w.organisation_id = $1 and w.declined_at is null)
       select jsonb_build_object('key', p.key, 'title', p.title) as playbook, max(r.count) as count, min(r.found_on)::text as "foundOn",
         jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'headline', r.headline) order by r.place)
           filter (where r.place <= $2) as accounts
       from ranked r join playbook p on p.organisation_id = $1 and p.key = r.playbook_key
       group by p.key, p.title order by 2 desc, p.title`,
      [tx.organisationId, NAMED],
    ),
  );
}
