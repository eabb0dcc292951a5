import type { Client } from 'pg';
import { HISTORY_DAYS } from '../diagnosis/data.ts';

/** What both ways count. */
export interface Counts {
  readonly rows: number;
  readonly positives: number;
  readonly flagged: number;
  readonly true_positives: number;
  readonly firings: number;
  readonly right: number;
}

export interface AskedInSql {
  /** The first day of history and the first that counts, 'YYYY-MM-DD', and the end of what may be used. */
  readonly from: string;
  readonly to: string;
  readonly firstDay: string;
  readonly horizon: number;
  readonly silentDays: number;
}

/**
 * Both readings of "silent for so many days" against "no use in 28 days, a horizon later", by window functions over the rolled-up facts: a grid
 * of accounts and days, the last active day and counts of active days before each, the outcome by `lead`, the day it became true by `lag`.
 */
export async function countInSql(client: Client, organisationId: string, asked: AskedInSql): Promise<Counts> {
  await client.query(`set work_mem = '256MB'`);
  const { rows } = await client.query<Counts>(
    `with grid as (
       select a.slot, d::date as day, u.account_slot is not null as active
       from account a
       cross join generate_series(date '${asked.firstDay}' - ${HISTORY_DAYS}, $2::date, interval '1 day') d
       left join usage_day u on u.organisation_id = $1 and u.account_slot = a.slot and u.metric = 0 and u.day = d::date
       where a.organisation_id = $1),
     windows as (
       select slot, day,
         day - max(day) filter (where active) over before as since,
         count(*) filter (where active) over before as total,
         count(*) filter (where active) over (partition by slot order by day rows between 28 preceding and 1 preceding) as in28
       from grid window before as (partition by slot order by day rows between unbounded preceding and 1 preceding)),
     judged as (
       select slot, day, total >= 3 as eligible, since >= $4 as flagged, lead(in28, $5) over account = 0 as outcome,
         lag(total >= 3 and since >= $4) over account as flagged_before
       from windows window account as (partition by slot order by day))
     select count(*) filter (where eligible)::int as rows,
       count(*) filter (where eligible and outcome)::int as positives,
       count(*) filter (where eligible and flagged)::int as flagged,
       count(*) filter (where eligible and flagged and outcome)::int as true_positives,
       count(*) filter (where eligible and flagged and flagged_before is not true)::int as firings,
       count(*) filter (where eligible and flagged and flagged_before is not true and outcome)::int as right
     from judged where day >= $3::date and day + $5 <= $2::date`,
    [organisationId, asked.to, asked.from, asked.silentDays, asked.horizon],
  );
  return rows[0]!;
}
