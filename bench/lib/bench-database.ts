import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { type Database, openDatabase } from '../../server/database/database.ts';
import { startEmbedded } from '../../server/database/embedded.ts';
import { migrate } from '../../server/database/migrate.ts';
import { postmasterOf } from './cpu.ts';

const SECRET = 'a secret that only the benchmark has';

/** A durable PostgreSQL of the benchmark's own, in a temporary directory that goes with it. */
export interface BenchDatabase {
  readonly administrator: Client;
  readonly connection: ClientConfig;
  readonly secret: string;
  readonly database: Database;
  readonly postmaster: number;
  close(): Promise<void>;
}

/** Starts the embedded PostgreSQL as an installation has it and migrates an empty database. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const directory = mkdtempSync(join(tmpdir(), 'steward-bench-'));
  const embedded = await startEmbedded({ dataDir: directory, secret: SECRET, log: () => {} });
  const server = new Client(embedded.connection);
  await server.connect();
  await server.query('create database bench');
  await server.end();
  const connection = { ...embedded.connection, database: 'bench' };
  await migrate({ connection, secret: SECRET });
  const administrator = new Client(connection);
  await administrator.connect();
  const database = openDatabase(connection, SECRET);
  return {
    administrator,
    connection,
    secret: SECRET,
    database,
    postmaster: await postmasterOf(administrator),
    async close() {
      await administrator.end();
      await database.close();
      await embedded.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
