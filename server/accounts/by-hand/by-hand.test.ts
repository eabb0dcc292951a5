import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/api.ts';
import { auditOf } from '../../../test/audit.ts';
import type { Person } from '../../../test/world.ts';
import { systemActor } from '../../context/actor.ts';
import { inOrganisation } from '../../context/transaction.ts';
import { TIMELINE_KINDS } from '../page/timeline-parts.ts';

let api: TestApp;
let carl: Person;
beforeAll(async () => {
  api = await startTestApp();
  carl = api.world.carl;
});
afterAll(() => api.close());

const at = (path: string) => `/api/organisations/acme${path}`;

async function call(methodAndPath: string, json?: unknown, as = carl) {
  const [method, path] = methodAndPath.split(' ') as [string, string];
  const response = await api.call(`${method} ${at(path)}`, { as, ...(json !== undefined && { json }) });
  return { status: response.status, body: response.status === 204 ? null : await response.json() };
}

const newAccount = async (name: string) => (await call('POST /accounts', { name, arrMinor: 100_00 })).body.id as string;

/** How many times the account was told to be diagnosed anew. */
async function diagnosesOf(accountId: string): Promise<number> {
  const { rows } = await api.steward.database.queue.query(
    `select key from graphile_worker._private_jobs where payload::text like '%facts.recorded%'`,
  );
  expect(rows).toHaveLength(1);
  return inOrganisation(api.steward.database, systemActor(api.world.acme.id), async (tx) => {
    const waiting = await tx.query(
      'select from account_to_diagnose where organisation_id = $1 and $2 = any(account_ids)',
      [tx.organisationId, accountId],
    );
    return waiting.length;
  });
}

test('an account is made by hand, once for a domain', async () => {
  const made = await call('POST /accounts', { name: 'Borealis', domain: 'https://www.borealis.example/' });
  expect(made.status).toBe(201);
  expect((await call(`GET /accounts/${made.body.id}`)).body).toMatchObject({
    name: 'Borealis',
    domain: 'borealis.example',
  });
  const again = await call('POST /accounts', { name: 'Borealis Ltd', domain: 'borealis.example' });
  expect(again.status).toBe(409);
});

test('a changed field keeps what it was, with its reason in the audit log', async () => {
  const id = await newAccount('Kestrel');
  const before = await diagnosesOf(id);
  const change = { arrMinor: 250_00, stage: 'growth', attributes: { contract_type: 'annual' }, reason: 'New contract' };
  expect((await call(`PATCH /accounts/${id}`, change)).status).toBe(204);
  const { body } = await call(`GET /accounts/${id}`);
  expect(body).toMatchObject({ name: 'Kestrel', arrMinor: 250_00, stage: 'growth' });
  expect(body.attributes).toContainEqual({
    key: 'contract_type',
    title: 'Contract type',
    type: 'label',
    value: 'annual',
  });
  expect(await auditOf(api.steward.database, carl, 'account.changed')).toContainEqual(
    expect.objectContaining({
      entity_id: id,
      before: expect.objectContaining({ arr_minor: 100_00 }),
      after: expect.objectContaining({ arr_minor: 250_00 }),
      reason: 'New contract',
    }),
  );
  expect(await diagnosesOf(id)).toBe(before + 1);
  expect((await call(`PATCH /accounts/${id}`, { arrMinor: 250_00 })).status).toBe(204);
  expect(await diagnosesOf(id)).toBe(before + 1);
});

test('the CSM changes, and who it was stays in the history', async () => {
  const id = await newAccount('Lumen');
  const { maya } = api.world;
  for (const person of [carl, maya, maya])
    expect((await call(`PUT /accounts/${id}/team/csm`, { memberId: person.actor.memberId })).status).toBe(204);
  expect((await call(`GET /accounts/${id}`)).body.team).toMatchObject([{ role: 'csm', name: 'Maya' }]);
  const history = await inOrganisation(api.steward.database, carl.actor, (tx) =>
    tx.query('select member_id from account_team where organisation_id = $1 and account_id = $2', [
      tx.organisationId,
      id,
    ]),
  );
  expect(history).toHaveLength(2);
  expect(await auditOf(api.steward.database, carl, 'account.team_changed')).toHaveLength(2);
});

