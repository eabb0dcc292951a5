import type { Transaction } from '../../context/transaction.ts';
import { epochDay, isoDate, startOfDay } from '../../lib/days.ts';
import type { Period } from './report-kind.ts';

/** Something with an account. Days are 'YYYY-MM-DD' on the member's calendar. */
export interface WorkLine extends Record<string, unknown> {
  readonly account: string;
  readonly what: string;
  readonly day: string;
}

/** What the data says about a member's work in a period, and about what comes. Lists are cut; counts are whole. */
export interface Work {
  readonly done: readonly WorkLine[];
  readonly doneCount: number;
  readonly doneLate: number;
  readonly overdue: readonly WorkLine[];
  readonly overdueCount: number;
  /** Due in the period, or for a wrap-up on the next day. */
  readonly coming: readonly WorkLine[];
  readonly comingCount: number;
  /** Runs that ended; `what` is the playbook and how it ended. */
  readonly ended: readonly WorkLine[];
  readonly succeeded: number;
  /** Situations that opened on the member's accounts. */
  readonly opened: readonly WorkLine[];
  readonly health: readonly WorkLine[];
  readonly talks: number;
  readonly accountsTalkedTo: number;
  readonly renewals: readonly WorkLine[];
}

const LISTED = 12;
const RENEWAL_DAYS = 60;

/** Accounts that the member ($2) looks after. */
const MINE = `exists (select from account_team t where t.organisation_id = $1 and t.account_id = a.id and t.member_id = $2
  and t.role in ('csm', 'account_manager') and t.valid_to is null)`;

/** Gathers what the reports are made of. `coming` are the days whose due tasks are listed as still to come. */
export async function gatherWork(
  tx: Transaction,
  memberId: string,
  timeZone: string,
  period: Period,
  coming: Period,
  now: Date,
): Promise<Work> {
  const [from, until] = boundsOf(period, timeZone);
  const [comingFrom, comingUntil] = boundsOf(coming, timeZone);
  const lines = (sql: string, values: unknown[]) =>
    tx.query<WorkLine>(sql, [tx.organisationId, memberId, timeZone, ...values]);
  const onDay = (column: string) => `to_char(${column} at time zone $3, 'YYYY-MM-DD') as day`;

  const done = await lines(
    `select a.name as account, k.title as what, ${onDay('k.closed_at')}, k.closed_at > k.due_at as late
     from task k join account a on a.organisation_id = $1 and a.id = k.account_id
     where k.organisation_id = $1 and k.closed_by = $2 and k.state = 'done' and k.closed_at >= $4 and k.closed_at < $5
     order by k.closed_at`,
    [from, until],
  );
  const open = await lines(
    `select a.name as account, k.title as what, ${onDay('k.due_at')}, k.due_at < $4 as overdue
     from task k join account a on a.organisation_id = $1 and a.id = k.account_id
     where k.organisation_id = $1 and k.owner_id = $2 and k.state = 'open'
       and (k.due_at < $4 or (k.due_at >= $5 and k.due_at < $6)) order by k.due_at`,
    [now, comingFrom, comingUntil],
  );
  const ended = await lines(
    `select a.name as account, p.title || ': ' || r.outcome as what, ${onDay('r.closed_at')}, r.outcome
     from run r join account a on a.organisation_id = $1 and a.id = r.account_id
     join playbook p on p.organisation_id = $1 and p.key = r.playbook_key
     where r.organisation_id = $1 and r.owner_id = $2 and r.closed_at >= $4 and r.closed_at < $5 order by r.closed_at`,
    [from, until],
  );
  const opened = await lines(
    `select a.name as account, s.headline as what, ${onDay('s.opened_at')} from situation s
     join account a on a.organisation_id = $1 and a.id = s.account_id
     where s.organisation_id = $1 and ${MINE} and s.opened_at >= $4 and s.opened_at < $5 order by s.priority desc, s.opened_at`,
    [from, until],
  );
  const health = await lines(
    `select a.name as account, coalesce(c.from_band, 'unknown') || ' to ' || coalesce(c.to_band, 'unknown') as what, c.changed_on::text as day
     from health_band_change c join account a on a.organisation_id = $1 and a.id = c.account_id
     where c.organisation_id = $1 and ${MINE} and c.changed_on between $4::date and $5::date and $3::text is not null
     order by c.to_band = 'red' desc, a.name`,
    [period.firstDay, period.lastDay],
  );
  const renewals = await lines(
    `select a.name as account, 'renewal' as what, a.renewal_date::text as day from account a
     where a.organisation_id = $1 and ${MINE} and a.archived_at is null and $3::text is not null
       and a.renewal_date between $4::date and $4::date + ${RENEWAL_DAYS} order by a.renewal_date, a.name`,
    [period.firstDay],
  );
  const talks = await tx.one<{ talks: number; accounts: number }>(
    'organisation',
    `select count(*)::int as talks, count(distinct account_id)::int as accounts from interaction
     where organisation_id = $1 and member_id = $2 and kind <> 'note' and occurred_at >= $3 and occurred_at < $4`,
    [tx.organisationId, memberId, from, until],
  );
  const overdue = open.filter((line) => line.overdue);
  const toCome = open.filter((line) => !line.overdue);
  return {
    done: done.slice(0, LISTED),
    doneCount: done.length,
    doneLate: done.filter((line) => line.late).length,
    overdue: overdue.slice(0, LISTED),
    overdueCount: overdue.length,
    coming: toCome.slice(0, LISTED),
    comingCount: toCome.length,
    ended: ended.slice(0, LISTED),
    succeeded: ended.filter((line) => line.outcome === 'success').length,
    opened: opened.slice(0, LISTED),
    health: health.slice(0, LISTED),
    talks: talks.talks,
    accountsTalkedTo: talks.accounts,
    renewals: renewals.slice(0, LISTED),
  };
}

function boundsOf({ firstDay, lastDay }: Period, timeZone: string): [from: Date, until: Date] {
  return [startOfDay(firstDay, timeZone), startOfDay(isoDate(epochDay(lastDay) + 1), timeZone)];
}
