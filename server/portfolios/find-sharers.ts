import type { Transaction } from '../context/transaction.ts';
import type { Sharer } from './share-out.ts';

/**
 * Who can take accounts in a role of the team: active members of that role who are not away today, else every active one of that role; with what they
 * carry now. ARR counts in the organisation's currency only.
 */
export async function findSharers(
  tx: Transaction,
  role: string,
  without: string | null,
  today: string,
): Promise<Sharer[]> {
  const rows = await tx.query<Omit<Sharer, 'lastGotAt'> & { lastGotAt: Date | null; isAway: boolean }>(
    `select m.id, m.name,
       (select count(*)::int from task t where t.organisation_id = $1 and t.owner_id = m.id and t.state = 'open') as tasks,
       coalesce(p.arr, 0)::float8 as "arrMinor", coalesce(p.accounts, 0)::int as accounts,
       (select max(valid_from) from account_team l where l.organisation_id = $1 and l.member_id = m.id and l.role = $2) as "lastGotAt",
       exists (select from member_absence b where b.organisation_id = $1 and b.member_id = m.id
         and $4::date between b.first_day and b.last_day) as "isAway"
     from member m
     join organisation o on o.organisation_id = $1
     left join lateral (
       select sum(a.arr_minor) filter (where coalesce(a.currency, o.currency) = o.currency) as arr, count(*) as accounts
       from account_team t join account a on a.organisation_id = $1 and a.id = t.account_id and a.archived_at is null
       where t.organisation_id = $1 and t.member_id = m.id and t.role = $2 and t.valid_to is null) p on true
     where m.organisation_id = $1 and m.status = 'active' and m.role = $2 and ($3::uuid is null or m.id <> $3)
     order by m.id`,
    [tx.organisationId, role, without, today],
  );
  const here = rows.filter(({ isAway }) => !isAway);
  return (here.length > 0 ? here : rows).map(({ isAway: _, lastGotAt, ...member }) => ({
    ...member,
    lastGotAt: lastGotAt?.toISOString() ?? null,
  }));
}
