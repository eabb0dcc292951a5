import { chmodSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../server/database/embedded.ts';
import { binaries } from '../server/database/embedded-binaries.ts';
import { stopPostmaster } from '../server/database/embedded-postmaster.ts';
import { isAlive } from '../server/database/embedded-process.ts';
import { migrate } from '../server/database/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** How to reach the PostgreSQL of this test run as its superuser. */
    postgres: { host: string; port: number; user: string; password: string; database: string };
    /** The secret of the installation the tests run against. */
    secret: string;
  }
}

const PREFIX = 'steward-test-';
const SECRET = 'only for tests, where nothing is secret';

/**
 * One PostgreSQL for the whole test run, in a temporary directory, with a migrated database from which each test file
 * clones its own (`createTestDatabase`). What a killed run left behind is removed first.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await sweep();
  const dataDir = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(dataDir, 0o711);
  const postgres = await startEmbedded({ dataDir, secret: SECRET, log: console.log, durable: false });
  const { host, port, user, password, database } = postgres.connection as Required<pg.ClientConfig>;
  const connection = { host, port, user, password: String(password), database };

  const client = new pg.Client(connection);
  await client.connect();
  await client.query('create database steward_template');
  await client.end();
  await migrate({ connection: { ...connection, database: 'steward_template' }, secret: SECRET });

  project.provide('postgres', connection);
  project.provide('secret', SECRET);
  return async () => {
    await postgres.stop();
    remove(dataDir);
  };
}

async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX) || isAlive(Number.parseInt(name.slice(PREFIX.length), 10))) continue;
    const dataDir = join(tmpdir(), name);
    try {
      await stopPostmaster(
        realpathSync(join(dataDir, 'postgres')),
        binaries({}, dataDir, () => {}),
      );
    } catch {
      // Killed before there was one, or not ours to end: then it is not ours to remove either.
    }
    remove(dataDir);
  }
}

function remove(dataDir: string): void {
  try {
    rmSync(realpathSync(join(dataDir, 'postgres')), { recursive: true, force: true });
  } catch {
    // There was none.
  }
  rmSync(dataDir, { recursive: true, force: true });
}
