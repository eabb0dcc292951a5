import type { Transaction } from '../context/transaction.ts';
import { epochDay, isoDate } from '../lib/days.ts';
import { ACCOUNT_COLUMNS, type AccountRow, accountInList, JOIN_HEALTH } from './account-in-list.ts';
import { findHandoffs } from './find-handoffs.ts';
import { findMyEscalations } from './find-my-escalations.ts';
import { findMyQuestions } from './find-my-questions.ts';
import type { Placing } from './place-item.ts';
import type { WorkItem } from './work-item.ts';

/** An item that has not been placed yet. */
export type FoundItem = Omit<WorkItem, 'quadrant' | 'block' | 'reason' | 'dueAt' | 'since'> & Placing;

/** A band change is news for this many days. */
const NEWS_DAYS = 14;

interface Scope {
  readonly now: Date;
  readonly today: string;
  /** Tasks due from here on are left out; null for none. */
  readonly until: Date | null;
}

/** Everything that is for this member and not snoozed, in no order. */
export async function findMyItems(tx: Transaction, memberId: string, scope: Scope): Promise<FoundItem[]> {
  return [
    ...(await findTasks(tx, memberId, scope)),
    ...(await findSituations(tx, memberId, scope)),
    ...(await findBandChanges(tx, memberId, scope)),
    ...(await findMyEscalations(tx, memberId)),
    ...(await findMyQuestions(tx, memberId)),
    ...(await findHandoffs(tx, memberId)),
  ];
}

/** Leaves out what the member ($2) snoozed beyond now ($3), unless it has become worse. */
const notSnoozed = (kind: string, id: string) => `not exists (
  select from worklist_snooze z where z.organisation_id = $1 and z.member_id = $2 and z.item_kind = '${kind}'
    and z.item_id = ${id} and z.until > $3 and z.woken_at is null)`;

/** Accounts that the member ($2) looks after: as CSM or account manager. */
const MINE = `exists (
  select from account_team t where t.organisation_id = $1 and t.account_id = a.id and t.member_id = $2
    and t.role in ('csm', 'account_manager') and t.valid_to is null)`;

async function findTasks(tx: Transaction, memberId: string, { now, until }: Scope): Promise<FoundItem[]> {
  const rows = await tx.query<
    AccountRow & {
      id: string;
      title: string;
      due_at: Date | null;
      due_because: string | null;
      opened_at: Date;
      step_id: string | null;
      run_id: string | null;
      run_number: number | null;
      playbook_key: string | null;
      playbook_title: string | null;
      situation_id: string | null;
      headline: string | null;
      priority: number | null;
    }
  >(
    `select k.id, k.title, k.due_at, k.due_because, k.opened_at, k.step_id, r.id as run_id, r.number as run_number,
       r.playbook_key, p.title as playbook_title, s.id as situation_id, s.headline, s.priority, ${ACCOUNT_COLUMNS}
     from task k
     join account a on a.organisation_id = $1 and a.organisation_id = k.organisation_id and a.id = k.account_id
     ${JOIN_HEALTH}
     left join run r on r.organisation_id = $1 and r.organisation_id = k.organisation_id and r.id = k.run_id
     left join playbook p on p.organisation_id = $1 and p.organisation_id = r.organisation_id and p.key = r.playbook_key
     left join situation s on s.organisation_id = $1 and s.organisation_id = r.organisation_id and s.id = r.situation_id
     where k.organisation_id = $1 and k.owner_id = $2 and k.state = 'open' and ($4::timestamptz is null or k.due_at is null or k.due_at < $4)
       and ${notSnoozed('task', 'k.id')}
       -- A step that is being handed over stands there as its handoff.
       and not exists (select from handoff f where f.organisation_id = $1 and f.run_id = k.run_id and f.step_id = k.step_id
         and f.state in ('offered', 'returned', 'lapsed'))`,
    [tx.organisationId, memberId, now, until],
  );
  return rows.map((row) => ({
    kind: 'task',
    id: row.id,
    account: accountInList(row),
    title: row.title,
    headline: row.headline,
    dueAt: row.due_at,
    dueBecause: row.due_because,
    since: row.opened_at,
    playbook: row.playbook_key ? { key: row.playbook_key, title: row.playbook_title ?? row.playbook_key } : null,
    run: row.run_id ? { id: row.run_id, number: row.run_number! } : null,
    step: row.step_id,
    situation: row.situation_id,
    priority: row.priority,
    toBand: null,
  }));
}

/** Open situations on which nobody works: without an open run of the playbook for the account. */
async function findSituations(tx: Transaction, memberId: string, { now }: Scope): Promise<FoundItem[]> {
  const rows = await tx.query<
    AccountRow & {
      id: string;
      headline: string;
      priority: number;
      opened_at: Date;
      playbook_key: string;
      playbook_title: string;
    }
  >(
    `select s.id, s.headline, s.priority, s.opened_at, s.playbook_key, p.title as playbook_title, ${ACCOUNT_COLUMNS}
     from situation s
     join account a on a.organisation_id = $1 and a.organisation_id = s.organisation_id and a.id = s.account_id
     join playbook p on p.organisation_id = $1 and p.organisation_id = s.organisation_id and p.key = s.playbook_key
     ${JOIN_HEALTH}
     where s.organisation_id = $1 and s.state = 'open' and ${MINE}
       and not exists (select from run r where r.organisation_id = $1 and r.account_id = s.account_id
         and (r.playbook_key = s.playbook_key or r.id = s.merged_run_id) and r.state = 'open')
       and ${notSnoozed('situation', 's.id')}`,
    [tx.organisationId, memberId, now],
  );
  return rows.map((row) => ({
    kind: 'situation',
    id: row.id,
    account: accountInList(row),
    title: row.playbook_title,
    headline: row.headline,
    dueAt: null,
    dueBecause: null,
    since: row.opened_at,
    playbook: { key: row.playbook_key, title: row.playbook_title },
    run: null,
    step: null,
    situation: row.id,
    priority: row.priority,
    toBand: null,
  }));
}

async function findBandChanges(tx: Transaction, memberId: string, { now, today }: Scope): Promise<FoundItem[]> {
  const rows = await tx.query<
    AccountRow & {
      id: string;
      from_band: string | null;
      to_band: string | null;
      because: string | null;
      created_at: Date;
    }
  >(
    `select c.id, c.from_band, c.to_band, c.because, c.created_at, ${ACCOUNT_COLUMNS}
     from health_band_change c
     join account a on a.organisation_id = $1 and a.organisation_id = c.organisation_id and a.id = c.account_id
     ${JOIN_HEALTH}
     where c.organisation_id = $1 and c.changed_on > $4 and ${MINE}
       and not exists (select from worklist_seen w where w.organisation_id = $1 and w.member_id = $2
         and w.item_kind = 'band_change' and w.item_id = c.id)
       and ${notSnoozed('band_change', 'c.id')}`,
    [tx.organisationId, memberId, now, isoDate(epochDay(today) - NEWS_DAYS)],
  );
  return rows.map((row) => ({
    kind: 'band_change',
    id: row.id,
    account: accountInList(row),
    title: sayChange(row.from_band, row.to_band),
    headline: row.because,
    dueAt: null,
    dueBecause: null,
    since: row.created_at,
    playbook: null,
    run: null,
    step: null,
    situation: null,
    priority: null,
    toBand: row.to_band,
  }));
}

function sayChange(from: string | null, to: string | null): string {
  if (from === null) return `Health is ${to ?? 'unknown'} at its first reading`;
  if (to === null) return `Health was ${from}; now there is not enough data`;
  return `Health changed from ${from} to ${to}`;
}
