import type { Transaction } from '../../context/transaction.ts';
import { type ActiveMetric, METRIC_COLUMNS } from './metric.ts';

/** One of two numbers of PostgreSQL's advisory locks; the other one is made from the organisation. */
const USAGE = 1_431_520_594;

/** What a writer of events has to know, true until its transaction ends. */
export interface UsageWriting {
  /** The metrics to count. */
  readonly metrics: readonly ActiveMetric[];
  /** Another number than before: what was remembered of accounts and users may no longer hold. */
  readonly epoch: number;
}

/**
 * Shared by all who add events, until their transaction ends. Whoever counts anew holds the lock alone, so every event was either counted
 * by its writer or is seen by who counts anew, never both and never neither. The rest is read by statements of their own, so that it is
 * as new as the lock.
 */
export async function joinUsageWriters(tx: Transaction): Promise<UsageWriting> {
  const organisation = tx.client.escapeLiteral(tx.organisationId);
  const results = (await tx.client.query(
    `select pg_advisory_xact_lock_shared(${USAGE}, hashtext(${organisation}));
     select ${METRIC_COLUMNS} from metric where organisation_id = ${organisation} and archived_at is null order by number;
     select number from usage_epoch where organisation_id = ${organisation}`,
  )) as unknown as [unknown, { rows: ActiveMetric[] }, { rows: { number: number }[] }];
  return { metrics: results[1].rows, epoch: results[2].rows[0]?.number ?? (await beginEpoch(tx)) };
}

async function beginEpoch(tx: Transaction): Promise<number> {
  await tx.execute('insert into usage_epoch (organisation_id) values ($1) on conflict do nothing', [tx.organisationId]);
  return 0;
}

/** Waits until nobody is adding events to the organisation and keeps them waiting until this transaction ends: keep it short. */
export async function stopUsageWriters(tx: Transaction): Promise<ActiveMetric[]> {
  await tx.query('select pg_advisory_xact_lock($1, hashtext($2))', [USAGE, tx.organisationId]);
  return tx.query<ActiveMetric & Record<string, unknown>>(
    `select ${METRIC_COLUMNS} from metric where organisation_id = $1 and archived_at is null order by number`,
    [tx.organisationId],
  );
}
