import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/api.ts';
import { auditOf } from '../../test/audit.ts';
import { inOrganisation } from '../context/transaction.ts';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api.close());

const path = '/api/organisations/acme/invitations';
const password = 'correct horse battery';
const Origin = 'http://steward.test';

async function invite(
  email: string,
  name = 'Ines',
  role = 'csm',
): Promise<{ id: string; memberId: string; token: string }> {
  const response = await api.call(`POST ${path}`, { as: api.world.alice, json: { email, name, role } });
  expect(response.status).toBe(201);
  const { link, ...made } = await response.json();
  expect(link).toMatch(/^http:\/\/steward\.test\/invitation\/[\w-]{43}$/);
  return { ...made, token: link.split('/').at(-1) };
}

const accept = (token: string, json: unknown) => api.call(`POST /api/invitations/${token}/acceptance`, { json });

test('an invited person reads the invitation, joins with a password and signs in', async () => {
  const { token, memberId } = await invite('Ines@Acme.example');
  expect(await (await api.call(`GET /api/invitations/${token}`)).json()).toEqual({
    organisationName: 'Acme',
    slug: 'acme',
    email: 'ines@acme.example',
    role: 'csm',
    hasPassword: false,
  });
  expect((await accept(token, { name: 'Ines', password: 'short' })).status).toBe(400);
  const joined = await accept(token, { name: 'Ines Prado', password });
  expect([joined.status, await joined.json()]).toEqual([201, { slug: 'acme', email: 'ines@acme.example' }]);
  const json = { email: 'ines@acme.example', password };
  expect((await api.call('POST /api/auth/sign-in/email', { json, headers: { Origin } })).status).toBe(200);

  const { database } = api.steward;
  expect(await auditOf(database, api.world.alice, 'member.invited')).toContainEqual(
    expect.objectContaining({ actor_name: 'Alice', entity_id: memberId, after: { name: 'Ines', role: 'csm' } }),
  );
  expect(await auditOf(database, api.world.alice, 'member.joined')).toContainEqual(
    expect.objectContaining({ entity_id: memberId, after: { status: 'active', role: 'csm' } }),
  );
});

test('a link works once; a second invitation ends the first; a revoked one does not work', async () => {
  const first = await invite('jo@acme.example');
  const second = await invite('jo@acme.example');
  expect(second.memberId).toBe(first.memberId);
  expect((await accept(first.token, { name: 'Jo', password })).status).toBe(404);
  expect((await accept(second.token, { name: 'Jo', password })).status).toBe(201);
  expect((await accept(second.token, { name: 'Jo', password })).status).toBe(404);

  const revoked = await invite('kim@acme.example');
  expect((await api.call(`DELETE ${path}/${revoked.id}`, { as: api.world.alice })).status).toBe(204);
  expect((await api.call(`GET /api/invitations/${revoked.token}`)).status).toBe(404);
  expect((await api.call(`DELETE ${path}/${revoked.id}`, { as: api.world.alice })).status).toBe(404);
});

test('an invitation that ran out does not work', async () => {
  const { id, token } = await invite('late@acme.example');
  await inOrganisation(api.steward.database, api.world.alice.actor, (tx) =>
    tx.execute('update invitation set expires_at = now() where organisation_id = $1 and id = $2', [
      tx.organisationId,
      id,
    ]),
  );
  expect((await accept(token, { name: 'Late', password })).status).toBe(404);
});

test('who is here already proves it: a stolen link does not take over their name', async () => {
  const { mallory } = api.world;
  const { token } = await invite(mallory.email, 'Mallory', 'viewer');
  expect(await (await api.call(`GET /api/invitations/${token}`)).json()).toMatchObject({ hasPassword: true });
  expect((await accept(token, { name: 'Thief', password })).status).toBe(403);
  const signedIn = await api.call(`POST /api/invitations/${token}/acceptance`, { as: mallory, json: {} });
  expect(signedIn.status).toBe(201);
  const session = await (await api.call('GET /api/session', { as: mallory })).json();
  expect(session.memberships.map(({ slug, role }: { slug: string; role: string }) => [slug, role])).toEqual([
    ['acme', 'viewer'],
    ['rival', 'admin'],
  ]);
});

test('an active member is not invited again, and only an admin invites', async () => {
  const { alice, maya, vic, carl } = api.world;
  const json = { email: carl.email, name: 'Carl', role: 'csm' };
  expect((await api.call(`POST ${path}`, { as: alice, json })).status).toBe(409);
  for (const as of [maya, vic]) {
    expect((await api.call(`POST ${path}`, { as, json: { ...json, email: 'new@acme.example' } })).status).toBe(403);
    expect((await api.call(`GET ${path}`, { as })).status).toBe(403);
  }
});

test('where mail can be sent, the invitation is in the outbox, with the link', async () => {
  const { inviteMember } = await import('./invite-member.ts');
  const { database } = api.steward;
  const made = await inviteMember(
    database,
    api.world.alice.actor,
    { email: 'post@acme.example', name: 'Post', role: 'csm' },
    { publicUrl: Origin, canSendMail: true },
  );
  const [message] = await inOrganisation(database, api.world.alice.actor, (tx) =>
    tx.query('select to_address, subject, body_text, state from outgoing_message where organisation_id = $1', [
      tx.organisationId,
    ]),
  );
  expect(message).toMatchObject({
    to_address: 'post@acme.example',
    subject: 'Alice invites you to Acme on Steward',
    body_text: expect.stringContaining(made.link),
    state: 'queued',
  });
  const jobs = await (await api.call('GET /api/organisations/acme/jobs', { as: api.world.alice })).json();
  expect(jobs.jobs).toContainEqual(expect.objectContaining({ task: 'event', state: 'waiting' }));
});
