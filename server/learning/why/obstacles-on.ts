import type { Transaction } from '../../context/transaction.ts';
import type { HoldReason } from '../../diagnosis/candidate.ts';
import { isSilent } from '../../diagnosis/causes.ts';
import type { LivePlaybook } from '../../diagnosis/live-trigger.ts';
import { type EpochDay, epochDay, isoDate } from '../../lib/days.ts';

/** What kept a playbook from starting for an account on a day; `until` 'YYYY-MM-DD' where it is known. */
export interface Obstacle {
  readonly reason: HoldReason | 'situation_open';
  readonly detail: string;
  readonly until: string | null;
}

/** What was going on for an account on the morning of a day, of all playbooks. */
export interface Standing {
  readonly day: EpochDay;
  readonly rows: readonly StandingRow[];
}

interface StandingRow {
  readonly kind: 'run' | 'closed' | 'situation' | 'opened' | 'silent' | 'snoozed' | 'waiting' | 'declined';
  readonly playbook_key: string;
  readonly id: string | null;
  readonly number: number | null;
  /** The day it began, closed, or until which it is silent or put aside. */
  readonly day: string;
  readonly causes: string[] | null;
}

/** Reads what stood in the way of any playbook on the morning of a day, from the rows of runs, situations and dismissals as they were then. */
export async function readStanding(tx: Transaction, accountId: string, day: EpochDay): Promise<Standing> {
  const rows = await tx.query<StandingRow & Record<string, unknown>>(
    `with morning as (select ($3::date::timestamp at time zone o.time_zone) as at, o.time_zone as zone from organisation o where o.organisation_id = $1)
     select case when r.closed_at is null or r.closed_at >= m.at then 'run' else 'closed' end as kind, r.playbook_key, r.id, r.number,
       (coalesce(r.closed_at, r.started_at) at time zone m.zone)::date::text as day, null::text[] as causes
     from run r, morning m
     where r.organisation_id = $1 and r.account_id = $2 and r.started_at < m.at
     union all
     select case when s.opened_on = $3::date then 'opened' else 'situation' end, s.playbook_key, s.id, null, s.opened_on::text, null
     from situation s
     where s.organisation_id = $1 and s.account_id = $2 and s.opened_on <= $3::date and (s.closed_on is null or s.closed_on >= $3::date)
     union all
     select 'silent', d.playbook_key, null, null, d.silent_until::text, d.causes from situation_dismissal d, morning m
     where d.organisation_id = $1 and d.account_id = $2 and d.dismissed_at < m.at and d.silent_until > $3::date
       and (d.taken_back_at is null or d.taken_back_at >= m.at)
     union all
     select 'snoozed', s.playbook_key, null, null, max((z.until at time zone m.zone)::date)::text, null
     from morning m, worklist_snooze z join situation s on s.organisation_id = $1 and s.id = z.item_id and s.state = 'cleared'
     where z.organisation_id = $1 and z.account_id = $2 and z.item_kind = 'situation' and z.wakes <> 'when_worse' and z.created_at < m.at
       and z.until > m.at and s.closed_on <= $3::date and (z.woken_at is null or z.woken_at >= m.at)
       and not exists (select from run r where r.organisation_id = $1 and r.situation_id = s.id) group by 2
     union all
     select case when w.declined_at is null then 'waiting' else 'declined' end, w.playbook_key, null, null, w.found_on::text, null
     from situation_waiting w where w.organisation_id = $1 and w.account_id = $2 and w.found_on <= $3::date`,
    [tx.organisationId, accountId, isoDate(day)],
  );
  return { day, rows };
}

/** The situation of a playbook that was open on that day or opened on it. */
export function situationOn({ rows }: Standing, playbookKey: string): string | null {
  const found = rows.filter((row) => row.playbook_key === playbookKey);
  return found.find(({ kind }) => kind === 'opened' || kind === 'situation')?.id ?? null;
}

/** Whether a situation of the playbook opened on the very day. */
export function hasOpened({ rows }: Standing, playbookKey: string): boolean {
  return rows.some(({ kind, playbook_key }) => kind === 'opened' && playbook_key === playbookKey);
}

/** What stood in the way of one playbook, the strongest first; `causes` are what made its condition true. */
export function obstaclesOf(
  { rows, day }: Standing,
  { key, cooldownDays, notWhile, mergeInto }: Pick<LivePlaybook, 'key' | 'cooldownDays' | 'notWhile' | 'mergeInto'>,
  causes: readonly string[],
): Obstacle[] {
  const own = rows.filter((row) => row.playbook_key === key);
  const ownOf = (kind: StandingRow['kind']) => own.find((row) => row.kind === kind);
  const found: Obstacle[] = [];
  const hold = (reason: Obstacle['reason'], detail: string, until: string | null = null) =>
    found.push({ reason, detail, until });
  const [run, situation] = [ownOf('run'), ownOf('situation')];
  if (run) hold('run_open', `run #${run.number} is open`);
  if (situation && !run) hold('situation_open', `the situation has been open since ${situation.day}`);
  const silences = own.filter(({ kind }) => kind === 'silent');
  const all = silences.some((one) => one.causes === null) ? null : silences.flatMap((one) => one.causes ?? []);
  const silent = silences.length > 0 && isSilent(causes, all) ? silences.map((one) => one.day).sort()[0]! : null;
  if (silent !== null) hold('dismissed', `a member said that it is not a risk; silent until ${silent}`, silent);
  const snoozed = ownOf('snoozed');
  if (snoozed) hold('snoozed', `a member has put its last situation aside until ${snoozed.day}`, snoozed.day);
  const closed = own.flatMap((row) => (row.kind === 'closed' ? [row.day] : [])).sort();
  const until = closed.length > 0 ? epochDay(closed.at(-1)!) + cooldownDays : day;
  if (until > day)
    hold('cooldown', `the last run closed on ${closed.at(-1)}; cooling down until ${isoDate(until)}`, isoDate(until));
  const isBusy = (other: string) =>
    rows.some(({ kind, playbook_key }) => playbook_key === other && ['run', 'situation', 'opened'].includes(kind));
  const other = notWhile.find(isBusy);
  if (other) hold('not_while', `waits while ${other} runs`);
  const joined = mergeInto
    .map((one) => rows.find((row) => row.kind === 'run' && row.playbook_key === one))
    .find(Boolean);
  if (joined) hold('merge', `is taken up by run #${joined.number} of ${joined.playbook_key}`);
  const [waiting, declined] = [ownOf('waiting'), ownOf('declined')];
  if (waiting) hold('brake', `found for so many accounts on ${waiting.day} that a person has to confirm it first`);
  if (declined)
    hold('brake', 'a person decided not to open it; it is asked about again when it has ended and comes back');
  return found;
}
