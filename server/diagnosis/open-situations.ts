import type { Transaction } from '../context/transaction.ts';
import { int4Array, jsonbArray, textArray, uuidArray } from '../database/binary-array.ts';
import { emit } from '../jobs/enqueue.ts';
import { type EpochDay, isoDate } from '../lib/days.ts';
import { orderedId } from '../lib/ordered-id.ts';
import type { Candidate } from './candidate.ts';
import type { EvidenceClause } from './evidence.ts';

const RUNS_AN_EVENT = 500;

/** What is kept of a candidate that opens: its evidence as of the day, and the sentence made of it. */
export interface SituationText {
  readonly headline: string;
  readonly evidence: readonly EvidenceClause[];
  /** The open run of another playbook that takes it. */
  readonly mergedRunId: string | null;
}

type Opening = Candidate & SituationText;

/**
 * Opens situations and asks for their runs to be started; one that is already open for the account and playbook stays as it is. `describe` is
 * asked for some at a time, so that the evidence of many never stands in memory at once.
 */
export async function openSituations(
  tx: Transaction,
  candidates: readonly Candidate[],
  describe: (candidate: Candidate) => SituationText,
  day: EpochDay,
  diagnosisId: string,
): Promise<void> {
  const sorted = [...candidates].sort(
    (a, b) => compare(a.accountId, b.accountId) || compare(a.playbook.key, b.playbook.key),
  );
  for (let from = 0; from < sorted.length; from += RUNS_AN_EVENT) {
    const openings = sorted
      .slice(from, from + RUNS_AN_EVENT)
      .map((candidate) => ({ ...candidate, ...describe(candidate) }));
    const ids = await insertSituations(tx, openings, day, diagnosisId);
    if (ids.length > 0) await emit(tx, { name: 'situations.opened', situationIds: ids });
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

async function insertSituations(
  tx: Transaction,
  openings: readonly Opening[],
  day: EpochDay,
  diagnosisId: string,
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `insert into situation (organisation_id, id, account_id, playbook_key, playbook_version, trigger_kind, priority, headline, evidence,
       merged_run_id, opened_on, diagnosis_id)
     select $1, s.id, s.account_id, s.playbook_key, s.version, s.trigger_kind, s.priority, s.headline, s.evidence, s.merged_run_id, $2, $3
     from unnest($4::uuid[], $5::uuid[], $6::text[], $7::int4[], $8::text[], $9::int4[], $10::text[], $11::jsonb[], $12::uuid[])
       s(id, account_id, playbook_key, version, trigger_kind, priority, headline, evidence, merged_run_id)
     on conflict (organisation_id, account_id, playbook_key, subject) where state = 'open' do nothing
     returning id`,
    [
      tx.organisationId,
      isoDate(day),
      diagnosisId,
      // In the order in which they are made, so that the index grows at one end.
      uuidArray(openings.map(() => orderedId())),
      uuidArray(openings.map((one) => one.accountId)),
      textArray(openings.map((one) => one.playbook.key)),
      int4Array(openings.map((one) => one.playbook.version)),
      textArray(openings.map((one) => one.trigger.kind)),
      int4Array(openings.map((one) => one.playbook.priority)),
      textArray(openings.map((one) => one.headline)),
      jsonbArray(openings.map((one) => JSON.stringify(one.evidence))),
      uuidArray(openings.map((one) => one.mergedRunId)),
    ],
  );
  return rows.map((row) => row.id);
}

/** A trigger that is no longer true for an account. */
export interface Ended {
  readonly playbookKey: string;
  readonly triggerKind: string;
  readonly accountId: string;
}

/** Closes the open situations whose condition is no longer true. Gives how many of each playbook. */
export async function clearSituations(
  tx: Transaction,
  ended: readonly Ended[],
  day: EpochDay,
): Promise<Map<string, number>> {
  if (ended.length === 0) return new Map();
  // Account by account, as situations are opened, so that neighbours are found together.
  const sorted = ended.toSorted((a, b) => compare(a.accountId, b.accountId));
  const rows = await tx.query<{ playbook_key: string; count: number }>(
    `with cleared as (
       update situation s set state = 'cleared', closed_on = $2, closed_at = now()
       from unnest($3::text[], $4::text[], $5::uuid[]) e(playbook_key, trigger_kind, account_id)
       where s.organisation_id = $1 and s.account_id = e.account_id and s.playbook_key = e.playbook_key
         and s.trigger_kind = e.trigger_kind and s.state = 'open'
       returning s.playbook_key)
     select playbook_key, count(*)::int as count from cleared group by 1`,
    [
      tx.organisationId,
      isoDate(day),
      textArray(sorted.map((one) => one.playbookKey)),
      textArray(sorted.map((one) => one.triggerKind)),
      uuidArray(sorted.map((one) => one.accountId)),
    ],
  );
  return new Map(rows.map((row) => [row.playbook_key, row.count]));
}
