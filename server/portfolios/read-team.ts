import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { organisationOf } from '../identity/organisation.ts';
import { dayOf, epochDay, isoDate, startOfDay } from '../lib/days.ts';
import { type MemberLoad, whoNeedsHelp } from './who-needs-help.ts';

/** What a member carries now. `arrMinor` in minor units of the organisation's currency, of the accounts whose CSM they are. */
export interface TeamMemberLoad extends MemberLoad {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly arrMinor: number;
  readonly dueToday: number;
  /** Handoffs that wait for their answer. */
  readonly handoffs: number;
  readonly isAway: boolean;
  readonly needsHelp: readonly string[];
}

/** A step in which tasks wait, over all open runs. */
export interface WaitingStep {
  readonly playbook: { readonly key: string; readonly title: string };
  readonly step: string;
  readonly title: string;
  readonly open: number;
  readonly overdue: number;
  /** How long the open ones have waited, half of them longer; in days. */
  readonly medianDays: number;
  readonly longestDays: number;
}

export interface QuietAccount {
  readonly id: string;
  readonly name: string;
  readonly arrMinor: number | null;
  readonly currency: string | null;
  readonly csm: string | null;
  /** ISO 8601; null: no talk is known. */
  readonly lastTalkAt: string | null;
}

export interface TeamPage {
  readonly members: readonly TeamMemberLoad[];
  /** Those with the most overdue first, then those that wait longest; at most 10. */
  readonly waitingSteps: readonly WaitingStep[];
  /** Accounts with which nobody has talked for `days`, the largest first; `accounts` are at most 200 of `count`. */
  readonly quiet: { readonly days: number; readonly count: number; readonly accounts: readonly QuietAccount[] };
}

/** How the team stands: load of each member and who needs help, steps in which work waits, accounts nobody talks with. */
export function readTeam(
  database: Database,
  actor: Actor,
  { quietDays = 60, now = new Date() }: { quietDays?: number | undefined; now?: Date } = {},
): Promise<TeamPage> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const { timeZone, currency } = await organisationOf(tx);
    const today = dayOf(now, timeZone);
    return {
      members: await loads(tx, now, today, startOfDay(isoDate(epochDay(today) + 1), timeZone), currency),
      waitingSteps: await waitingSteps(tx, now),
      quiet: await quietAccounts(tx, quietDays, now),
    };
  });
}

async function loads(
  tx: Transaction,
  now: Date,
  today: string,
  tomorrow: Date,
  currency: string,
): Promise<TeamMemberLoad[]> {
  const rows = await tx.query<Omit<TeamMemberLoad, 'needsHelp'>>(
    `select m.id, m.name, m.role, k.open as "openTasks", k.overdue, k.today as "dueToday", k.done / 4.0 as "donePerWeek",
       p.accounts, p.red, p.arr as "arrMinor", p.late as "lateFirstActions",
       (select count(*)::int from handoff h where h.organisation_id = $1 and h.receiver_id = m.id and h.state = 'offered') as handoffs,
       exists (select from member_absence b where b.organisation_id = $1 and b.member_id = m.id
         and $3::date between b.first_day and b.last_day) as "isAway"
     from member m
     cross join lateral (
       select count(*) filter (where state = 'open')::int as open,
         count(*) filter (where state = 'open' and due_at <= $2)::int as overdue,
         count(*) filter (where state = 'open' and due_at > $2 and due_at < $4)::int as today,
         count(*) filter (where state = 'done' and closed_at > $2::timestamptz - interval '28 days')::float8 as done
       from task where organisation_id = $1 and owner_id = m.id) k
     cross join lateral (
       select count(*)::int as accounts, count(*) filter (where h.band = 'red')::int as red,
         coalesce(sum(a.arr_minor) filter (where coalesce(a.currency, $5) = $5), 0)::float8 as arr,
         coalesce(sum(r.late), 0)::int as late
       from account_team t
       join account a on a.organisation_id = $1 and a.id = t.account_id and a.archived_at is null
       left join account_health h on h.organisation_id = $1 and h.account_id = a.id
       left join lateral (
         select count(*) as late from run r where r.organisation_id = $1 and r.account_id = a.id and r.state = 'open'
           and r.first_action_at is null and r.first_action_due < $2) r on true
       where t.organisation_id = $1 and t.member_id = m.id and t.role = 'csm' and t.valid_to is null) p
     where m.organisation_id = $1 and m.status = 'active' and m.role <> 'viewer'
       and (m.role in ('csm', 'account_manager', 'support', 'manager') or k.open > 0 or p.accounts > 0)
     order by lower(m.name), m.id`,
    [tx.organisationId, now, today, tomorrow, currency],
  );
  return rows.map((row) => ({ ...row, donePerWeek: Number(row.donePerWeek), needsHelp: whoNeedsHelp(row) }));
}

function waitingSteps(tx: Transaction, now: Date): Promise<WaitingStep[]> {
  return tx.query<WaitingStep & Record<string, unknown>>(
    `select jsonb_build_object('key', p.key, 'title', p.title) as playbook, t.step_id as step, min(t.title) as title,
       count(*)::int as open, count(*) filter (where t.due_at <= $2)::int as overdue,
       round(percentile_cont(0.5) within group (order by extract(epoch from $2 - t.opened_at) / 86400))::int as "medianDays",
       round(max(extract(epoch from $2 - t.opened_at) / 86400))::int as "longestDays"
     from task t
     join run r on r.organisation_id = $1 and r.id = t.run_id
     join playbook p on p.organisation_id = $1 and p.key = r.playbook_key
     where t.organisation_id = $1 and t.state = 'open'
     group by p.key, p.title, t.step_id
     order by overdue desc, "medianDays" desc, open desc, p.key, t.step_id limit 10`,
    [tx.organisationId, now],
  );
}

async function quietAccounts(tx: Transaction, days: number, now: Date): Promise<TeamPage['quiet']> {
  const rows = await tx.query<Omit<QuietAccount, 'lastTalkAt'> & { lastTalkAt: Date | null; count: number }>(
    `select a.id, a.name, a.arr_minor as "arrMinor", a.currency, m.name as csm, i.at as "lastTalkAt", count(*) over ()::int as count
     from account a
     left join lateral (
       select max(occurred_at) as at from interaction
       where organisation_id = $1 and account_id = a.id and direction <> 'internal' and occurred_at <= $2) i on true
     left join account_team t on t.organisation_id = $1 and t.account_id = a.id and t.role = 'csm' and t.valid_to is null
     left join member m on m.organisation_id = $1 and m.id = t.member_id
     where a.organisation_id = $1 and a.archived_at is null and coalesce(a.stage, '') <> 'churned'
       and (i.at is null or i.at < $2::timestamptz - make_interval(days => $3))
     order by a.arr_minor desc nulls last, lower(a.name), a.id limit 200`,
    [tx.organisationId, now, days],
  );
  const accounts = rows.map(({ count: _, lastTalkAt, ...row }) => ({
    ...row,
    lastTalkAt: lastTalkAt?.toISOString() ?? null,
  }));
  return { days, count: rows[0]?.count ?? 0, accounts };
}
