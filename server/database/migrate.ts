import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { runMigrations as runQueueMigrations } from 'graphile-worker';
import { Client, type ClientConfig, Pool } from 'pg';
import { connectionAs, ensureRoles } from './roles.ts';

const MIGRATIONS = new URL('../../db/migrations/', import.meta.url);
const MIGRATION_LOCK = 7_358_201_447;

/**
 * Brings a database to the newest schema: roles, the queue's own schema, then the numbered files not yet applied, each in a transaction.
 * Safe to call from several processes at once. Throws when a file that was applied has been changed since.
 */
export async function migrate({ connection, secret }: { connection: ClientConfig; secret: string }): Promise<void> {
  const client = new Client({ ...connection, application_name: 'steward migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const files = await pendingMigrations(client);
    if (files.length === 0 && (await rolesWork(connection, secret))) return;
    await ensureRoles(client, secret);
    await migrateQueue(client, connection, secret);
    for (const file of files) await apply(client, file);
  } finally {
    await client.end();
  }
}

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

async function pendingMigrations(client: Client): Promise<Migration[]> {
  await client.query(`create table if not exists migration (
    name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
  const applied = await client.query<{ name: string; sha256: string }>('select name, sha256 from migration');
  const known = new Map(applied.rows.map((row) => [row.name, row.sha256]));
  const pending: Migration[] = [];
  for (const migration of await migrationFiles()) {
    const sha256 = known.get(migration.name);
    if (sha256 === undefined) pending.push(migration);
    else if (sha256 !== migration.sha256)
      throw new Error(
        `The migration ${migration.name} was changed after it was applied. Restore the file and add a new one.`,
      );
  }
  return pending;
}

async function migrationFiles(): Promise<Migration[]> {
  const names = (await readdir(MIGRATIONS)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, MIGRATIONS), 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/** Whether the roles exist with the passwords of this secret: then nothing has to be set up. */
async function rolesWork(connection: ClientConfig, secret: string): Promise<boolean> {
  const client = new Client({
    ...connectionAs('steward_queue', connection, secret),
    application_name: 'steward migrate',
  });
  try {
    await client.connect();
    const { rowCount } = await client.query(`select from pg_namespace where nspname = 'graphile_worker'`);
    return rowCount === 1;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}

async function migrateQueue(client: Client, connection: ClientConfig, secret: string): Promise<void> {
  // The queue's own installer makes its schema, for which it needs this right for a moment.
  const { rows } = await client.query<{ name: string }>('select current_database() as name');
  const database = client.escapeIdentifier(rows[0]!.name);
  await client.query(`grant create on database ${database} to steward_queue`);
  await client.query('create schema if not exists identity authorization steward_identity');
  const pool = new Pool({
    ...connectionAs('steward_queue', connection, secret),
    application_name: 'steward migrate',
    max: 2,
  });
  pool.on('error', (error) => {
    throw error;
  });
  pool.on('connect', (connected) => connected.on('error', () => {})); // the query under way rejects by itself
  try {
    await runQueueMigrations({ pgPool: pool });
  } finally {
    await pool.end();
    await client.query(`revoke create on database ${database} from steward_queue`);
  }
}

async function apply(client: Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into migration (name, sha256) values ($1, $2)', [migration.name, migration.sha256]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`The migration ${migration.name} failed: ${(error as Error).message}`, { cause: error });
  }
}
