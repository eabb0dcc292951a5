import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './api.ts';
import { type Examples, exampleOf, type Schema } from './example.ts';
import { fillEveryTable, fingerprints, MARK, MARKED_ID, MARKED_KEY } from './fill.ts';
import { apiKeyOf } from './world.ts';

/**
 * Attacks every route of the OpenAPI document: as nobody, as a stranger, with the ids of one organisation under the name of another, and
 * as a member who may only look. A new route is attacked without being named here.
 */

/** Routes that answer somebody who has not signed in, and what they answer to a wrong token. */
const FOR_NOBODY: Readonly<Record<string, number>> = {
  'GET /api/invitations/{token}': 404,
  'POST /api/invitations/{token}/acceptance': 404,
};

/** The tracking API: Segment's, not ours to describe. */
const TRACKING = /^(POST|OPTIONS) \/v1\//;

/** Routes outside of the document, because they are no part of the API that people program against. */
const UNDOCUMENTED = ['GET /health', 'GET /ready', 'GET /metrics', 'GET /calendar/:file', 'GET /api/openapi.json'];

/** What a member who may only look still changes: their own affairs. */
const OWN_AFFAIRS = [
  'PATCH /api/organisations/{organisation}/members/{id}',
  'POST /api/organisations/{organisation}/calendar-feeds',
  'PUT /api/organisations/{organisation}/my-day/reports/{kind}/{day}',
  'PUT /api/organisations/{organisation}/my-day/routines/{key}',
  'DELETE /api/organisations/{organisation}/sessions',
  'DELETE /api/organisations/{organisation}/sessions/{session}',
];

interface Route {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly schema: Schema;
    readonly required?: boolean;
  }[];
  readonly body: { readonly type: string; readonly schema: Schema } | null;
}

let api: TestApp;
let owner: pg.Client;
let routes: Route[];
let examples: Examples;

beforeAll(async () => {
  api = await startTestApp();
  owner = new pg.Client(api.connection);
  await owner.connect();
  await fillEveryTable(owner, api.world.acme.id);
  const document = await (await api.call('GET /api/openapi.json')).json();
  examples = { uuid: MARKED_ID, text: MARKED_KEY, schemas: document.components.schemas };
  routes = routesOf(document);
});
afterAll(async () => {
  await owner.end();
  await api.close();
});

function routesOf(document: { paths: Record<string, Record<string, Operation>> }): Route[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { parameters = [], requestBody }]) => {
      const [content] = Object.entries(requestBody?.content ?? {});
      const body = content ? { type: content[0], schema: content[1].schema ?? {} } : null;
      return { name: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), path, parameters, body };
    }),
  );
}

interface Operation {
  readonly parameters?: Route['parameters'];
  readonly requestBody?: { readonly content: Record<string, { readonly schema?: Schema }> };
}

/** Calls a route with ids and texts that exist at Acme in every place where it takes one. */
async function attack(
  route: Route,
  organisation: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const value = (schema: Schema) => encodeURIComponent(String(exampleOf(schema, examples)));
  let path = route.path.replace('{organisation}', organisation);
  const query: string[] = [];
  for (const { name, in: place, schema, required } of route.parameters) {
    if (place === 'path') path = path.replace(`{${name}}`, value(schema));
    if (place === 'query' && required) query.push(`${name}=${value(schema)}`);
  }
  const body =
    route.body &&
    (route.body.type === 'application/json' ? JSON.stringify(exampleOf(route.body.schema, examples)) : MARKED_KEY);
  const response = await api.app.request(
    `${api.steward.config.publicUrl}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    {
      method: route.method,
      headers: { ...headers, ...(route.body && { 'Content-Type': route.body.type }) },
      ...(body !== null && { body }),
    },
  );
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  if (isStream) await response.body?.cancel();
  return { status: response.status, text: isStream ? '' : await response.text() };
}

const refused = expect.toSatisfy((status: number) => status >= 400 && status < 500);

const isOfOrganisation = ({ path }: Route) => path.startsWith('/api/organisations/{organisation}');

test('every route is in the document, but for a named few', () => {
  const documented = new Set(routes.map(({ name }) => name.replaceAll(/\{(\w+)\}/g, ':$1')));
  const registered = api.app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`);
  const unknown = registered.filter(
    (name) => !documented.has(name) && !UNDOCUMENTED.includes(name) && !TRACKING.test(name),
  );
  expect(unknown).toEqual([]);
  expect(routes.length).toBeGreaterThan(15);
});

