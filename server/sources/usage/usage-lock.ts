import type { Transaction } from '../../context/transaction.ts';
import { type ActiveMetric, METRIC_COLUMNS } from './metric.ts';

/** One of two numbers of PostgreSQL's advisory locks; the other one is made from the organisation. */
const USAGE = 1_431_520_594;

/**
 * Shared by all who add events, until their transaction ends, and read with it: the metrics to count. Whoever counts anew holds the
 * lock alone, so every event was either counted by its writer or is seen by who counts anew, never both and never neither. The metrics
 * are read by a statement of their own, so that they are as new as the lock.
 */
export async function joinUsageWriters(tx: Transaction): Promise<ActiveMetric[]> {
  const organisation = tx.client.escapeLiteral(tx.organisationId);
  const results = (await tx.client.query(
    `select pg_advisory_xact_lock_shared(${USAGE}, hashtext(${organisation}));
     select ${METRIC_COLUMNS} from metric where organisation_id = ${organisation} and archived_at is null order by number`,
  )) as unknown as { rows: ActiveMetric[] }[];
  return results[1]!.rows;
}

/** Waits until nobody is adding events to the organisation and keeps them waiting until this transaction ends: keep it short. */
export async function stopUsageWriters(tx: Transaction): Promise<ActiveMetric[]> {
  await tx.query('select pg_advisory_xact_lock($1, hashtext($2))', [USAGE, tx.organisationId]);
  return tx.query<ActiveMetric & Record<string, unknown>>(
    `select ${METRIC_COLUMNS} from metric where organisation_id = $1 and archived_at is null order by number`,
    [tx.organisationId],
  );
}
