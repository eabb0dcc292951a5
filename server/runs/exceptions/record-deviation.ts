import type { Transaction } from '../../context/transaction.ts';
import type { RunPosition } from '../move-by-hand.ts';

/** One way in which a run went another way than its playbook says. */
export interface Deviation {
  readonly kind: 'due_moved' | 'optional_skipped' | 'required_skipped';
  readonly step: string | null;
  readonly reason: string | null;
  /** The exception by which it was allowed; null when it was free. */
  readonly exceptionId: string | null;
}

/** Keeps how a run differs from its playbook, beside its log: what is counted for the playbook. Told twice, it is kept once. */
export async function recordDeviation(
  tx: Transaction,
  { runId, sequence }: Pick<RunPosition, 'runId' | 'sequence'>,
  deviation: Deviation,
): Promise<void> {
  await tx.execute(
    `insert into run_deviation (organisation_id, run_id, sequence, playbook_key, playbook_version, step_id, kind, exception_id, reason, member_id)
     select $1, r.id, $3, r.playbook_key, r.playbook_version, $4, $5, $6, $7, $8 from run r
     where r.organisation_id = $1 and r.id = $2 on conflict do nothing`,
    [
      tx.organisationId,
      runId,
      sequence,
      deviation.step,
      deviation.kind,
      deviation.exceptionId,
      deviation.reason,
      tx.actor.memberId,
    ],
  );
}
