import { readdir } from 'node:fs/promises';
import type { Pool } from 'pg';

const MIGRATIONS = new URL('../../db/migrations/', import.meta.url);

/** The names of the migrations that this version brings and the database does not have yet; throws when it cannot be reached. */
export async function pendingMigrations(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>('select name from migration');
  const applied = new Set(rows.map(({ name }) => name));
  return (await readdir(MIGRATIONS)).filter((name) => name.endsWith('.sql') && !applied.has(name)).sort();
}
