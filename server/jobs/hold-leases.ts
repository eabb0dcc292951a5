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

/**
 * A job that was asked for again under its key while it was in hand has been put at its last attempt by the queue, so as not to be tried
 * again should it fail: cut off, it is performed once more. One that kills its process every time ends like one that fails every time.
 */
async function release(database: Database, leaseMs: number): Promise<void> {
  const isOver = `locked_at < now() - $1 * interval '1 millisecond'`;
  await database.queue.query(
    `update graphile_worker._private_jobs set locked_at = null, locked_by = null,
       attempts = case when attempts >= max_attempts and last_error is null then max_attempts - 1 else attempts end,
       last_error = coalesce(last_error, 'The process that performed it was killed.')
     where ${isOver}`,
    [leaseMs],
  );
  await database.queue.query(
    `update graphile_worker._private_job_queues set locked_at = null, locked_by = null where ${isOver}`,
    [leaseMs],
  );
}
