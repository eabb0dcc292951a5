import type { Transaction } from '../context/transaction.ts';

/** What names a persona, and in which part: a playbook by its triggers or by a signal, a segment or the health model by a signal. */
export interface Needing {
  readonly kind: 'playbook' | 'segment' | 'health_model';
  readonly key: string;
  readonly title: string;
  readonly as: 'enters_persona' | 'leaves_persona' | 'signal';
}

/** Everything live that names personas, by the key of the persona. */
export async function findNeeding(tx: Transaction): Promise<Map<string, Needing[]>> {
  const rows = await tx.query<Needing & { persona: string } & Record<string, unknown>>(
    `with live as (
       select p.key, p.title, v.definition from playbook p
       join playbook_version v on v.organisation_id = $1 and v.key = p.key and v.version = p.version
       where p.organisation_id = $1 and p.status = 'published'),
     written as (
       select 'playbook' as kind, key, title, definition::text as text from live
       union all select 'segment', key, name, rule from segment where organisation_id = $1
       union all (select 'health_model', '', 'The health model', definition::text from health_model
         where organisation_id = $1 order by version desc limit 1))
     select kind, key, title, n.as, persona from (
       select 'playbook' as kind, l.key, l.title, k as as, jsonb_array_elements_text(case jsonb_typeof(l.definition -> 'trigger' -> k)
         when 'array' then l.definition -> 'trigger' -> k when 'string' then jsonb_build_array(l.definition -> 'trigger' -> k)
         else '[]' end) as persona from live l cross join unnest(array['enters_persona', 'leaves_persona']) k
       union all
       select w.kind, w.key, w.title, 'signal', p.key from persona p join written w on position('persona.' || p.key || '.' in w.text) > 0
       where p.organisation_id = $1
     ) n order by title, n.as`,
    [tx.organisationId],
  );
  return Map.groupBy(rows, (row) => row.persona);
}
