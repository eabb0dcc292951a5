import type { Transaction } from '../context/transaction.ts';
import { textArray, uuidArray } from '../database/binary-array.ts';
import { type EpochDay, epochDay, isoDate } from '../lib/days.ts';
import type { Candidate } from './candidate.ts';

export interface OpenRun {
  readonly id: string;
  readonly number: string;
}

/** What a member said to be no risk, and until when. `causes` null: whatever the cause. */
export interface Silence {
  readonly until: string;
  readonly causes: readonly string[] | null;
}

/** What may keep a candidate from opening, for the accounts of all candidates, by account and playbook (`placeOf`). */
export interface Obstacles {
  readonly openRuns: ReadonlyMap<string, OpenRun>;
  readonly openSituations: ReadonlySet<string>;
  readonly lastClosed: ReadonlyMap<string, EpochDay>;
  readonly silences: ReadonlyMap<string, readonly Silence[]>;
  /** The day until which a member has put the last situation aside, 'YYYY-MM-DD'. */
  readonly snoozes: ReadonlyMap<string, string>;
}

interface Obstacle {
  readonly kind: 'run' | 'situation' | 'closed' | 'silent' | 'snoozed';
  readonly account_id: string;
  readonly playbook_key: string;
  /** The number of the open run, the day the last one closed, or the day until which it is silent or put aside. */
  readonly detail: string | null;
  readonly run_id: string | null;
  readonly causes: string[] | null;
}

/** So many candidates are asked about together: few statements, and no list of everything at once. */
const AT_ONCE = 25_000;

/** What is in the way of these candidates: of each one's own playbook, and of those that it waits for or is merged into. */
export async function loadObstacles(
  tx: Transaction,
  candidates: readonly Candidate[],
  day: EpochDay,
): Promise<Obstacles> {
  const rows: Obstacle[] = [];
  for (let from = 0; from < candidates.length; from += AT_ONCE)
    for (const row of await obstaclesOf(tx, candidates.slice(from, from + AT_ONCE), day)) rows.push(row);
  const of = (kind: Obstacle['kind']) => rows.filter((row) => row.kind === kind);
  const place = (row: Obstacle) => placeOf(row.account_id, row.playbook_key);
  return {
    openRuns: new Map(of('run').map((row) => [place(row), { id: row.run_id!, number: row.detail! }])),
    openSituations: new Set(of('situation').map(place)),
    lastClosed: new Map(of('closed').map((row) => [place(row), epochDay(row.detail!)])),
    snoozes: new Map(of('snoozed').map((row) => [place(row), row.detail!])),
    silences: new Map(
      [...Map.groupBy(of('silent'), place)].map(([key, some]) => [
        key,
        some.map((row) => ({ until: row.detail!, causes: row.causes })),
      ]),
    ),
  };
}

async function obstaclesOf(tx: Transaction, candidates: readonly Candidate[], day: EpochDay): Promise<Obstacle[]> {
  const pairs = candidates.flatMap(({ accountId, playbook }) =>
    [playbook.key, ...playbook.notWhile, ...playbook.mergeInto].map((playbookKey) => ({ accountId, playbookKey })),
  );
  return tx.query<Obstacle & Record<string, unknown>>(
    `with wanted as (select distinct * from unnest($2::uuid[], $3::text[]) w(account_id, playbook_key))
     select 'run' as kind, w.*, r.number::text as detail, r.id as run_id, null::text[] as causes from wanted w
       join run r on r.organisation_id = $1 and r.account_id = w.account_id and r.playbook_key = w.playbook_key and r.state = 'open'
     union all
     select 'situation', w.*, null, null, null from wanted w
       join situation s on s.organisation_id = $1 and s.account_id = w.account_id and s.playbook_key = w.playbook_key and s.state = 'open'
     union all
     select 'closed', w.*, max((r.closed_at at time zone o.time_zone)::date)::text, null, null from wanted w
       join run r on r.organisation_id = $1 and r.account_id = w.account_id and r.playbook_key = w.playbook_key and r.state = 'closed'
       join organisation o on o.organisation_id = $1 group by 2, 3
     union all
     select 'silent', w.*, d.silent_until::text, null, d.causes from wanted w
       join situation_dismissal d on d.organisation_id = $1 and d.account_id = w.account_id and d.playbook_key = w.playbook_key
         and d.silent_until > $4 and d.taken_back_at is null
     union all
     -- Put aside until a day, and over before anybody worked on it: back again it is what the member knows. Who waits for something worse named no day.
     select 'snoozed', w.*, max((z.until at time zone o.time_zone)::date)::text, null, null from wanted w
       join situation s on s.organisation_id = $1 and s.account_id = w.account_id and s.playbook_key = w.playbook_key and s.state = 'cleared'
       join worklist_snooze z on z.organisation_id = $1 and z.item_id = s.id and z.item_kind = 'situation' and z.woken_at is null
         and z.wakes <> 'when_worse' and z.until > now()
       join organisation o on o.organisation_id = $1
       where not exists (select from run r where r.organisation_id = $1 and r.situation_id = s.id) group by 2, 3`,
    [
      tx.organisationId,
      uuidArray(pairs.map((pair) => pair.accountId)),
      textArray(pairs.map((pair) => pair.playbookKey)),
      isoDate(day),
    ],
  );
}

/** An account and a playbook as one text. */
export function placeOf(accountId: string, playbookKey: string): string {
  return `${accountId}/${playbookKey}`;
}
