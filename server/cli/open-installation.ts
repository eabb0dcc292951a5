import pg from 'pg';
import type { Config } from '../config/read-config.ts';
import { WrongConfiguration } from '../config/wrong-configuration.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { startEmbedded } from '../database/embedded.ts';
import { migrate } from '../database/migrate.ts';
import { untilSignal } from './until-signal.ts';

/** The database of this installation, migrated and open. */
export interface Installation {
  /** The owner of the schema; for migrations, backup and restore, and nothing else. */
  readonly administrator: pg.ClientConfig;
  readonly database: Database;
  /** Closes the pools, and ends the embedded PostgreSQL unless another process uses it. */
  close(): Promise<void>;
  /** The same without waiting for what is still running: it is cut off. */
  abandon(): Promise<void>;
}

const DATABASE = 'steward';

/**
 * Opens the PostgreSQL of DATABASE_URL, or else the embedded one of the data directory, and brings it to the newest
 * schema. `tell` gets lines for people about what they would not expect.
 */
export async function openInstallation(config: Config, tell: (line: string) => void): Promise<Installation> {
  const { dataDir, secret, databaseUrl } = config;
  if (databaseUrl) {
    const administrator = { connectionString: databaseUrl };
    await greet(administrator);
    await migrate({ connection: administrator, secret });
    const database = openDatabase(administrator, secret);
    return { administrator, database, close: () => database.close(), abandon: async () => {} };
  }
  const embedded = await startEmbedded({ dataDir, secret, log: tell });
  try {
    const administrator = { ...embedded.connection, database: DATABASE };
    await ensureDatabase(embedded.connection);
    await migrate({ connection: administrator, secret });
    const database = openDatabase(administrator, secret);
    const close = () => database.close().finally(embedded.stop);
    return { administrator, database, close, abandon: embedded.stop };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

/**
 * For the commands that do one thing: opens the installation, does it, closes. Ctrl-C in the middle ends the process with
 * 130 and leaves nothing running; what was not committed, PostgreSQL rolls back.
 */
export async function withInstallation<Result>(
  config: Config,
  tell: (line: string) => void,
  work: (installation: Installation) => Promise<Result>,
): Promise<Result> {
  const interrupted = untilSignal();
  const installation = await openInstallation(config, tell);
  const worked = work(installation).finally(installation.close);
  const signal = await Promise.race([interrupted, worked.then(() => undefined)]);
  if (signal === undefined) return worked;
  await installation.abandon();
  process.exit(130);
}

/** The administrator of DATABASE_URL connects, or there is a sentence about it. */
async function greet(administrator: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(administrator);
  try {
    await client.connect();
    await client.end();
  } catch (error) {
    throw new WrongConfiguration([
      {
        at: 'DATABASE_URL',
        problem: `The PostgreSQL of DATABASE_URL cannot be reached: ${(error as Error).message || 'no answer'}.`,
        mend: 'Check the address, the password and whether it runs; or unset DATABASE_URL to use the embedded one.',
      },
    ]);
  }
}

async function ensureDatabase(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } catch (error) {
    // Made by another process in this very moment.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  } finally {
    await client.end();
  }
}
