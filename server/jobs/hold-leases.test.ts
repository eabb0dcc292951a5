import type { Runner } from 'graphile-worker';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { createOrganisation } from '../identity/create-organisation.ts';
import { createLog } from '../lib/log.ts';
import { enqueue, type JobOptions } from './enqueue.ts';
import { type Job, startWorker } from './start-worker.ts';

let cloned: TestDatabase;
let database: Database;
let organisationId: string;
let workers: Runner[] = [];

beforeAll(async () => {
  cloned = await createTestDatabase();
  database = openDatabase(cloned.connection, cloned.secret);
  const acme = { slug: 'acme', name: 'Acme', timeZone: 'UTC', currency: 'EUR' };
  organisationId = (await createOrganisation(database, acme)).id;
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  workers = [];
});
afterAll(async () => {
  await database?.close();
  await cloned?.drop();
});

async function start(task: string, job: Job, leaseMs: number): Promise<void> {
  workers.push(await startWorker(database, { [task]: job }, [], createLog('silent'), { leaseMs }));
}

const add = (task: string, options: JobOptions = {}) =>
  inOrganisation(database, systemActor(organisationId), (tx) => enqueue(tx, task, {}, options));

async function untilQueueIsEmpty(): Promise<void> {
  while ((await database.queue.query('select from graphile_worker._private_jobs')).rowCount);
}

test('what a killed worker had in hand is performed by another, and its named queue goes on', async () => {
  await add('left', { queue: 'one' });
  await add('left', { queue: 'one' });
  const client = await database.queue.connect();
  // As a worker that took the first job and died.
  await client.query(`update graphile_worker._private_jobs set locked_by = 'dead', locked_at = now(), attempts = 1
    where id = (select min(id) from graphile_worker._private_jobs)`);
  await client.query(`update graphile_worker._private_job_queues set locked_by = 'dead', locked_at = now()`);
  client.release();
  let performed = 0;
  await start('left', async () => void performed++, 400);
  await untilQueueIsEmpty();
  expect(performed).toBeGreaterThanOrEqual(2);
});

test('a job that was asked for again while a killed worker had it in hand does not fail for good', async () => {
  await add('again', { key: 'one' });
  await database.queue.query(
    `update graphile_worker._private_jobs set locked_by = 'dead', locked_at = now(), attempts = 1`,
  );
  await add('again', { key: 'one' });
  let performed = 0;
  await start('again', async () => void performed++, 400);
  await untilQueueIsEmpty();
  expect(performed).toBeGreaterThanOrEqual(2);
});

test('a job that takes longer than a lease stays in the hands of its worker', async () => {
  const leaseMs = 300;
  let performed = 0;
  let end = () => {};
  const long = new Promise<void>((resolve) => {
    end = resolve;
  });
  const begun = new Promise<void>((resolve) => {
    const job = async () => {
      performed++;
      resolve();
      await long;
    };
    start('long', job, leaseMs).then(() => start('long', job, leaseMs));
  });
  await add('long');
  await begun;
  const { rows } = await database.queue.query<{ locked_at: Date }>(
    'select locked_at from graphile_worker._private_jobs',
  );
  const takenAt = rows[0]!.locked_at.getTime();
  // Renewed long after the lease would have ended.
  for (let renewedAt = takenAt; renewedAt < takenAt + 3 * leaseMs; ) {
    const { rows: now } = await database.queue.query<{ locked_at: Date }>(
      'select locked_at from graphile_worker._private_jobs',
    );
    renewedAt = now[0]!.locked_at.getTime();
  }
  end();
  await Promise.all(workers.map((worker) => worker.stop()));
  workers = [];
  expect(performed).toBe(1);
});