test('nobody gets 401', async () => {
  const strangers: Record<string, string>[] = [
    {},
    { Authorization: 'Bearer stw_unknown' },
    { Authorization: 'Basic c3R3X3Vua25vd246' },
    { Cookie: 'steward.session_token=x.y', Origin: 'http://steward.test' },
  ];
  for (const headers of strangers)
    for (const route of routes) {
      const { status, text } = await attack(route, 'acme', headers);
      expect([route.name, headers, status]).toEqual([route.name, headers, FOR_NOBODY[route.name] ?? 401]);
      expect(text).not.toContain(MARKED_ID);
    }
});

test('the tracking API takes nothing from somebody without a write key', async () => {
  const doors = api.app.routes.filter(({ method, path }) => method === 'POST' && TRACKING.test(`POST ${path}`));
  expect(doors.length).toBeGreaterThan(5);
  for (const { path } of doors)
    for (const Authorization of [
      '',
      'Basic c3R3X3Vua25vd246',
      `Bearer ${await apiKeyOf(api.steward.database, api.world.alice)}`,
    ]) {
      const call = {
        writeKey: MARKED_KEY,
        event: MARKED_KEY,
        userId: MARKED_KEY,
        batch: [{ type: 'track', event: MARKED_KEY }],
      };
      const { status } = await api.call(`POST ${path}`, {
        json: call,
        ...(Authorization && { headers: { Authorization } }),
      });
      expect([path, Authorization, status]).toEqual([path, Authorization, 401]);
    }
});

test('an organisation of others is not there, by session and by key', async () => {
  const { world, steward } = api;
  const key = { Authorization: `Bearer ${await apiKeyOf(steward.database, world.mallory)}` };
  for (const headers of [await api.headersOf(world.mallory), key])
    for (const route of routes.filter(isOfOrganisation))
      expect([route.name, (await attack(route, 'acme', headers)).status]).toEqual([route.name, 404]);
});

test('Alice finds what is marked at Acme, so that there is something to leak', async () => {
  const headers = await api.headersOf(api.world.alice);
  const telling: string[] = [];
  for (const route of routes.filter((one) => isOfOrganisation(one) && one.method === 'GET')) {
    const { text } = await attack(route, 'acme', headers);
    if (text.includes(MARK)) telling.push(route.path.replace('/api/organisations/{organisation}/', ''));
  }
  expect(telling).toEqual(expect.arrayContaining(['members', 'runs', 'situations']));
});

test('the ids of one organisation lead nowhere in another, and change nothing there', async () => {
  const { world } = api;
  const before = await fingerprints(owner, world.acme.id);
  const headers = await api.headersOf(world.mallory);
  for (const route of routes.filter(isOfOrganisation)) {
    const { status, text } = await attack(route, 'rival', headers);
    expect([route.name, status < 500]).toEqual([route.name, true]);
    const isAboutOne = route.parameters.some(({ in: place, schema }) => place === 'path' && schema.format === 'uuid');
    // Deleting what is not there may succeed, by doing nothing.
    if (isAboutOne && route.method !== 'DELETE') expect([route.name, status]).toEqual([route.name, refused]);
    expect([route.name, text.includes(MARK)]).toEqual([route.name, false]);
    expect([route.name, text.includes(world.acme.id)]).toEqual([route.name, false]);
  }
  expect(await fingerprints(owner, world.acme.id)).toEqual(before);
});

test('a member who may only look changes nothing', async () => {
  const { world } = api;
  const before = await fingerprints(owner, world.acme.id);
  const headers = await api.headersOf(world.vic);
  for (const route of routes.filter(isOfOrganisation)) {
    if (route.method === 'GET' || OWN_AFFAIRS.includes(route.name)) continue;
    const { status } = await attack(route, 'acme', headers);
    expect([route.name, status]).toEqual([route.name, refused]);
  }
  expect(await fingerprints(owner, world.acme.id)).toEqual(before);
});
