import type { Transaction } from '../context/transaction.ts';

/** A playbook that names a segment, and in which part. */
export interface NamingPlaybook {
  readonly key: string;
  readonly title: string;
  readonly as: 'for' | 'enters_segment' | 'leaves_segment' | 'variation';
}

/** The published playbooks that name segments, by the key of the segment. */
export async function playbooksNaming(tx: Transaction): Promise<Map<string, NamingPlaybook[]>> {
  const rows = await tx.query<NamingPlaybook & { segment: string } & Record<string, unknown>>(
    `select p.key, p.title, n.kind as "as", n.segment
     from playbook p
     join playbook_version v on v.organisation_id = $1 and v.key = p.key and v.version = p.version
     cross join lateral (
       select 'for' as kind, v.definition ->> 'for' as segment
       union all select k, jsonb_array_elements_text(case jsonb_typeof(v.definition -> 'trigger' -> k)
         when 'array' then v.definition -> 'trigger' -> k when 'string' then jsonb_build_array(v.definition -> 'trigger' -> k)
         else '[]' end) from unnest(array['enters_segment', 'leaves_segment']) k
       union all select 'variation', e ->> 'for' from jsonb_array_elements(coalesce(v.definition -> 'variations', '[]')) e
     ) n
     where p.organisation_id = $1 and p.status = 'published' and n.segment is not null
     order by p.title, n.kind`,
    [tx.organisationId],
  );
  return Map.groupBy(rows, (row) => row.segment);
}
