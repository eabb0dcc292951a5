import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import type { RecurringJob } from './start-worker.ts';

/** A job of one organisation; its payload stays inside. */
export interface QueuedJob {
  readonly id: string;
  readonly task: string;
  /** failing: it failed and will be tried again; failed: for good. */
  readonly state: 'waiting' | 'running' | 'failing' | 'failed';
  readonly runAt: Date;
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly lastError: string | null;
  readonly createdAt: Date;
}

/** Jobs of the actor's organisation, those that failed for good first; at most 500. */
export function listJobs(database: Database, actor: Actor): Promise<QueuedJob[]> {
  mayI(actor, 'manage_organisation');
  return inOrganisation(database, actor, (tx) =>
    tx.query<QueuedJob & Record<string, unknown>>(
      `select id::text, task, run_at as "runAt", attempts, max_attempts as "maxAttempts", last_error as "lastError",
         created_at as "createdAt",
         case when locked_at is not null then 'running' when attempts >= max_attempts then 'failed'
           when attempts > 0 then 'failing' else 'waiting' end as state
       from job_overview()`,
    ),
  );
}

export interface RecurringJobState {
  readonly name: string;
  readonly cron: string;
  readonly purpose: string;
  readonly lastRunAt: Date | null;
}

/** The recurring jobs of the installation with the time each last ran. */
export async function listRecurringJobs(
  database: Database,
  actor: Actor,
  recurring: readonly RecurringJob[],
): Promise<RecurringJobState[]> {
  mayI(actor, 'manage_organisation');
  const { rows } = await database.queue.query<{ name: string; at: Date | null }>(
    'select identifier as name, last_execution as at from graphile_worker._private_known_crontabs',
  );
  const lastRun = new Map(rows.map(({ name, at }) => [name, at]));
  return recurring.map(({ name, cron, purpose }) => ({ name, cron, purpose, lastRunAt: lastRun.get(name) ?? null }));
}
