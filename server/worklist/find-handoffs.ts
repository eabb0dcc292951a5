import type { Transaction } from '../context/transaction.ts';
import { ACCOUNT_COLUMNS, type AccountRow, accountInList, JOIN_HEALTH } from './account-in-list.ts';
import type { FoundItem } from './find-my-items.ts';

type HandoffRow = AccountRow & {
  id: string;
  subject: string;
  state: 'offered' | 'returned' | 'lapsed';
  gaps: string[];
  accept_by: Date;
  accept_because: string;
  since: Date;
  is_giver: boolean;
  is_receiver: boolean;
  giver: string;
  receiver: string | null;
  receiver_role: string;
  run_id: string | null;
  run_number: number | null;
  playbook_key: string | null;
  playbook_title: string | null;
  step_id: string | null;
};

/** Handoffs that concern a member now: to be accepted by them, waited for or come back to them, or escalated to them. */
export async function findHandoffs(tx: Transaction, memberId: string): Promise<FoundItem[]> {
  const rows = await tx.query<HandoffRow>(
    `select f.id, f.subject, f.state, f.gaps, f.accept_by, f.accept_because, coalesce(f.settled_at, f.offered_at) as since,
       f.giver_id = $2 as is_giver, ${IS_RECEIVER} as is_receiver, g.name as giver, t.name as receiver, f.receiver_role,
       r.id as run_id, r.number as run_number, p.key as playbook_key, p.title as playbook_title, f.step_id, ${ACCOUNT_COLUMNS}
     from handoff f
     join account a on a.organisation_id = $1 and a.id = f.account_id
     join member me on me.organisation_id = $1 and me.id = $2
     join member g on g.organisation_id = $1 and g.id = f.giver_id
     left join member t on t.organisation_id = $1 and t.id = f.receiver_id
     left join run r on r.organisation_id = $1 and r.id = f.run_id
     left join playbook p on p.organisation_id = $1 and p.key = r.playbook_key
     ${JOIN_HEALTH}
     where f.organisation_id = $1 and f.state in ('offered', 'returned', 'lapsed')
       and (f.giver_id = $2 or ${IS_RECEIVER} or f.state = 'lapsed' and f.escalated_to = $2)`,
    [tx.organisationId, memberId],
  );
  return rows.map((row) => ({
    kind: 'handoff',
    id: row.id,
    account: accountInList(row),
    title: titleOf(row),
    headline: row.gaps.length > 0 ? `Missing: ${row.gaps.join('; ')}` : null,
    dueAt: row.is_receiver ? row.accept_by : null,
    dueBecause: row.is_receiver ? row.accept_because : null,
    since: row.since,
    playbook: row.playbook_key ? { key: row.playbook_key, title: row.playbook_title ?? row.playbook_key } : null,
    run: row.run_id ? { id: row.run_id, number: row.run_number! } : null,
    step: row.step_id,
    situation: null,
    priority: null,
    toBand: null,
    cameBack: row.state !== 'offered',
  }));
}

/** Offered to this member, or to everybody of their role; managers answer for others from the page of handoffs. */
const IS_RECEIVER = `(f.state = 'offered' and f.giver_id <> $2 and (f.receiver_id = $2 or f.receiver_id is null and f.receiver_role = me.role))`;

function titleOf({ state, is_giver, is_receiver, subject, giver, receiver, receiver_role }: HandoffRow): string {
  if (is_receiver) return `Accept from ${giver}: ${subject}`;
  if (state === 'returned') return `Returned to ${is_giver ? 'you' : giver}: ${subject}`;
  if (state === 'lapsed') return `Not accepted in time, back with ${is_giver ? 'you' : giver}: ${subject}`;
  return `Waits for ${receiver ?? `whoever is ${receiver_role.replaceAll('_', ' ')}`}: ${subject}`;
}
