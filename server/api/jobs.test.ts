import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/api.ts';
import { auditOf } from '../../test/audit.ts';
import type { Person } from '../../test/world.ts';
import { inOrganisation } from '../context/transaction.ts';
import { enqueue } from '../jobs/enqueue.ts';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api.close());

const path = '/api/organisations/acme/jobs';

async function failedJob(person: Person): Promise<string> {
  const { database } = api.steward;
  await inOrganisation(database, person.actor, (tx) => enqueue(tx, 'count', { secret: 'inside' }));
  const { rows } = await database.queue.query<{ id: string }>(
    `update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'it broke'
     where id = (select max(id) from graphile_worker._private_jobs) returning id::text`,
  );
  return rows[0]!.id;
}

test('an admin sees what failed for good, without its payload, and has it tried again', async () => {
  const { alice } = api.world;
  const id = await failedJob(alice);
  const listed = await api.call(`GET ${path}`, { as: alice });
  const { jobs } = await listed.json();
  expect(jobs).toEqual([
    expect.objectContaining({
      id,
      task: 'count',
      state: 'failed',
      lastError: 'it broke',
      attempts: 12,
      maxAttempts: 12,
    }),
  ]);
  expect(JSON.stringify(jobs)).not.toContain('inside');

  expect((await api.call(`POST ${path}/${id}/retry`, { as: alice })).status).toBe(204);
  const again = (await (await api.call(`GET ${path}`, { as: alice })).json()).jobs;
  expect(again).toEqual([expect.objectContaining({ id, state: 'waiting', attempts: 0 })]);
  expect((await api.call(`POST ${path}/${id}/retry`, { as: alice })).status).toBe(404);
  expect(await auditOf(api.steward.database, alice, 'job.retried')).toEqual([
    expect.objectContaining({ entity_id: id }),
  ]);
});

test('the jobs of another organisation are neither seen nor retried', async () => {
  const { alice, mallory, maya } = api.world;
  const id = await failedJob(alice);
  const rival = '/api/organisations/rival/jobs';
  expect((await (await api.call(`GET ${rival}`, { as: mallory })).json()).jobs).toEqual([]);
  expect((await api.call(`POST ${rival}/${id}/retry`, { as: mallory })).status).toBe(404);
  expect((await api.call(`GET ${path}`, { as: maya })).status).toBe(403);
});
