import type { Transaction } from '../context/transaction.ts';
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

/** Adds a job in this transaction: it exists if and only if the data it follows from does. */
export async function enqueue(
  tx: Transaction,
  task: string,
  payload: Record<string, unknown>,
  { key, runAt, queue, maxAttempts = 12, priority = 0 }: JobOptions = {},
): Promise<void> {
  await tx.execute('select enqueue_job($1, $2, $3, $4, $5, $6, $7)', [
    task,
    JSON.stringify({ ...payload, organisation_id: tx.organisationId }),
    key ? `${tx.organisationId}:${key}` : null,
    runAt ?? null,
    queue ?? null,
    maxAttempts,
    priority,
  ]);
}

/** Takes back a job that still waits under this key. */
export async function cancel(tx: Transaction, key: string): Promise<void> {
  await tx.execute('select cancel_job($1)', [`${tx.organisationId}:${key}`]);
}

/** Tells the rest of Steward what happened; `flow.ts` names the handler, the queue runs it after this transaction commits. */
export async function emit(tx: Transaction, event: StewardEvent, options: JobOptions = {}): Promise<void> {
  await enqueue(tx, 'event', { event }, options);
}
