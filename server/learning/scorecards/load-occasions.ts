import type { Transaction } from '../../context/transaction.ts';
import { loadDetails, type RunDetails } from './load-details.ts';
import type { Exit, Fate, FirstAction, Occasion, OccasionStep } from './occasion.ts';

/** Which occasions: those of the days from `from` up to, and without, `to`. */
export interface OccasionRange {
  readonly playbookKey?: string | undefined;
  readonly from: Date;
  readonly to: Date;
}

/** A step as the run's state holds it: id, status, due (ISO 8601), settled (ISO 8601), hash of the note of a person. */
type StepRow = readonly [string, string, string | null, string | null, string | null];

interface OccasionRow extends Record<string, unknown> {
  readonly playbook_key: string;
  readonly situation_id: string | null;
  readonly account: Occasion['account'];
  readonly at: Date;
  readonly version: number;
  readonly segment: string | null;
  readonly is_false_alarm: boolean;
  readonly run_id: string | null;
  readonly number: number;
  readonly owner_id: string | null;
  readonly started_at: Date;
  readonly closed_at: Date | null;
  readonly outcome: Exclude<Exit, 'open' | 'by_hand' | 'false_alarm'> | 'closed_by_hand' | null;
  readonly first_action_due: Date | null;
  readonly first_action_at: Date | null;
  readonly steps: readonly StepRow[] | null;
  readonly variation: string | null;
}

/** Every time that a playbook, or each of them, was triggered: situations, and runs that a member started by hand; the newest first. */
export async function loadOccasions(
  tx: Transaction,
  { playbookKey, from, to }: OccasionRange,
  now: Date,
): Promise<Occasion[]> {
  const rows = await tx.query<OccasionRow>(
    `with occasion as (
       select s.playbook_key, s.id as situation_id, s.account_id, s.opened_at as at, s.playbook_version, r.id as run_id,
         s.state = 'dismissed' and exists (select from situation_dismissal d where d.organisation_id = $1 and d.situation_id = s.id
           and d.taken_back_at is null) as is_false_alarm
       from situation s
       left join run r on r.organisation_id = $1 and r.situation_id = s.id
       where s.organisation_id = $1 and ($2::text is null or s.playbook_key = $2) and s.opened_at >= $3 and s.opened_at < $4
       union all
       select r.playbook_key, null, r.account_id, r.started_at, r.playbook_version, r.id, false
       from run r
       where r.organisation_id = $1 and ($2::text is null or r.playbook_key = $2) and r.situation_id is null
         and r.started_at >= $3 and r.started_at < $4)
     select o.playbook_key, o.situation_id, jsonb_build_object('id', a.id, 'name', a.name) as account, o.at, o.is_false_alarm,
       coalesce(r.playbook_version, o.playbook_version) as version, coalesce(f.segment, a.segment) as segment,
       r.id as run_id, r.number, r.owner_id, r.started_at, r.closed_at, r.outcome, r.first_action_due, r.first_action_at,
       (select jsonb_agg(jsonb_build_array(k.key, k.value ->> 'status', k.value #>> '{due,at}', k.value ->> 'settledAt',
            case when k.value #>> '{settledBy,kind}' = 'member' then md5(lower(btrim(k.value ->> 'note'))) end))
          from jsonb_each(r.progress -> 'steps') k) as steps,
       r.variation
     from occasion o
     join account a on a.organisation_id = $1 and a.id = o.account_id
     left join run r on r.organisation_id = $1 and r.id = o.run_id
     left join lateral (
       select h.value #>> '{}' as segment from account_field h
       where h.organisation_id = $1 and h.account_id = o.account_id and h.field = 'segment' and h.valid_from <= o.at and h.valid_to > o.at
       limit 1) f on true
     order by o.at desc, r.number desc nulls last, o.situation_id`,
    [tx.organisationId, playbookKey ?? null, from, to],
  );
  const details = await loadDetails(tx, playbookKey);
  return rows.map((row) => ({
    playbookKey: row.playbook_key,
    situationId: row.situation_id,
    account: row.account,
    at: row.at,
    version: row.version,
    segment: row.segment,
    isFalseAlarm: row.is_false_alarm,
    run: row.run_id === null ? null : runOf(row, row.run_id, details, now),
  }));
}

function runOf(
  row: OccasionRow,
  id: string,
  { waitsOf, skipsOf, assetsOf }: RunDetails,
  now: Date,
): NonNullable<Occasion['run']> {
  const waits = waitsOf(row.playbook_key, row.version, row.variation);
  const skips = skipsOf(id);
  return {
    id,
    number: row.number,
    memberId: row.owner_id,
    startedAt: row.started_at,
    closedAt: row.closed_at,
    exit: exitOf(row),
    firstAction: firstActionOf(row, now),
    steps: (row.steps ?? [])
      .filter(([step]) => !waits.has(step))
      .map((step): OccasionStep => ({ id: step[0], fate: fateOf(step, skips, row.closed_at, now), note: step[4] })),
    assets: assetsOf(id),
  };
}

function exitOf({ is_false_alarm, outcome }: OccasionRow): Exit {
  if (is_false_alarm && outcome !== null) return 'false_alarm';
  if (outcome === null) return 'open';
  return outcome === 'closed_by_hand' ? 'by_hand' : outcome;
}

function firstActionOf(
  { first_action_at: done, first_action_due: due, closed_at }: OccasionRow,
  now: Date,
): FirstAction {
  if (due === null) return 'none';
  if (done !== null) return done <= due ? 'in_time' : 'late';
  if (due < (closed_at ?? now)) return 'late';
  return closed_at === null ? 'waiting' : 'none';
}

function fateOf(
  [id, status, due, settledAt]: StepRow,
  skips: ReadonlyMap<string, number>,
  closedAt: Date | null,
  now: Date,
): Fate {
  if (status === 'done') return due !== null && settledAt !== null && settledAt > due ? 'late' : 'done';
  // A person skipped it when the entry that says so is the one that settled it.
  if (status === 'skipped')
    return settledAt !== null && skips.get(id) === Date.parse(settledAt) ? 'skipped' : 'left_out';
  if (status === 'waiting' || status === 'blocked') return 'not_reached';
  const isOverdue = due !== null && due < (closedAt ?? now).toISOString();
  if (closedAt !== null) return isOverdue ? 'given_up' : 'not_reached';
  return isOverdue ? 'overdue' : 'open';
}
