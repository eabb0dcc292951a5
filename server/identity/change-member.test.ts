import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/api.ts';
import { auditOf } from '../../test/audit.ts';
import { apiKeyOf, type Person } from '../../test/world.ts';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api.close());

const change = (as: Person, whom: Person, json: unknown, organisation = 'acme') =>
  api.call(`PATCH /api/organisations/${organisation}/members/${whom.actor.memberId}`, { as, json });

test('an admin changes a role, and the audit log says from what to what', async () => {
  const { alice, ann } = api.world;
  const response = await change(alice, ann, { role: 'support' });
  expect([response.status, (await response.json()).role]).toEqual([200, 'support']);
  expect(await auditOf(api.steward.database, alice, 'member.changed')).toContainEqual(
    expect.objectContaining({
      entity_id: ann.actor.memberId,
      before: { role: 'account_manager' },
      after: { role: 'support' },
    }),
  );
});

test('others change their own name and morning e-mail, nothing else and nobody else', async () => {
  const { vic, carl } = api.world;
  expect((await change(vic, vic, { digest: false })).status).toBe(200);
  expect((await change(vic, vic, { role: 'admin' })).status).toBe(403);
  expect((await change(vic, carl, { digest: false })).status).toBe(403);
});

test('the last admin neither leaves nor becomes something else; with a second one they may', async () => {
  const { alice, maya } = api.world;
  expect((await change(alice, alice, { status: 'left' })).status).toBe(409);
  expect((await change(alice, alice, { role: 'csm' })).status).toBe(409);
  expect((await change(alice, maya, { role: 'admin' })).status).toBe(200);
  const both = await Promise.all([change(alice, alice, { role: 'csm' }), change(maya, maya, { role: 'csm' })]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const stillAdmin = both[0]!.status === 200 ? maya : alice;
  for (const person of [alice, maya]) if (person !== stillAdmin) await change(stillAdmin, person, { role: 'admin' });
});

test('who left has no access from then on, neither by session nor by key', async () => {
  const { alice, maya } = api.world;
  await change(alice, maya, { role: 'admin' });
  const key = await apiKeyOf(api.steward.database, { ...maya, actor: { ...maya.actor, role: 'admin' } });
  const path = 'GET /api/organisations/acme/members';
  expect((await api.call(path, { as: maya })).status).toBe(200);
  expect((await change(alice, maya, { status: 'left' })).status).toBe(200);
  expect((await api.call(path, { as: maya })).status).toBe(404);
  expect((await api.call(path, { key })).status).toBe(401);
});

test('nobody is their own manager, also not in a circle', async () => {
  const { alice, carl, vic } = api.world;
  expect((await change(alice, carl, { managerId: vic.actor.memberId })).status).toBe(200);
  expect((await change(alice, vic, { managerId: carl.actor.memberId })).status).toBe(400);
  expect((await change(alice, carl, { managerId: carl.actor.memberId })).status).toBe(400);
  expect((await change(alice, carl, { managerId: api.world.mallory.actor.memberId })).status).toBe(400);
});

test('a member of another organisation does not exist', async () => {
  const { mallory, carl } = api.world;
  expect((await change(mallory, carl, { role: 'viewer' })).status).toBe(404);
  expect((await change(mallory, carl, { role: 'viewer' }, 'rival')).status).toBe(404);
});
