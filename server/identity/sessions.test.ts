import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/api.ts';
import { auditOf } from '../../test/audit.ts';
import { apiKeyOf, cookieOf } from '../../test/world.ts';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api.close());

const path = '/api/organisations/acme/sessions';

test('a person sees where they are signed in and ends one session, or all others', async () => {
  const { carl } = api.world;
  const Cookie = await cookieOf(api.steward.signIn, carl);
  const { sessions } = await (await api.call(`GET ${path}`, { as: carl })).json();
  expect(sessions).toHaveLength(2);
  expect(sessions.map((one: { isThis: boolean }) => one.isThis).sort()).toEqual([false, true]);
  expect(sessions[0]).toMatchObject({ address: '198.51.100.7' });
  const other = sessions.find((one: { isThis: boolean }) => !one.isThis);

  expect((await api.call(`DELETE ${path}/${other.id}`, { as: carl })).status).toBe(204);
  expect((await api.call('GET /api/session', { headers: { Cookie } })).status).toBe(401);
  expect((await api.call(`DELETE ${path}/${other.id}`, { as: carl })).status).toBe(404);

  const third = await cookieOf(api.steward.signIn, carl);
  expect((await api.call(`DELETE ${path}`, { as: carl })).status).toBe(204);
  expect((await api.call('GET /api/session', { headers: { Cookie: third } })).status).toBe(401);
  expect((await api.call('GET /api/session', { as: carl })).status).toBe(200);
  expect(await auditOf(api.steward.database, carl, 'session.revoked')).toHaveLength(1);
  expect(await auditOf(api.steward.database, carl, 'sessions.revoked')).toHaveLength(1);
});

test('nobody ends the session of somebody else, except an admin of the same organisation', async () => {
  const { vic, ann, alice, mallory } = api.world;
  const Cookie = await cookieOf(api.steward.signIn, vic);
  const { sessions } = await (await api.call(`GET ${path}`, { headers: { Cookie } })).json();
  expect((await api.call(`DELETE ${path}/${sessions[0].id}`, { as: ann })).status).toBe(404);
  const ofVic = (organisation: string) =>
    `DELETE /api/organisations/${organisation}/members/${vic.actor.memberId}/sessions`;
  expect((await api.call(ofVic('acme'), { as: ann })).status).toBe(403);
  expect((await api.call(ofVic('rival'), { as: mallory })).status).toBe(404);
  expect((await api.call('GET /api/session', { headers: { Cookie } })).status).toBe(200);
  expect((await api.call(ofVic('acme'), { as: alice })).status).toBe(204);
  expect((await api.call('GET /api/session', { headers: { Cookie } })).status).toBe(401);
});

test('a key has no sessions', async () => {
  const key = await apiKeyOf(api.steward.database, api.world.alice);
  expect((await api.call(`GET ${path}`, { key })).status).toBe(403);
});
