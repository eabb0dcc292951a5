import type { Transaction } from '../context/transaction.ts';
import { int4Array, textArray, timestamptzArray } from '../database/binary-array.ts';
import type { StewardEvent } from './event.ts';

export interface JobOptions {
  /** A job with the same key that still waits is replaced: work that is asked for twice is done once. */
  readonly key?: string;
  readonly runAt?: Date;
  /** Jobs of one queue run one after the other. */
  readonly queue?: string;
  readonly maxAttempts?: number;
  /** Lower goes first; 0 when left out. */
  readonly priority?: number;
}

/** A job to be added. */
export interface NewJob extends JobOptions {
  readonly task: string;
  readonly payload: Record<string, unknown>;
}

/** Adds a job in this transaction: it exists if and only if the data it follows from does. */
export function enqueue(
  tx: Transaction,
  task: string,
  payload: Record<string, unknown>,
  options: JobOptions = {},
): Promise<void> {
  return enqueueAll(tx, [{ task, payload, ...options }]);
}

/** Adds any number of jobs at once, each key once among them; several times cheaper than one after the other. */
export async function enqueueAll(tx: Transaction, jobs: readonly NewJob[]): Promise<void> {
  if (jobs.length === 0) return;
  await tx.execute('select enqueue_jobs($1, $2, $3, $4, $5, $6, $7)', [
    textArray(jobs.map((job) => job.task)),
    textArray(jobs.map((job) => JSON.stringify({ ...job.payload, organisation_id: tx.organisationId }))),
    textArray(jobs.map((job) => (job.key ? `${tx.organisationId}:${job.key}` : null))),
    timestamptzArray(jobs.map((job) => job.runAt?.getTime() ?? null)),
    textArray(jobs.map((job) => job.queue ?? null)),
    int4Array(jobs.map((job) => job.maxAttempts ?? 12)),
    int4Array(jobs.map((job) => job.priority ?? 0)),
  ]);
}

/** Takes back a job that still waits under this key. */
export function cancel(tx: Transaction, key: string): Promise<void> {
  return cancelAll(tx, [key]);
}

/** Takes back the jobs that still wait under these keys. */
export async function cancelAll(tx: Transaction, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await tx.execute('select cancel_jobs($1)', [textArray(keys.map((key) => `${tx.organisationId}:${key}`))]);
}

/** Tells the rest of Steward what happened; `flow.ts` names the handler, the queue runs it after this transaction commits. */
export function emit(tx: Transaction, event: StewardEvent, options: JobOptions = {}): Promise<void> {
  return enqueueAll(tx, [eventJob(event, options)]);
}

/** The job that tells of an event, to be added with others. */
export function eventJob(event: StewardEvent, options: JobOptions = {}): NewJob {
  return { task: 'event', payload: { event }, ...options };
}
