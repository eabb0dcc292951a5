import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/api.ts';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
  const { alice, vic } = api.world;
  for (let hour = 1; hour <= 5; hour++)
    await api.call('PATCH /api/organisations/acme', { as: alice, json: { diagnosisHour: hour + 5 } });
  await api.call(`PATCH /api/organisations/acme/members/${vic.actor.memberId}`, { as: vic, json: { digest: false } });
});
afterAll(() => api.close());

const path = '/api/organisations/acme/audit-entries';
const read = async (query: string) => (await api.call(`GET ${path}${query}`, { as: api.world.alice })).json();

test('the log is read page by page, newest first, without gap or repetition', async () => {
  const whole = (await read('?limit=200')).entries;
  const ids: number[] = [];
  let next: string | null = '';
  while (next !== null) {
    const page: { entries: { id: number }[]; next: string | null } = await read(`?limit=3${next && `&before=${next}`}`);
    ids.push(...page.entries.map(({ id }) => id));
    next = page.next;
  }
  expect(ids).toEqual(whole.map(({ id }: { id: number }) => id));
  expect(ids).toEqual(ids.toSorted((a, b) => b - a));
  expect(ids.length).toBeGreaterThan(6);
});

test('it is filtered by action, by thing, by person and by time', async () => {
  const { vic } = api.world;
  const { entries } = await read('?action=organisation.changed');
  expect(entries.map(({ after }: { after: unknown }) => after)).toEqual(
    [10, 9, 8, 7, 6].map((hour) => ({ diagnosisHour: hour })),
  );
  const ofVic = (await read(`?entity=member&entityId=${vic.actor.memberId}`)).entries;
  expect(ofVic.map(({ action }: { action: string }) => action)).toEqual(['member.changed', 'member.added']);
  expect(ofVic.map(({ name }: { name: string }) => name)).toEqual(['Vic', 'Vic']);
  expect((await read(`?actorId=${vic.actor.memberId}`)).entries).toHaveLength(1);
  const third = entries[2].at;
  expect((await read(`?action=organisation.changed&from=${third}`)).entries).toHaveLength(3);
  expect((await read(`?action=organisation.changed&until=${third}`)).entries).toHaveLength(2);
});

test('only admins read it', async () => {
  const { maya, vic } = api.world;
  for (const as of [maya, vic]) expect((await api.call(`GET ${path}`, { as })).status).toBe(403);
});