test('an interaction stands on the timeline, its action items are tasks of their owners, and it can be taken back', async () => {
  const id = await newAccount('Juniper');
  const logged = await call(`POST /accounts/${id}/interactions`, {
    kind: 'call',
    occurredAt: '2026-01-05T10:00:00Z',
    contact: { name: 'Sofia Berg', role: 'champion' },
    summary: 'Exports are slow.',
    nextTouchpoint: '2026-01-12',
    actionItems: [{ title: 'Send the guide', ownerId: api.world.ann.actor.memberId, dueOn: '2026-01-07' }],
  });
  expect(logged).toMatchObject({ status: 201, body: { tasks: 1 } });
  const { entries } = (await call(`GET /accounts/${id}/timeline`)).body;
  expect(entries).toMatchObject([
    {
      kind: 'interaction',
      detail: { summary: 'Exports are slow.', contact: 'Sofia Berg', member: 'Carl', direction: 'two_way' },
    },
  ]);
  const { tasks } = (await call(`GET /accounts/${id}/outlook`)).body;
  // 17:00 in Berlin, where Acme's working day ends.
  expect(tasks).toMatchObject([{ title: 'Send the guide', owner: { name: 'Ann' }, dueAt: '2026-01-07T16:00:00.000Z' }]);
  expect((await call(`GET /accounts/${id}/contacts`)).body.contacts).toMatchObject([
    { name: 'Sofia Berg', role: 'champion', lastTouchAt: '2026-01-05T10:00:00.000Z' },
  ]);
  expect((await call(`DELETE /interactions/${logged.body.id}`)).status).toBe(204);
  expect((await call(`GET /accounts/${id}/timeline`)).body.entries).toEqual([]);
  expect((await call(`GET /accounts/${id}/outlook`)).body.tasks).toEqual([]);
  const actions = await Promise.all(
    ['interaction.logged', 'interaction.removed'].map((action) => auditOf(api.steward.database, carl, action)),
  );
  expect(actions.map((entries) => entries.length)).toEqual([1, 1]);
});

test('a talk needs somebody who was talked to, a note does not; neither lies in the future', async () => {
  const id = await newAccount('Tundra');
  const said = { occurredAt: '2026-01-05T10:00:00Z', contact: null, summary: 'Thinking of leaving.' };
  expect((await call(`POST /accounts/${id}/interactions`, { ...said, kind: 'meeting' })).body.details[0].at).toBe(
    'contact',
  );
  expect((await call(`POST /accounts/${id}/interactions`, { ...said, kind: 'note' })).status).toBe(201);
  const later = { ...said, kind: 'note', occurredAt: '2099-01-05T10:00:00Z' };
  expect((await call(`POST /accounts/${id}/interactions`, later)).status).toBe(400);
});

test('a contact leaves and keeps their history', async () => {
  const id = await newAccount('Vela');
  const added = await call(`POST /accounts/${id}/contacts`, {
    name: 'Marc Costa',
    email: 'Marc@Vela.example',
    role: 'user',
  });
  expect((await call(`POST /accounts/${id}/contacts`, { name: 'Marc', email: 'marc@vela.example' })).status).toBe(409);
  const change = { role: 'champion', leftOn: '2026-01-03' };
  expect((await call(`PATCH /contacts/${added.body.id}`, change)).status).toBe(204);
  expect((await call(`GET /accounts/${id}/contacts`)).body.contacts).toMatchObject([change]);
  expect((await call(`GET /accounts/${id}/timeline?kinds=contact_left`)).body.entries).toHaveLength(1);
  expect(await auditOf(api.steward.database, carl, 'contact.changed')).toContainEqual(
    expect.objectContaining({ before: { role: 'user', leftOn: null }, after: change }),
  );
});

