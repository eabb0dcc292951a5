import type { Transaction } from '../../server/context/transaction.ts';
import { computeSignals } from '../../server/signals/compute-signals.ts';

/** What is wrong with the data of an organisation, counted anew from its facts; each finding is a sentence. Empty when all is well. */
export async function recount(tx: Transaction, timeZone: string): Promise<string[]> {
  const findings: string[] = [];
  for (const [what, sql] of Object.entries(CHECKS)) {
    const rows = await tx.query<{ found: string }>(
      sql,
      sql.includes('$2') ? [tx.organisationId, timeZone] : [tx.organisationId],
    );
    findings.push(...rows.map(({ found }) => `${what}: ${found}`));
  }
  return [...findings, ...(await signalsThatDiffer(tx, timeZone))];
}

const COUNTED = `select account_slot, (occurred_at at time zone $2)::date as day, count(*) as amount from usage_event
  where organisation_id = $1 and account_slot is not null group by 1, 2`;
const KEPT = `select account_slot, day, amount::bigint from usage_day where organisation_id = $1 and metric = 0 and amount <> 0`;

/** Each finds what must not be. */
const CHECKS: Readonly<Record<string, string>> = {
  'events that are not rolled up': `select t::text as found from (${COUNTED} except ${KEPT}) t limit 3`,
  'rollups without events': `select t::text as found from (${KEPT} except ${COUNTED}) t limit 3`,
  'users a day': `select t::text as found from (
    select account_slot, (occurred_at at time zone $2)::date as day, count(distinct user_key) from usage_event
    where organisation_id = $1 and account_slot is not null and user_key is not null group by 1, 2
    except select account_slot, day, count(*) from usage_user_day where organisation_id = $1 group by 1, 2) t limit 3`,
  'two open situations of one playbook': `select account_id || ' ' || playbook_key as found from situation
    where organisation_id = $1 and state = 'open' group by account_id, playbook_key having count(*) > 1`,
  'an open situation without a run': `select s.playbook_key || ' ' || s.opened_at as found from situation s where s.organisation_id = $1
    and s.state = 'open' and not exists (select from run r where r.organisation_id = $1 and r.situation_id = s.id)`,
  'two runs of one situation': `select situation_id::text as found from run where organisation_id = $1 group by situation_id having count(*) > 1`,
  'two open runs of one playbook': `select account_id || ' ' || playbook_key as found from run
    where organisation_id = $1 and state = 'open' group by account_id, playbook_key having count(*) > 1`,
  'a log with a gap': `select r.number::text as found from run r where r.organisation_id = $1
    and r.last_sequence <> (select count(*) from run_entry e where e.organisation_id = $1 and e.run_id = r.id)`,
  'two tasks of one step': `select run_id || ' ' || step_id as found from task where organisation_id = $1
    group by run_id, step_id having count(*) > 1`,
  'an open task of a run that has ended': `select t.title as found from task t join run r on r.organisation_id = $1 and r.id = t.run_id
    where t.organisation_id = $1 and t.state = 'open' and r.state <> 'open'`,
  'a step done twice': `select run_id || ' ' || (change ->> 'step') as found
    from run_entry, jsonb_array_elements(detail -> 'changes') change
    where organisation_id = $1 and change ->> 'kind' = 'step_completed' group by run_id, change ->> 'step' having count(*) > 1`,
  'two diagnoses of a morning by the clock': `select as_of::text as found from diagnosis
    where organisation_id = $1 and kind in ('nightly', 'caught_up') and finished_at is not null group by as_of having count(*) > 1`,
  'an import that counted wrongly': `select file_name as found from import where organisation_id = $1
    and rows_read <> rows_created + rows_updated + rows_unchanged + rows_rejected`,
};

/** The signals are read from blocks that are kept; they say what the events say. */
async function signalsThatDiffer(tx: Transaction, timeZone: string): Promise<string[]> {
  const { day } = await tx.one<{ day: number }>(
    'day',
    `select (now() at time zone $1)::date + 1 - date '1970-01-01' as day`,
    [timeZone],
  );
  const { days } = await computeSignals(tx, [day]);
  const total = days[0]!.columns.get('usage.active_days_total')!;
  const events = days[0]!.columns.get('usage.events_90d')!;
  const rows = await tx.query<{ slot: number; total: number; events: number }>(
    `select a.slot, count(distinct (e.occurred_at at time zone $2)::date)::int as total,
       count(*) filter (where (e.occurred_at at time zone $2)::date - date '1970-01-01' >= $3 - 90)::int as events
     from account a join usage_event e on e.organisation_id = $1 and e.account_slot = a.slot
     where a.organisation_id = $1 group by a.slot`,
    [tx.organisationId, timeZone, day],
  );
  return rows
    .filter((row) => total[row.slot] !== row.total || events[row.slot] !== row.events)
    .map(
      (row) =>
        `signals of slot ${row.slot}: ${total[row.slot]} days and ${events[row.slot]} events, not ${row.total} and ${row.events}`,
    )
    .slice(0, 3);
}
