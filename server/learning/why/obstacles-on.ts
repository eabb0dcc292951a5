import type { Transaction } from '../../context/transaction.ts';
import { type EpochDay, isoDate } from '../../lib/days.ts';

/** What kept a playbook from starting for an account on a day; `until` 'YYYY-MM-DD' where it is known. */
export interface Obstacle {
  readonly reason: 'run_open' | 'situation_open' | 'dismissed' | 'cooldown' | 'not_while' | 'holds_for';
  readonly detail: string;
  readonly until: string | null;
}

interface Wanted {
  readonly accountId: string;
  readonly playbookKey: string;
  readonly cooldownDays: number;
  readonly notWhile: readonly string[];
}

/** What stood in the way on the morning of a day, from the rows of runs, situations and dismissals as they were then. */
export async function obstaclesOn(tx: Transaction, wanted: Wanted, day: EpochDay): Promise<Obstacle[]> {
  const { accountId, playbookKey, cooldownDays, notWhile } = wanted;
  const rows = await tx.query<{ kind: string; playbook_key: string; number: number | null; day: string | null }>(
    `with morning as (select ($3::date::timestamp at time zone o.time_zone) as at, o.time_zone as zone from organisation o where o.organisation_id = $1)
     select case when r.closed_at is null or r.closed_at >= m.at then 'run' else 'closed' end as kind, r.playbook_key, r.number,
       (r.closed_at at time zone m.zone)::date::text as day
     from run r, morning m
     where r.organisation_id = $1 and r.account_id = $2 and r.playbook_key = any($4) and r.started_at < m.at
     union all
     select 'situation', s.playbook_key, null, s.opened_on::text from situation s
     where s.organisation_id = $1 and s.account_id = $2 and s.playbook_key = any($4) and s.opened_on < $3::date
       and (s.closed_on is null or s.closed_on >= $3::date)
     union all
     select 'silent', d.playbook_key, null, d.silent_until::text from situation_dismissal d, morning m
     where d.organisation_id = $1 and d.account_id = $2 and d.playbook_key = $5 and d.dismissed_at < m.at and d.silent_until > $3::date`,
    [tx.organisationId, accountId, isoDate(day), [playbookKey, ...notWhile], playbookKey],
  );
  const own = rows.filter((row) => row.playbook_key === playbookKey);
  const found: Obstacle[] = [];
  const run = own.find(({ kind }) => kind === 'run');
  if (run) found.push({ reason: 'run_open', detail: `run #${run.number} is open`, until: null });
  const situation = own.find(({ kind }) => kind === 'situation');
  if (situation && !run)
    found.push({ reason: 'situation_open', detail: `the situation has been open since ${situation.day}`, until: null });
  const silent = own.find(({ kind }) => kind === 'silent');
  if (silent)
    found.push({
      reason: 'dismissed',
      detail: `a member said that it is not a risk; silent until ${silent.day}`,
      until: silent.day,
    });
  const closed = own.flatMap(({ kind, day: on }) => (kind === 'closed' && on ? [on] : [])).sort();
  const last = closed.at(-1);
  if (last !== undefined) found.push(...coolingDown(last, cooldownDays, day));
  const other = rows.find(
    (row) => row.playbook_key !== playbookKey && (row.kind === 'run' || row.kind === 'situation'),
  );
  if (other) found.push({ reason: 'not_while', detail: `waits while ${other.playbook_key} runs`, until: null });
  return found;
}

function coolingDown(closedOn: string, cooldownDays: number, day: EpochDay): Obstacle[] {
  const until = Math.round(Date.parse(`${closedOn}T00:00:00Z`) / 86_400_000) + cooldownDays;
  if (until <= day) return [];
  const detail = `the last run closed on ${closedOn}; cooling down until ${isoDate(until)}`;
  return [{ reason: 'cooldown', detail, until: isoDate(until) }];
}
