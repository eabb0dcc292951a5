import type { Transaction } from '../context/transaction.ts';
import type { ItemKind, SnoozedItem } from './work-item.ts';

/** What the member has put aside beyond `now` and what is still open, the next to come back first. */
export async function listSnoozed(tx: Transaction, memberId: string, now: Date): Promise<SnoozedItem[]> {
  const rows = await tx.query<{
    item_kind: ItemKind;
    item_id: string;
    until: Date;
    reason: string | null;
    title: string;
    account_id: string;
    account_name: string;
  }>(
    `select z.item_kind, z.item_id, z.until, z.reason, i.title, a.id as account_id, a.name as account_name
     from worklist_snooze z
     join lateral (
       select k.title, k.account_id from task k
         where k.organisation_id = $1 and z.item_kind = 'task' and k.id = z.item_id and k.state = 'open'
       union all
       select p.title, s.account_id from situation s
         join playbook p on p.organisation_id = $1 and p.organisation_id = s.organisation_id and p.key = s.playbook_key
         where s.organisation_id = $1 and z.item_kind = 'situation' and s.id = z.item_id and s.state = 'open'
       union all
       select 'Health became ' || coalesce(c.to_band, 'unknown'), c.account_id from health_band_change c
         where c.organisation_id = $1 and z.item_kind = 'band_change' and c.id = z.item_id
     ) i on true
     join account a on a.organisation_id = $1 and a.id = i.account_id
     where z.organisation_id = $1 and z.member_id = $2 and z.until > $3
     order by z.until, a.name`,
    [tx.organisationId, memberId, now],
  );
  return rows.map((row) => ({
    kind: row.item_kind,
    id: row.item_id,
    title: row.title,
    account: { id: row.account_id, name: row.account_name },
    until: row.until.toISOString(),
    reason: row.reason,
  }));
}
