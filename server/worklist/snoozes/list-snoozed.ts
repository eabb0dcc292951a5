import type { Transaction } from '../../context/transaction.ts';
import type { SnoozedItem } from '../work-item.ts';
import { type SnoozeWords, sayBaseline } from './say-worse.ts';
import type { Wakes } from './snooze-item.ts';
import type { Baseline } from './standing.ts';

/** What the member has put aside beyond `now` and what is still open, the next to come back first. */
export async function listSnoozed(
  tx: Transaction,
  memberId: string,
  now: Date,
  words: SnoozeWords,
): Promise<SnoozedItem[]> {
  const rows = await tx.query<{
    item_kind: SnoozedItem['kind'];
    item_id: string;
    until: Date;
    wakes: Wakes;
    baseline: Baseline | null;
    reason: string | null;
    title: string;
    account_id: string;
    account_name: string;
  }>(
    `select z.item_kind, z.item_id, z.until, z.wakes, z.baseline, z.reason, i.title, a.id as account_id, a.name as account_name
     from worklist_snooze z
     join lateral (
       select k.title from task k
         where k.organisation_id = $1 and z.item_kind = 'task' and k.id = z.item_id and k.state = 'open'
       union all
       select p.title from situation s
         join playbook p on p.organisation_id = $1 and p.organisation_id = s.organisation_id and p.key = s.playbook_key
         where s.organisation_id = $1 and z.item_kind = 'situation' and s.id = z.item_id and s.state = 'open'
       union all
       select 'Health became ' || coalesce(c.to_band, 'unknown') from health_band_change c
         where c.organisation_id = $1 and z.item_kind = 'band_change' and c.id = z.item_id
     ) i on true
     join account a on a.organisation_id = $1 and a.id = z.account_id
     where z.organisation_id = $1 and z.member_id = $2 and z.until > $3 and z.woken_at is null
     order by z.until, a.name`,
    [tx.organisationId, memberId, now],
  );
  return rows.map((row) => ({
    kind: row.item_kind,
    id: row.item_id,
    title: row.title,
    account: { id: row.account_id, name: row.account_name },
    until: row.until.toISOString(),
    wakes: row.wakes,
    baseline: row.baseline && sayBaseline(row.baseline, words),
    reason: row.reason,
  }));
}
