import { randomUUID } from 'node:crypto';
import ical from 'ical.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/api.ts';
import type { Person } from '../../../test/world.ts';
import { systemActor } from '../../context/actor.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';

let api: TestApp;
let accountId: string;
beforeAll(async () => {
  api = await startTestApp();
  accountId = randomUUID();
  await inAcme((tx) =>
    tx.execute(`insert into account (organisation_id, id, slot, name) values ($1, $2, 0, 'Borealis, Inc.')`, [
      tx.organisationId,
      accountId,
    ]),
  );
});
afterAll(() => api.close());

function inAcme<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return inOrganisation(api.steward.database, systemActor(api.world.acme.id), work);
}

async function aTask(owner: Person, title: string, days: number): Promise<string> {
  const { id } = await inAcme((tx) =>
    tx.one<{ id: string }>(
      'task',
      `insert into task (organisation_id, account_id, title, owner_id, owner_role, due_at, due_because)
       values ($1, $2, $3, $4, 'csm', date_trunc('second', now()) + make_interval(days => $5), 'Promised in a call') returning id`,
      [tx.organisationId, accountId, title, owner.actor.memberId, days],
    ),
  );
  return id;
}

async function makeLink(as: Person): Promise<{ id: string; link: string }> {
  const response = await api.call('POST /api/organisations/acme/calendar-feeds', { as, json: {} });
  expect(response.status).toBe(201);
  return response.json();
}

async function fetched(link: string, headers: Record<string, string> = {}): Promise<Response> {
  return api.app.request(link, { headers });
}

async function eventsAt(link: string) {
  const response = await fetched(link);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
  const calendar = new ical.Component(ical.parse(await response.text()));
  return calendar.getAllSubcomponents('vevent').map((component) => new ical.Event(component));
}

test('a calendar reads the open tasks and the meetings of the member without a session, and sees what changes', async () => {
  const { carl, ann } = api.world;
  const id = await aTask(carl, 'Write the plan', 3);
  await aTask(ann, 'Not for Carl', 3);
  await inAcme(async (tx) => {
    const source = randomUUID();
    await tx.execute(`insert into source (organisation_id, id, name, kind) values ($1, $2, 'hand', 'manual')`, [
      tx.organisationId,
      source,
    ]);
    await tx.execute(
      `insert into interaction (organisation_id, account_id, source_id, external_id, member_id, kind, subject, occurred_at, next_touchpoint)
       values ($1, $2, $3, 'm1', $4, 'meeting', 'Review', now() + interval '1 day', current_date + 20)`,
      [tx.organisationId, accountId, source, carl.actor.memberId],
    );
  });
  const { link } = await makeLink(carl);
  const events = await eventsAt(link);
  expect(events.map(({ summary }) => summary).sort()).toEqual([
    'Borealis, Inc.: Review',
    'Due: Write the plan (Borealis, Inc.)',
    'Next touchpoint: Borealis, Inc.',
  ]);
  const first = events.find(({ uid }) => uid === `task-${id}@steward`)!;
  expect(first.startDate.zone.tzid).toBe('UTC');

  await inAcme((tx) =>
    tx.execute(`update task set due_at = due_at + interval '1 day' where organisation_id = $1 and id = $2`, [
      tx.organisationId,
      id,
    ]),
  );
  const moved = (await eventsAt(link)).find(({ uid }) => uid === first.uid)!;
  expect(moved.sequence).toBe(first.sequence + 1);
  expect(moved.endDate.toJSDate().getTime() - first.endDate.toJSDate().getTime()).toBe(86_400_000);

  await inAcme((tx) =>
    tx.execute(`update task set state = 'done', closed_at = now() where organisation_id = $1 and id = $2`, [
      tx.organisationId,
      id,
    ]),
  );
  expect((await eventsAt(link)).map(({ uid }) => uid)).not.toContain(first.uid);
});

test('a calendar that has the newest is told so, and nothing else', async () => {
  const { link } = await makeLink(api.world.ann);
  const response = await fetched(link);
  const tag = response.headers.get('etag')!;
  expect((await fetched(link, { 'If-None-Match': tag })).status).toBe(304);
});

test('a link that was revoked, and one whose member has left, lead nowhere; the token is nowhere in the database', async () => {
  const { carl, ann, maya, alice } = api.world;
  const { id, link } = await makeLink(carl);
  const token = link.match(/cal_[\w-]+/)![0];
  const { rows } = await api.steward.database.worker.query(
    `select count(*)::int as count from audit_entry where after::text like '%' || $1 || '%'`,
    [token],
  );
  expect(rows).toEqual([{ count: 0 }]);
  const path = `DELETE /api/organisations/acme/calendar-feeds/${id}` as const;
  expect((await api.call(path, { as: ann })).status).toBe(404);
  expect((await api.call(path, { as: carl })).status).toBe(204);
  expect((await fetched(link)).status).toBe(404);
  expect((await fetched(link.replace(token, 'cal_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'))).status).toBe(404);

  const hers = await makeLink(maya);
  await api.call(`PATCH /api/organisations/acme/members/${maya.actor.memberId}`, {
    as: alice,
    json: { status: 'left' },
  });
  expect((await fetched(hers.link)).status).toBe(404);
});

test('who asks too often has to wait', async () => {
  const statuses: number[] = [];
  for (let asked = 0; asked < 70; asked += 1)
    statuses.push((await fetched('http://steward.test/calendar/cal_guessed-guessed-guessed.ics')).status);
  expect(statuses.at(-1)).toBe(429);
});
