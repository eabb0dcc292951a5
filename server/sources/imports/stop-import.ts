import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { problem } from '../../lib/problem.ts';
import { removeImportFile } from './import-file-store.ts';
import { type Import, selectImport } from './import-record.ts';

/**
 * Ends an import that is running, behind the batch at which it is. What it has written stays until it is undone; the
 * same file imported again goes on where this one ended. A 409 `Problem` for an import that is not running.
 */
export async function stopImport(database: Database, actor: Actor, importId: string, dataDir: string): Promise<Import> {
  mayI(actor, 'manage_sources');
  const stopped = await inOrganisation(database, actor, async (tx) => {
    const reason = `Stopped by ${actor.name}.`;
    const ended = await tx.execute(
      `update import set state = 'failed', finished_at = now(), file_path = null, problem = $3
       where organisation_id = $1 and id = $2 and state = 'running'`,
      [tx.organisationId, importId, reason],
    );
    const found = await selectImport(tx, importId);
    if (ended === 0) throw problem(409, `This import is ${found.state}, so there is nothing to stop.`);
    await recordAudit(tx, {
      action: 'import.stopped',
      entity: 'import',
      entityId: importId,
      after: { rowsRead: found.rowsRead },
    });
    return found;
  });
  await removeImportFile(dataDir, importId);
  return stopped;
}
