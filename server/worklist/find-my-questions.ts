import type { Transaction } from '../context/transaction.ts';
import { ACCOUNT_COLUMNS, type AccountRow, accountInList, JOIN_HEALTH } from './account-in-list.ts';
import type { FoundItem } from './find-my-items.ts';

type Row = AccountRow & {
  readonly kind: 'exception' | 'left_segment';
  readonly id: string;
  readonly title: string;
  readonly headline: string;
  readonly since: Date;
  readonly run_id: string;
  readonly run_number: number;
  readonly step_id: string | null;
  readonly playbook_key: string;
  readonly playbook_title: string;
};

/** What waits for the member's yes or no: exceptions that were asked of them, and runs of theirs whose account left the segment they are for. */
export async function findMyQuestions(tx: Transaction, memberId: string): Promise<FoundItem[]> {
  const rows = await tx.query<Row>(
    `select q.kind, q.id, q.title, q.headline, q.since, q.step_id, r.id as run_id, r.number as run_number, r.playbook_key,
       p.title as playbook_title, ${ACCOUNT_COLUMNS}
     from (
       select 'exception' as kind, e.id, e.run_id, e.step_id, e.asked_at as since,
         case e.kind when 'skip' then 'May a step be skipped?' else 'May a due date move?' end as title,
         m.name || ': ' || e.reason as headline
       from run_exception e join member m on m.organisation_id = $1 and m.id = e.asked_by
       where e.organisation_id = $1 and e.decider_id = $2 and e.state = 'open'
       union all
       select 'left_segment', l.move_id, l.run_id, null, l.told_at, 'Stop the run, or go on?', 'left ' || s.name || ': ' || m.because
       from run_left_segment l
       join run o on o.organisation_id = $1 and o.id = l.run_id and o.owner_id = $2
       join segment_move m on m.organisation_id = $1 and m.id = l.move_id
       join segment s on s.organisation_id = $1 and s.key = m.segment_key
       where l.organisation_id = $1 and l.answer is null
     ) q
     join run r on r.organisation_id = $1 and r.id = q.run_id and r.state = 'open'
     join playbook p on p.organisation_id = $1 and p.key = r.playbook_key
     join account a on a.organisation_id = $1 and a.id = r.account_id
     ${JOIN_HEALTH}`,
    [tx.organisationId, memberId],
  );
  return rows.map((row) => ({
    kind: row.kind,
    id: row.id,
    account: accountInList(row),
    title: row.title,
    headline: row.headline,
    dueAt: null,
    dueBecause: null,
    since: row.since,
    playbook: { key: row.playbook_key, title: row.playbook_title },
    run: { id: row.run_id, number: row.run_number },
    step: row.step_id,
    situation: null,
    priority: null,
    toBand: null,
  }));
}
