import type { Database } from '../database/database.ts';
import type { Log } from '../lib/log.ts';

/** For how long jobs stay in the hands of a worker that says nothing. */
export const LEASE_MS = 45_000;

/**
 * Keeps what a worker has in hand in its hands, and gives back to the queue what belongs to one that was killed, and with it the named
 * queues that nobody else could go on with meanwhile. The queue itself only does that after four hours. `worker` is the id under which this
 * one takes jobs. Returns what stops it.
 */
export function holdLeases(database: Database, worker: string, log: Log, leaseMs = LEASE_MS): () => void {
  let isAtIt = false;
  const timer = setInterval(async () => {
    if (isAtIt) return;
    isAtIt = true;
    try {
      await renew(database, worker);
      await release(database, leaseMs);
    } catch (error) {
      // The database may be away for a moment; the lease is four turns long.
      log.debug({ error: (error as Error).message }, 'the leases of jobs could not be renewed');
    }
    isAtIt = false;
  }, leaseMs / 4);
  timer.unref();
  return () => clearInterval(timer);
}

async function renew(database: Database, worker: string): Promise<void> {
  for (const table of ['_private_jobs', '_private_job_queues'])
    await database.queue.query(`update graphile_worker.${table} set locked_at = now() where locked_by = $1`, [worker]);
}

async function release(database: Database, leaseMs: number): Promise<void> {
  for (const table of ['_private_jobs', '_private_job_queues'])
    await database.queue.query(
      `update graphile_worker.${table} set locked_at = null, locked_by = null
       where locked_at < now() - $1 * interval '1 millisecond'`,
      [leaseMs],
    );
}
