import { EventEmitter } from 'node:events';
import {
  type CronItem,
  Logger,
  parseCronItems,
  type Runner,
  run,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import type { Database } from '../database/database.ts';
import type { Log } from '../lib/log.ts';
import { jobsFinished } from '../lib/metrics.ts';
import { holdLeases, LEASE_MS } from './hold-leases.ts';

/** What a job gets: the payload as it was enqueued, with the organisation it belongs to. */
export type Job = (payload: Record<string, unknown> & { organisation_id: string }) => Promise<void>;

/** A recurring job: `cron` is in UTC, five fields; work that follows an organisation's own clock checks it itself. */
export interface RecurringJob {
  readonly name: string;
  readonly cron: string;
  /** What it does, for the screen that lists them. */
  readonly purpose: string;
  readonly run: () => Promise<void>;
  /** After downtime, a missed time is made up for when it is no older than this. */
  readonly catchUp?: { readonly hours: number };
}

/** Starts performing jobs; failures are retried with exponential backoff and stay visible when they fail for good. */
export async function startWorker(
  database: Database,
  jobs: Record<string, Job>,
  recurring: readonly RecurringJob[],
  log: Log,
  { concurrency = 4, leaseMs = LEASE_MS }: { concurrency?: number; leaseMs?: number } = {},
): Promise<Runner> {
  const taskList: TaskList = {};
  for (const [name, job] of Object.entries(jobs)) taskList[name] = (payload) => job(payload as Parameters<Job>[0]);
  for (const item of recurring) taskList[item.name] = () => item.run();
  const events: WorkerEvents = new EventEmitter();
  events.on('pool:create', ({ workerPool }) => {
    const letGo = holdLeases(database, workerPool.id, log, leaseMs);
    workerPool.promise.then(letGo, letGo);
  });
  const runner = await run({
    events,
    pgPool: database.queue,
    taskList,
    parsedCronItems: parseCronItems(recurring.map(cronItem)),
    concurrency,
    pollInterval: 1000,
    noHandleSignals: true,
    noPreparedStatements: false,
    logger: loggerFor(log),
  });
  runner.events.on('job:success', ({ job }) => jobsFinished.inc({ task: job.task_identifier, outcome: 'done' }));
  runner.events.on('job:error', ({ job, error }) => {
    jobsFinished.inc({ task: job.task_identifier, outcome: 'error' });
    log.warn(
      { task: job.task_identifier, attempts: job.attempts, error: messageOf(error) },
      'a job failed and will be tried again',
    );
  });
  runner.events.on('job:failed', ({ job, error }) => {
    jobsFinished.inc({ task: job.task_identifier, outcome: 'failed' });
    log.error({ task: job.task_identifier, attempts: job.attempts, error: messageOf(error) }, 'a job failed for good');
  });
  return runner;
}

/** What the queue says of itself: its news are for those who look closely, since failures of jobs are logged below. */
function loggerFor(log: Log): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error' && !message.startsWith('Failed task')) log.error({ from: 'queue' }, message);
    else log.debug({ from: 'queue' }, message);
  });
}

function cronItem(item: RecurringJob): CronItem {
  return {
    task: item.name,
    match: item.cron,
    identifier: item.name,
    options: { backfillPeriod: (item.catchUp?.hours ?? 0) * 3_600_000, maxAttempts: 5 },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
