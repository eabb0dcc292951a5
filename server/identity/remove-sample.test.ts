import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/api.ts';
import { fillEveryTable, organisationTables } from '../../test/fill.ts';

const REMOVE = 'DELETE /api/organisations/acme/sample';

let api: TestApp;
let owner: pg.Client;
beforeAll(async () => {
  api = await startTestApp();
  owner = new pg.Client(api.connection);
  await owner.connect();
  await fillEveryTable(owner, api.world.acme.id);
});
afterAll(async () => {
  await owner.end();
  await api.close();
});

/** The tables in which an organisation has rows. */
async function tablesOf(organisationId: string): Promise<string[]> {
  const found: string[] = [];
  for (const table of await organisationTables(owner)) {
    const { rowCount } = await owner.query(`select from ${table} where organisation_id = $1 limit 1`, [organisationId]);
    if (rowCount) found.push(table);
  }
  return found;
}

const isUser = async (email: string) =>
  (await owner.query('select from identity."user" where email = $1', [email])).rowCount === 1;

test('what people have entered is not removed', async () => {
  const answer = await api.call(REMOVE, { as: api.world.alice });
  expect(answer.status).toBe(409);
  expect((await answer.json()).detail).toContain('no sample');
});

test('only an admin removes the sample, and a stranger does not find it', async () => {
  await owner.query(`update organisation set is_sample = true where slug = 'acme'`);
  const statuses = [];
  for (const as of [api.world.maya, api.world.carl, api.world.vic, api.world.mallory])
    statuses.push((await api.call(REMOVE, { as })).status);
  expect(statuses).toEqual([403, 403, 403, 404]);
});

test('the sample goes with every row in every table, its waiting jobs and its people; others keep theirs', async () => {
  const { acme, rival, alice, carl, mallory } = api.world;
  // Carl works for both.
  await owner.query(
    `insert into member (organisation_id, user_id, email, name, role) select $1, id, email, name, 'csm' from identity."user" where email = $2`,
    [rival.id, carl.email],
  );
  for (const { id } of [acme, rival])
    await owner.query(`select graphile_worker.add_job('event', json_build_object('organisation_id', $1::text))`, [id]);
  const ofRival = await tablesOf(rival.id);
  expect((await tablesOf(acme.id)).length).toBe((await organisationTables(owner)).length);
  const cookie = await api.headersOf(alice);

  expect((await api.call(REMOVE, { as: alice })).status).toBe(204);

  expect(await tablesOf(acme.id)).toEqual([]);
  expect(await tablesOf(rival.id)).toEqual(ofRival);
  const jobs = await owner.query(`select payload ->> 'organisation_id' as of from graphile_worker._private_jobs`);
  expect(jobs.rows).toEqual([{ of: rival.id }]);
  expect([await isUser(alice.email), await isUser(carl.email), await isUser(mallory.email)]).toEqual([
    false,
    true,
    true,
  ]);
  expect((await api.call('GET /api/session', { headers: cookie })).status).toBe(401);
});
