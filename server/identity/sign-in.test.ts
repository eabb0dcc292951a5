import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/api.ts';
import type { Person } from '../../test/world.ts';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api.close());

const Origin = 'http://steward.test';
const password = 'correct horse battery';

async function givePassword(person: Person): Promise<void> {
  const { signIn } = api.steward;
  await signIn.setPassword((await signIn.findUser(person.email))!, password);
}

function signIn(email: string, given: string): Promise<Response> {
  return api.call('POST /api/auth/sign-in/email', { json: { email, password: given }, headers: { Origin } });
}

function whoIs(cookie: string): Promise<Response> {
  return api.call('GET /api/session', { headers: { Cookie: cookie } });
}

const cookieIn = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

test('the right password opens a session that says who one is, and sign-out ends it', async () => {
  const { carl } = api.world;
  await givePassword(carl);
  const response = await signIn('CARL@acme.example', password);
  expect(response.status).toBe(200);
  expect(response.headers.getSetCookie()[0]).toMatch(/^steward\.session_token=.*HttpOnly; SameSite=Lax/);
  const cookie = cookieIn(response);
  expect(await (await whoIs(cookie)).json()).toEqual({
    user: { name: 'Carl', email: 'carl@acme.example', hasPassword: true },
    memberships: [{ slug: 'acme', organisationName: 'Acme', memberId: carl.actor.memberId, name: 'Carl', role: 'csm' }],
  });
  await api.call('POST /api/auth/sign-out', { headers: { Cookie: cookie, Origin } });
  expect((await whoIs(cookie)).status).toBe(401);
});

test('a wrong password and an unknown address answer alike', async () => {
  const wrong = await signIn('carl@acme.example', 'wrong password');
  const unknown = await signIn('nobody@acme.example', 'wrong password');
  expect([wrong.status, unknown.status]).toEqual([401, 401]);
  expect((await wrong.json()).detail).toBe('The e-mail address or the password is not right.');
  expect((await unknown.json()).detail).toBe('The e-mail address or the password is not right.');
});

test('the sixth attempt in a minute waits, and says how long, even with the right password', async () => {
  await givePassword(api.world.ann);
  for (let attempt = 1; attempt <= 5; attempt++)
    expect((await signIn('ann@acme.example', 'wrong password')).status).toBe(401);
  const sixth = await signIn('ann@acme.example', password);
  expect(sixth.status).toBe(429);
  expect(Number(sixth.headers.get('Retry-After'))).toBeGreaterThan(0);
  expect(Number(sixth.headers.get('Retry-After'))).toBeLessThanOrEqual(60);
});

test('nobody can sign up, and the doors that Steward does not use are shut', async () => {
  const json = { email: 'eve@example.com', password, name: 'Eve' };
  for (const door of [
    'sign-up/email',
    'sign-in/magic-link',
    'change-email',
    'delete-user',
    'update-user',
    'reset-password',
  ])
    expect((await api.call(`POST /api/auth/${door}`, { json, headers: { Origin } })).status).toBe(404);
  expect(await api.steward.signIn.findUser('eve@example.com')).toBeNull();
});

test('a one-time link signs in once', async () => {
  const link = await api.steward.signIn.createLink('maya@acme.example');
  expect(link).toMatch(/^http:\/\/steward\.test\/api\/auth\/magic-link\/verify\?token=/);
  const path = link.slice(Origin.length);
  const first = await api.call(`GET ${path}`);
  expect([first.status, first.headers.get('location')]).toEqual([302, 'http://steward.test/']);
  expect((await (await whoIs(cookieIn(first))).json()).user.name).toBe('Maya');
  const second = await api.call(`GET ${path}`);
  expect(second.headers.get('location')).toMatch(/^http:\/\/steward\.test\/sign-in\?error=/);
  expect(cookieIn(second)).toBe('');
});

test('a link that is older than 15 minutes does not sign in', async () => {
  const link = await api.steward.signIn.createLink('maya@acme.example');
  await api.steward.database.identity.query(
    `update identity.verification set "expiresAt" = "expiresAt" - interval '15 minutes'`,
  );
  const late = await api.call(`GET ${link.slice(Origin.length)}`);
  expect(late.headers.get('location')).toMatch(/\/sign-in\?error=/);
});

test('there is no link for somebody who is not here', async () => {
  await expect(api.steward.signIn.createLink('nobody@acme.example')).rejects.toMatchObject({ status: 404 });
});

test('the first password needs no other, the next needs the present one, and other sessions end', async () => {
  const { vic } = api.world;
  const elsewhere = cookieIn(
    await api.call(`GET ${(await api.steward.signIn.createLink(vic.email)).slice(Origin.length)}`),
  );
  const set = (json: unknown) => api.call('PUT /api/session/password', { as: vic, json });
  expect((await set({ password: 'too short' })).status).toBe(400);
  expect((await set({ password })).status).toBe(204);
  expect((await whoIs(elsewhere)).status).toBe(401);
  expect((await set({ password: 'another password' })).status).toBe(403);
  expect((await set({ current: password, password: 'another password' })).status).toBe(204);
  expect((await signIn(vic.email, 'another password')).status).toBe(200);
});

test('a change from another site is refused', async () => {
  const foreign = await api.call('PUT /api/session/password', {
    as: api.world.maya,
    json: { password },
    headers: { Origin: 'https://evil.example' },
  });
  expect(foreign.status).toBe(403);
});
