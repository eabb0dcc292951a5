import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/api.ts';
import { auditOf } from '../../test/audit.ts';
import { apiKeyOf } from '../../test/world.ts';
import { inOrganisation } from '../context/transaction.ts';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api.close());

const path = '/api/organisations/acme/api-keys';
const read = 'GET /api/organisations/acme/members';

test('a key works until it is revoked; it is shown once and stored as a hash', async () => {
  const { alice } = api.world;
  const response = await api.call(`POST ${path}`, { as: alice, json: { name: 'nightly export', scopes: ['read'] } });
  expect(response.status).toBe(201);
  const { id, key } = await response.json();
  expect((await api.call(read, { key })).status).toBe(200);

  const { apiKeys } = await (await api.call(`GET ${path}`, { as: alice })).json();
  expect(apiKeys).toContainEqual(
    expect.objectContaining({ id, name: 'nightly export', prefix: key.slice(0, 12), lastUsedAt: expect.any(String) }),
  );
  expect(JSON.stringify(apiKeys)).not.toContain(key);
  const stored = await inOrganisation(api.steward.database, alice.actor, (tx) =>
    tx.query('select * from api_key where organisation_id = $1', [tx.organisationId]),
  );
  expect(JSON.stringify(stored)).not.toContain(key.slice(12));

  expect((await api.call(`DELETE ${path}/${id}`, { as: alice })).status).toBe(204);
  expect((await api.call(read, { key })).status).toBe(401);
  const { database } = api.steward;
  expect(await auditOf(database, alice, 'api_key.created')).toContainEqual(expect.objectContaining({ entity_id: id }));
  expect(await auditOf(database, alice, 'api_key.revoked')).toContainEqual(expect.objectContaining({ entity_id: id }));
});

test('a key acts within its scopes and its organisation, and is named in the audit log', async () => {
  const { alice } = api.world;
  const readOnly = await apiKeyOf(api.steward.database, alice, ['read']);
  const json = { name: 'more', scopes: ['admin'] };
  expect((await api.call(`POST ${path}`, { key: readOnly, json })).status).toBe(403);
  expect((await api.call('GET /api/organisations/rival/members', { key: readOnly })).status).toBe(404);

  const admin = await apiKeyOf(api.steward.database, alice, ['admin']);
  expect((await api.call(`POST ${path}`, { key: admin, json: { name: 'wider', scopes: ['write'] } })).status).toBe(403);
  expect((await api.call(`POST ${path}`, { key: admin, json })).status).toBe(201);
  expect((await auditOf(api.steward.database, alice, 'api_key.created')).at(-1)).toMatchObject({
    actor_kind: 'api_key',
    actor_name: 'Alice (key test)',
  });
});

test('a key past its time does not work', async () => {
  const { alice } = api.world;
  const key = await apiKeyOf(api.steward.database, alice);
  await inOrganisation(api.steward.database, alice.actor, (tx) =>
    tx.execute('update api_key set expires_at = now() where organisation_id = $1', [tx.organisationId]),
  );
  expect((await api.call(read, { key })).status).toBe(401);
  const past = { name: 'past', scopes: ['read'], expiresAt: '2020-01-01T00:00:00Z' };
  expect((await api.call(`POST ${path}`, { as: alice, json: past })).status).toBe(400);
});

test('only an admin makes and sees keys, and those of another organisation do not exist', async () => {
  const { maya, vic, mallory, alice } = api.world;
  for (const as of [maya, vic]) {
    expect((await api.call(`GET ${path}`, { as })).status).toBe(403);
    expect((await api.call(`POST ${path}`, { as, json: { name: 'x', scopes: ['read'] } })).status).toBe(403);
  }
  await apiKeyOf(api.steward.database, alice);
  const { apiKeys } = await (await api.call(`GET ${path}`, { as: alice })).json();
  const foreign = await api.call(`DELETE /api/organisations/rival/api-keys/${apiKeys[0].id}`, { as: mallory });
  expect(foreign.status).toBe(404);
});
