import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/api.ts';
import type { Person } from '../../test/world.ts';
import { runImport } from '../sources/imports/run-import.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'steward-imports-'));
let api: TestApp;
let maya: Person;
beforeAll(async () => {
  api = await startTestApp({ STEWARD_DATA: dataDir });
  maya = api.world.maya;
});
afterAll(async () => {
  await api.close();
  rmSync(dataDir, { recursive: true });
});

const path = '/api/organisations/acme/imports';

async function upload(content: BodyInit, as = maya, query = 'kind=accounts&source=crm&fileName=accounts.csv') {
  const request = { method: 'POST', headers: await api.headersOf(as), body: content, duplex: 'half' };
  const response = await api.app.request(`${api.steward.config.publicUrl}${path}?${query}`, request);
  return { status: response.status, body: await response.json() };
}

async function call(methodAndPath: string, json?: unknown) {
  const response = await api.call(methodAndPath, { as: maya, ...(json !== undefined && { json }) });
  return { status: response.status, body: response.status === 204 ? null : await response.json() };
}

const FILE = 'Account ID;Company;ARR\n1;Borealis;1200\n2;Kestrel;lots\n3;Lumen;900\n';

test('a file is uploaded, looked at, imported, and its rejected rows are downloaded', async () => {
  const { status, body } = await upload(FILE);
  expect([status, body.state, body.bytesTotal]).toEqual([201, 'uploaded', FILE.length]);
  const { id } = body;
  const preview = (await call(`POST ${path}/${id}/preview`, {})).body;
  expect(preview).toMatchObject({
    mappedBy: 'guess',
    problems: [],
    questions: [],
    settings: { format: { delimiter: ';' } },
  });
  expect(preview.mapping.map(({ target }: { target: string }) => target)).toEqual(['id', 'name', 'arr']);
  expect(preview.rows[0]).toMatchObject({ row: 2, values: { name: 'Borealis', arr: 120_000 }, problems: [] });
  expect(preview.rows[1].problems).toMatchObject([{ row: 3, column: 'ARR' }]);
  expect((await call(`POST ${path}/${id}/start`, {})).status).toBe(202);
  await runImport(api.steward.database, api.world.acme.id, id, { dataDir });
  expect((await call(`GET ${path}/${id}`)).body).toMatchObject({
    state: 'completed',
    rowsRead: 3,
    rowsCreated: 2,
    rowsRejected: 1,
  });
  expect((await call(`GET ${path}/${id}/rejections`)).body.rejections).toMatchObject([{ row: 3, column: 'ARR' }]);
  const file = await api.call(`GET ${path}/${id}/rejections.csv`, { as: maya });
  expect(file.headers.get('content-disposition')).toContain('rejected%20accounts.csv');
  expect(await file.text()).toMatch(/^Account ID,Company,ARR,Row,Problem,How to mend it\r?\n2,Kestrel,lots,3,/);
  expect((await call(`POST ${path}/${id}/undo`)).body.state).toBe('undoing');
});

test('an upload that nobody starts is forgotten with its file', async () => {
  const { body } = await upload(FILE);
  expect(readdirSync(join(dataDir, 'imports'))).toContain(body.id);
  expect((await call(`DELETE ${path}/${body.id}`)).status).toBe(204);
  expect(readdirSync(join(dataDir, 'imports'))).not.toContain(body.id);
  expect((await call(`GET ${path}/${body.id}`)).status).toBe(404);
});

test('who may not manage sources uploads nothing, and no byte of it is kept', async () => {
  const before = readdirSync(join(dataDir, 'imports')).length;
  let pulled = 0;
  const content = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new TextEncoder().encode(FILE));
    },
  });
  expect((await upload(content, api.world.carl)).status).toBe(403);
  expect(pulled).toBeLessThan(3);
  expect(readdirSync(join(dataDir, 'imports'))).toHaveLength(before);
});

test('an empty file and an unknown kind are refused', async () => {
  expect((await upload('')).status).toBe(400);
  expect((await upload(FILE, maya, 'kind=planets&source=crm&fileName=x.csv')).status).toBe(400);
});

test('the fields of every kind are told, so that columns can be mapped to them', async () => {
  const { kinds } = (await call('GET /api/organisations/acme/import-kinds')).body;
  expect(kinds.map(({ key }: { key: string }) => key)).toContain('usage');
  const accounts = kinds.find(({ key }: { key: string }) => key === 'accounts');
  expect(accounts.fields).toContainEqual(expect.objectContaining({ key: 'arr', title: 'ARR', type: 'money' }));
});
