import type { Transaction } from '../context/transaction.ts';
import { isoDate } from '../lib/days.ts';
import { today } from './organisation.ts';

/** The run of a situation has ended: so has the situation. What is still true opens again when the cooldown is over. */
export async function closeSituationOfRun(tx: Transaction, runId: string, now = new Date()): Promise<void> {
  await tx.execute(
    `update situation s set state = 'cleared', closed_at = $4, closed_on = $3
     from run r where r.organisation_id = $1 and r.id = $2 and s.organisation_id = $1
       and (s.id = r.situation_id or s.merged_run_id = r.id) and s.state = 'open'`,
    [tx.organisationId, runId, isoDate(await today(tx, now)), now],
  );
}
