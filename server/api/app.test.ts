import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/api.ts';
import { apiKeyOf } from '../../test/world.ts';
import { createApp } from './app.ts';

let api: TestApp;
let web: string;
beforeAll(async () => {
  web = mkdtempSync(join(tmpdir(), 'steward-web-'));
  mkdirSync(join(web, 'assets'));
  writeFileSync(join(web, 'index.html'), '<!doctype html><script>theme()</script><title>Steward</title>');
  writeFileSync(join(web, 'assets', 'main-abc123.js'), `const text = '${'long '.repeat(1000)}';`);
  api = await startTestApp();
});
afterAll(async () => {
  await api.close();
  rmSync(web, { recursive: true });
});

const appWith = (change: Partial<TestApp['steward']>) => createApp({ ...api.steward, webDirectory: web, ...change });

test('every answer carries the headers that keep browsers careful, and a request id', async () => {
  const { headers } = await api.call('GET /health');
  expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
  expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
});

test('it is ready when the database, its migrations and the queue are, else it says what is missing', async () => {
  expect((await api.call('GET /ready')).status).toBe(200);
  const queueless = await appWith({ isQueueRunning: () => false }).request('/ready');
  expect([queueless.status, await queueless.json()]).toEqual([
    503,
    { status: 'not ready', missing: ['the queue is not running'] },
  ]);
  const { web: pool } = api.steward.database;
  const lost = { ...api.steward.database, web: { ...pool, query: () => Promise.reject(new Error('refused')) } };
  const unreachable = await appWith({ database: lost as unknown as TestApp['steward']['database'] }).request('/ready');
  expect([unreachable.status, (await unreachable.json()).missing]).toEqual([503, ['the database cannot be reached']]);
});

test('metrics count by route, and are for this machine or the holder of the token', async () => {
  await api.call('GET /api/organisations/acme', { as: api.world.vic });
  expect((await api.call('GET /metrics')).status).toBe(404);
  const token = 'a token for the metrics';
  const app = appWith({ config: { ...api.steward.config, metricsToken: token } });
  expect((await app.request('/metrics', { headers: { Authorization: 'Bearer wrong' } })).status).toBe(404);
  const text = await (await app.request('/metrics', { headers: { Authorization: `Bearer ${token}` } })).text();
  expect(text).toContain('route="/api/organisations/:organisation",status="200"');
  expect(text).not.toContain('acme');
});

test('without a token, metrics are for this machine alone, not for whoever comes through a proxy on it', async () => {
  const ask = (remoteAddress: string, headers = {}) =>
    api.app.request('/metrics', { headers }, { incoming: { socket: { remoteAddress } } });
  expect((await ask('127.0.0.1')).status).toBe(200);
  expect((await ask('::ffff:127.0.0.1')).status).toBe(200);
  expect((await ask('127.0.0.1', { 'X-Forwarded-For': '203.0.113.9' })).status).toBe(404);
  expect((await ask('203.0.113.9')).status).toBe(404);
});

test('an unexpected error answers 500 without its insides, and the log has no values', async () => {
  const lines: unknown[] = [];
  const log = { debug: () => {}, error: (line: unknown) => lines.push(line) } as unknown as TestApp['steward']['log'];
  const broken = Object.assign(new Error('Key (email)=(carl@acme.example)'), {
    code: '23505',
    constraint: 'user_email_key',
  });
  const signIn = { ...api.steward.signIn, whoIs: () => Promise.reject(broken) };
  const response = await appWith({ log, signIn }).request('/api/session');
  expect(response.status).toBe(500);
  const body = await response.text();
  expect(body).not.toContain('carl@acme.example');
  expect(JSON.parse(body).detail).toContain(response.headers.get('x-request-id'));
  expect(lines).toEqual([expect.objectContaining({ code: '23505', constraint: 'user_email_key', method: 'GET' })]);
  expect(JSON.stringify(lines)).not.toContain('carl@acme.example');
});

test('a body that is too large or no JSON is refused in words', async () => {
  const key = await apiKeyOf(api.steward.database, api.world.alice);
  const path = 'PATCH /api/organisations/acme';
  const large = await api.call(path, { key, json: { name: 'x'.repeat(1024 * 1024) } });
  expect([large.status, (await large.json()).title]).toEqual([413, 'Too large']);
  const broken = await api.app.request('/api/organisations/acme', {
    method: 'PATCH',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: '{',
  });
  expect([broken.status, (await broken.json()).title]).toEqual([400, 'Not valid']);
});

test('every page of the application is index.html, asked for each time; assets are kept for ever', async () => {
  const app = appWith({});
  const page = await app.request('/o/acme/accounts');
  expect(await page.text()).toContain('<title>Steward</title>');
  expect(page.headers.get('cache-control')).toBe('no-cache');
  expect(page.headers.get('content-security-policy')).toContain("'sha256-");
  const asset = await app.request('/assets/main-abc123.js', { headers: { 'Accept-Encoding': 'gzip, br' } });
  expect(Object.fromEntries(asset.headers)).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-encoding': 'br',
    'content-type': 'text/javascript; charset=utf-8',
  });
  expect((await asset.arrayBuffer()).byteLength).toBeLessThan(200);
});

test('what is not there is 404: unknown assets, the API, files outside of the pages', async () => {
  const app = appWith({});
  for (const path of [
    '/assets/gone.js',
    '/api/nothing',
    '/api/',
    '/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/etc/passwd.txt',
    '/%.js',
  ])
    expect([path, (await app.request(path)).status]).toEqual([path, 404]);
});

test('the API describes itself as OpenAPI 3.1, every operation with a summary and a tag', async () => {
  const document = await (await api.call('GET /api/openapi.json')).json();
  expect(document.openapi).toBe('3.1.0');
  for (const [path, operations] of Object.entries<Record<string, { summary?: string; tags?: string[] }>>(
    document.paths,
  ))
    for (const [method, { summary, tags }] of Object.entries(operations))
      expect({ route: `${method} ${path}`, summary, tags }).toMatchObject({
        summary: expect.any(String),
        tags: [expect.any(String)],
      });
});
