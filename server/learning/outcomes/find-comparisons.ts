import type { Transaction } from '../../context/transaction.ts';
import type { EpochDay } from '../../lib/days.ts';
import type { Firing } from '../backtest/simulate-firings.ts';

/** A run as far as it concerns its outcome. */
export interface StudiedRun {
  readonly id: string;
  readonly number: number;
  readonly account: { readonly id: string; readonly name: string };
  readonly slot: number;
  readonly startedOn: EpochDay;
  /** Null while it is open. */
  readonly closedOn: EpochDay | null;
  /** Whether somebody worked on it: a run that was called a false alarm, or superseded, was not carried through. */
  readonly isWorked: boolean;
}

/** Every run of a playbook, the newest first, with days in the organisation's time zone. */
export function loadRuns(tx: Transaction, playbookKey: string): Promise<StudiedRun[]> {
  return tx.query<StudiedRun & Record<string, unknown>>(
    `select r.id, r.number, jsonb_build_object('id', a.id, 'name', a.name) as account, a.slot,
       (r.started_at at time zone o.time_zone)::date - date '1970-01-01' as "startedOn",
       (r.closed_at at time zone o.time_zone)::date - date '1970-01-01' as "closedOn",
       r.outcome is distinct from 'superseded' and not exists (select from situation_dismissal d
         where d.organisation_id = $1 and d.situation_id = r.situation_id and d.taken_back_at is null) as "isWorked"
     from run r
     join account a on a.organisation_id = $1 and a.id = r.account_id
     join organisation o on o.organisation_id = $1
     where r.organisation_id = $1 and r.playbook_key = $2
     order by r.started_at desc, r.number desc`,
    [tx.organisationId, playbookKey],
  );
}

/** Situations that somebody said to be no risk, by account (slot) and day. */
export async function loadDismissed(tx: Transaction, playbookKey: string): Promise<Firing[]> {
  const rows = await tx.query<{ slot: number; on: string; day: EpochDay }>(
    `select a.slot, s.opened_on - date '1970-01-01' as day
     from situation s
     join situation_dismissal d on d.organisation_id = $1 and d.situation_id = s.id and d.taken_back_at is null
     join account a on a.organisation_id = $1 and a.id = s.account_id
     where s.organisation_id = $1 and s.playbook_key = $2 order by 2, 1`,
    [tx.organisationId, playbookKey],
  );
  return rows.map(({ slot, day }) => ({ row: slot, day }));
}

/** An account that met the trigger and was not worked on: before there was a first run, or since, when it was held back. */
export interface Comparable extends Firing {
  readonly why: 'before' | 'held_back';
}

/** A run that began so few days before a firing answers it. */
const ANSWERS_WITHIN = 7;

/** The firings during whose horizon nobody worked on the account by this playbook. */
export function withoutRun(firings: readonly Firing[], runs: readonly StudiedRun[], horizon: number): Comparable[] {
  const worked = runs.filter(({ isWorked }) => isWorked);
  const bySlot = Map.groupBy(worked, ({ slot }) => slot);
  const first = Math.min(...runs.map(({ startedOn }) => startedOn));
  return firings.flatMap(({ row, day }) => {
    const isWorkedOn = (bySlot.get(row) ?? []).some(
      ({ startedOn, closedOn }) =>
        startedOn <= day + horizon && (closedOn === null || closedOn >= day - ANSWERS_WITHIN),
    );
    return isWorkedOn ? [] : [{ row, day, why: day < first ? ('before' as const) : ('held_back' as const) }];
  });
}
