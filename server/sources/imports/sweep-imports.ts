import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemActor } from '../../context/actor.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';

const day = 86_400_000;

/**
 * Removes uploads that nobody has started for a week, and files that no import needs, such as those of an upload that
 * was cut off. Gives how many files went. For the schedule, once a day.
 */
export async function sweepImports(database: Database, dataDir: string): Promise<number> {
  const { rows } = await database.worker.query<{ id: string }>('select organisation_id as id from organisation');
  const needed = new Set<string>();
  for (const { id } of rows) {
    const paths = await inOrganisation(database, systemActor(id, 'Import'), async (tx) => {
      await tx.execute(
        `delete from import where organisation_id = $1 and state = 'uploaded' and created_at < now() - interval '7 days'`,
        [tx.organisationId],
      );
      return tx.query<{ id: string }>('select id from import where organisation_id = $1 and file_path is not null', [
        tx.organisationId,
      ]);
    });
    for (const found of paths) needed.add(found.id);
  }
  return removeUnneeded(join(dataDir, 'imports'), needed);
}

async function removeUnneeded(folder: string, needed: ReadonlySet<string>): Promise<number> {
  let removed = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    const { mtimeMs } = await stat(join(folder, name));
    // A younger one may be on its way in: its import is not there yet.
    if (needed.has(name) || Date.now() - mtimeMs < day) continue;
    await rm(join(folder, name), { force: true });
    removed += 1;
  }
  return removed;
}