test('the timeline goes on page after page without leaving out what happened at one instant', async () => {
  const id = await newAccount('Orchard');
  const note = { kind: 'note', occurredAt: '2026-01-05T10:00:00Z', contact: null };
  for (const summary of ['one', 'two', 'three']) await call(`POST /accounts/${id}/interactions`, { ...note, summary });
  const seen: string[] = [];
  let before: string | null = null;
  do {
    const { body } = await call(
      `GET /accounts/${id}/timeline?limit=1${before ? `&before=${encodeURIComponent(before)}` : ''}`,
    );
    seen.push(...body.entries.map((entry: { detail: { summary: string } }) => entry.detail.summary));
    before = body.next;
  } while (before);
  expect(seen.sort()).toEqual(['one', 'three', 'two']);
});

test.each(TIMELINE_KINDS)('the timeline can be narrowed to %s alone', async (kind) => {
  const id = await newAccount(`Narrowed to ${kind}`);
  expect((await call(`GET /accounts/${id}/timeline?kinds=${kind}`)).status).toBe(200);
});

test('who may only look changes nothing, and another organisation finds nothing', async () => {
  const id = await newAccount('Quill');
  const note = { kind: 'note', occurredAt: '2026-01-05T10:00:00Z', contact: null, summary: 'x' };
  const { vic, mallory } = api.world;
  expect((await call(`POST /accounts/${id}/interactions`, note, vic)).status).toBe(403);
  expect((await call(`PATCH /accounts/${id}`, { name: 'x' }, vic)).status).toBe(403);
  for (const path of ['', '/timeline', '/contacts', '/outlook', '/signals'])
    expect((await api.call(`GET /api/organisations/rival/accounts/${id}${path}`, { as: mallory })).status).toBe(404);
  const foreign = await api.call(`POST /api/organisations/rival/accounts/${id}/interactions`, {
    as: mallory,
    json: note,
  });
  expect(foreign.status).toBe(404);
});

test('a saved search is kept under a name, for all, and only its maker or a manager deletes it', async () => {
  const { ann, maya } = api.world;
  const search = { name: 'At risk', filter: { band: 'red', sort: 'renewal' } };
  const saved = await call('POST /saved-searches', search);
  expect((await call('POST /saved-searches', search)).status).toBe(409);
  expect((await call('POST /saved-searches', { name: 'Odd', filter: { band: 'blue' } })).status).toBe(400);
  expect((await call('GET /saved-searches', undefined, ann)).body.searches).toMatchObject([
    { ...search, mayDelete: false },
  ]);
  expect((await call(`DELETE /saved-searches/${saved.body.id}`, undefined, ann)).status).toBe(403);
  expect((await call(`DELETE /saved-searches/${saved.body.id}`, undefined, maya)).status).toBe(204);
  expect((await call('GET /saved-searches')).body.searches).toEqual([]);
});

test('an executive logs what a customer told them, and changes nothing else', async () => {
  const id = await newAccount('Quarry');
  const { vic, acme } = api.world;
  await inOrganisation(api.steward.database, systemActor(acme.id), (tx) =>
    tx.execute(`update member set role = 'executive' where organisation_id = $1 and id = $2`, [
      tx.organisationId,
      vic.actor.memberId,
    ]),
  );
  const note = {
    kind: 'note',
    occurredAt: '2026-01-05T10:00:00Z',
    summary: 'Their CEO asks for a date.',
    contact: null,
  };
  expect(await call(`POST /accounts/${id}/interactions`, note, vic)).toMatchObject({ status: 201 });
  expect((await call(`PATCH /accounts/${id}`, { name: 'x' }, vic)).status).toBe(403);
});
