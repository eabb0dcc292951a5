import type { Client } from 'pg';

/** Where the jobs of a backup are put before they go into the queue, and how they are copied there. */
export const STAGED_JOBS = `create temp table staged_job (identifier text, payload json, queue_name text, run_at timestamptz,
  attempts int, max_attempts int, last_error text, key text, priority int, position bigint generated always as identity) on commit drop`;

/** Replaces the jobs of the queue by the staged ones; those that had failed for good stay failed. */
export async function restoreJobs(client: Client): Promise<void> {
  await client.query('delete from graphile_worker._private_jobs');
  await client.query(
    `with added as materialized (
       select graphile_worker.add_job(s.identifier, s.payload, queue_name => s.queue_name, run_at => s.run_at,
         max_attempts => s.max_attempts, job_key => s.key, priority => s.priority) as job
       from (select * from staged_job order by position) s)
     select count(job) from added`,
  );
  await client.query(
    `update graphile_worker._private_jobs j set attempts = s.attempts, last_error = s.last_error
     from (select row_number() over (order by position) as number, attempts, last_error from staged_job) s,
       (select row_number() over (order by id) as number, id from graphile_worker._private_jobs) n
     where j.id = n.id and n.number = s.number and s.attempts > 0`,
  );
}

export const INTO_STAGED_JOBS =
  'staged_job (identifier, payload, queue_name, run_at, attempts, max_attempts, last_error, key, priority)';
