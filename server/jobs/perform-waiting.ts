import type { Database } from '../database/database.ts';
import type { EventName } from './event.ts';
import type { Job } from './start-worker.ts';

interface WaitingEvent {
  readonly id: string;
  readonly name: EventName;
  readonly payload: Parameters<Job>[0];
}

/** An event whose job threw; it stays in the queue. */
export interface FailedEvent {
  readonly name: EventName;
  readonly message: string;
}

/**
 * Performs events of one organisation that wait in the queue, and those that they lead to, here and now: for a process that is no worker
 * and cannot wait for one. Jobs may be performed twice anyway, so that a worker that takes one of them at the same time does no harm.
 */
export async function performWaiting(
  database: Database,
  organisationId: string,
  names: readonly EventName[],
  perform: Job,
): Promise<FailedEvent[]> {
  const failed = new Map<string, FailedEvent>();
  for (;;) {
    const waiting = (await findWaiting(database, organisationId, names)).filter(({ id }) => !failed.has(id));
    if (waiting.length === 0) return [...failed.values()];
    for (const { id, name, payload } of waiting) {
      try {
        await perform(payload);
        await database.queue.query('select from graphile_worker.complete_jobs($1::bigint[])', [[id]]);
      } catch (error) {
        failed.set(id, { name, message: (error as Error).message });
      }
    }
  }
}

/** Those that are due and not in a worker's hands, in the order in which they came. */
async function findWaiting(
  database: Database,
  organisationId: string,
  names: readonly EventName[],
): Promise<WaitingEvent[]> {
  const { rows } = await database.queue.query<WaitingEvent>(
    `select j.id::text, j.payload -> 'event' ->> 'name' as name, j.payload
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = 'event' and j.payload ->> 'organisation_id' = $1 and j.payload -> 'event' ->> 'name' = any($2)
       and j.run_at <= now() and j.attempts < j.max_attempts and j.locked_at is null
     order by j.id`,
    [organisationId, names],
  );
  return rows;
}
