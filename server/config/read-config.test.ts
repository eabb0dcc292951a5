import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from './read-config.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'steward config-'));
});
afterEach(() => rmSync(data, { recursive: true }));

const STEWARD_SECRET = 'x'.repeat(32);

test('an empty environment gives a Steward for this machine only', () => {
  expect(readConfig({ STEWARD_SECRET })).toEqual({
    port: 4100,
    host: '127.0.0.1',
    dataDir: resolve('data'),
    databaseUrl: undefined,
    secret: STEWARD_SECRET,
    publicUrl: 'http://127.0.0.1:4100',
    smtpUrl: undefined,
    mailFrom: 'Steward <steward@localhost>',
    logLevel: 'info',
    role: 'all',
    isBehindProxy: false,
    metricsToken: undefined,
  });
});

test('values are taken over, and an empty variable counts as unset', () => {
  const config = readConfig({
    STEWARD_SECRET,
    PORT: '8080',
    HOST: '',
    STEWARD_URL: 'https://steward.example.com/',
    STEWARD_ROLE: 'worker',
    DATABASE_URL: 'postgres://steward@db/steward',
  });
  expect(config).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    publicUrl: 'https://steward.example.com',
    role: 'worker',
    databaseUrl: 'postgres://steward@db/steward',
  });
});

test('a wrong value is named with what to change', () => {
  expect(() => readConfig({ STEWARD_SECRET, PORT: '70000' })).toThrow(
    'PORT cannot be "70000". Use a whole number from 0 to 65535, as in PORT=4100.',
  );
  expect(() => readConfig({ STEWARD_SECRET, STEWARD_ROLE: 'both' })).toThrow(/STEWARD_ROLE cannot be "both"\. Use all/);
});

test('all wrong values are told at once', () => {
  expect(() => readConfig({ STEWARD_SECRET, LOG_LEVEL: 'loud', STEWARD_URL: 'steward.example.com' })).toThrow(
    /STEWARD_URL .*\nLOG_LEVEL /s,
  );
});

test('a complaint never repeats a secret', () => {
  const secrets = { STEWARD_SECRET: 'hunter2', DATABASE_URL: 'mysql://a:hunter2@db/x', SMTP_URL: 'hunter2' };
  expect(() => readConfig(secrets)).toThrow(
    expect.objectContaining({ message: expect.stringMatching(/^(?!.*hunter2).*STEWARD_SECRET.*$/s) }),
  );
});

test('without a secret one is made once, for the owner only', () => {
  const first = readConfig({ STEWARD_DATA: data }).secret;
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(readConfig({ STEWARD_DATA: data }).secret).toBe(first);
  if (process.platform !== 'win32') expect(statSync(join(data, 'secret')).mode & 0o777).toBe(0o600);
});

test('a damaged secret is not replaced', () => {
  writeFileSync(join(data, 'secret'), '');
  expect(() => readConfig({ STEWARD_DATA: data })).toThrow(/Restore it from your backup/);
  expect(readFileSync(join(data, 'secret'), 'utf8')).toBe('');
});

test('a data directory that cannot be made is told', () => {
  writeFileSync(join(data, 'file'), '');
  expect(() => readConfig({ STEWARD_DATA: join(data, 'file', 'data') })).toThrow(
    /The data directory .* cannot be used/,
  );
});
