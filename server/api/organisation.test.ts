import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/api.ts';
import { auditOf } from '../../test/audit.ts';
import { apiKeyOf } from '../../test/world.ts';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api.close());

const path = '/api/organisations/acme';

test('a member reads the settings, by session and by key', async () => {
  const { world, steward, call } = api;
  const bySession = await call(`GET ${path}`, { as: world.vic });
  expect(bySession.status).toBe(200);
  const settings = await bySession.json();
  expect(settings).toMatchObject({
    slug: 'acme',
    timeZone: 'Europe/Berlin',
    workingDays: [1, 2, 3, 4, 5],
    workdayStart: '09:00',
  });
  const key = await apiKeyOf(steward.database, world.alice, ['read']);
  const byKey = await call(`GET ${path}`, { key });
  expect(await byKey.json()).toEqual(settings);
});

test('nobody gets 401, a stranger 404, exactly as for an organisation that does not exist', async () => {
  const { world, call } = api;
  expect((await call(`GET ${path}`)).status).toBe(401);
  expect((await call(`GET ${path}`, { key: 'stw_unknown' })).status).toBe(401);
  const foreign = await call(`GET ${path}`, { as: world.mallory });
  const missing = await call('GET /api/organisations/nowhere', { as: world.mallory });
  const withoutId = async (response: Response) => ({ ...(await response.json()), requestId: '' });
  expect(foreign.status).toBe(404);
  expect(await withoutId(foreign)).toEqual(await withoutId(missing));
});

test('an address that no id can be leads nowhere, as one of something that is gone', async () => {
  const answer = await api.call(`GET ${path}/runs/abc`, { as: api.world.vic });
  expect([answer.status, (await answer.json()).detail]).toEqual([
    404,
    'This page does not exist, or you may not see it.',
  ]);
});

test('a change by an admin is stored and leaves an audit row with before and after', async () => {
  const { world, steward, call } = api;
  const response = await call(`PATCH ${path}`, { as: world.alice, json: { currency: 'BRL', workdayEnd: '18:00' } });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ currency: 'BRL', workdayEnd: '18:00', timeZone: 'Europe/Berlin' });
  expect(await auditOf(steward.database, world.alice, 'organisation.changed')).toEqual([
    expect.objectContaining({
      actor_kind: 'member',
      actor_name: 'Alice',
      before: { currency: 'EUR', workdayEnd: '17:00' },
      after: { currency: 'BRL', workdayEnd: '18:00' },
    }),
  ]);
});

test('another time zone has the usage counted anew', async () => {
  const { world, call } = api;
  const waiting = async () => (await (await call(`GET ${path}/jobs`, { as: world.alice })).json()).jobs.length;
  const before = await waiting();
  await call(`PATCH ${path}`, { as: world.alice, json: { name: 'Acme GmbH' } });
  expect(await waiting()).toBe(before);
  await call(`PATCH ${path}`, { as: world.alice, json: { timeZone: 'America/Sao_Paulo', name: 'Acme' } });
  expect(await waiting()).toBe(before + 1);
});

test('a change to what it already is leaves no audit row', async () => {
  const { world, steward, call } = api;
  const before = await auditOf(steward.database, world.alice, 'organisation.changed');
  expect(
    (await call(`PATCH ${path}`, { as: world.alice, json: { name: 'Acme', workingDays: [5, 4, 3, 2, 1] } })).status,
  ).toBe(200);
  expect(await auditOf(steward.database, world.alice, 'organisation.changed')).toEqual(before);
});

test.each([
  [{ timeZone: 'Berlin' }, 'timeZone'],
  [{ timeZone: '+01:00' }, 'timeZone'],
  [{ currency: 'XYZ' }, 'currency'],
  [{ holidayRegion: 'XX' }, 'holidayRegion'],
  [{ workingDays: [] }, 'workingDays'],
  [{ workdayEnd: '08:00' }, 'workdayEnd'],
  [{ diagnosisHour: 24 }, 'diagnosisHour'],
])('%j is refused, naming the field', async (json, at) => {
  const { world, call } = api;
  const response = await call(`PATCH ${path}`, { as: world.alice, json });
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toMatchObject({ status: 400, details: [expect.objectContaining({ at })] });
});

test('neither a viewer nor a key without the scope changes anything', async () => {
  const { world, steward, call } = api;
  const json = { name: 'Changed' };
  for (const as of [world.vic, world.maya]) expect((await call(`PATCH ${path}`, { as, json })).status).toBe(403);
  const key = await apiKeyOf(steward.database, world.alice, ['read', 'write']);
  expect((await call(`PATCH ${path}`, { key, json })).status).toBe(403);
  expect(await (await call(`GET ${path}`, { as: world.vic })).json()).toMatchObject({ name: 'Acme' });
});
