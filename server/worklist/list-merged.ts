import type { Transaction } from '../context/transaction.ts';

/** A situation that is worked on by the run of another playbook. */
export interface MergedSituation {
  readonly id: string;
  readonly title: string;
  readonly headline: string;
  readonly openedOn: string;
}

/** What was merged into a run, in the order in which it was found. */
export function listMerged(tx: Transaction, runId: string): Promise<MergedSituation[]> {
  return tx.query<MergedSituation & Record<string, unknown>>(
    `select s.id, p.title, s.headline, s.opened_on as "openedOn"
     from situation s join playbook p on p.organisation_id = $1 and p.key = s.playbook_key
     where s.organisation_id = $1 and s.merged_run_id = $2 order by s.opened_at, s.id`,
    [tx.organisationId, runId],
  );
}
