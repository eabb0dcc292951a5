import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { problem } from '../../lib/problem.ts';
import { removeImportFile } from './import-file-store.ts';
import { selectImport } from './import-record.ts';

/** Forgets an upload that has not been started, and its file. A 409 `Problem` for an import that has. */
export async function discardImport(
  database: Database,
  actor: Actor,
  importId: string,
  dataDir: string,
): Promise<void> {
  mayI(actor, 'manage_sources');
  await inOrganisation(database, actor, async (tx) => {
    const { fileName, kind } = await selectImport(tx, importId);
    const removed = await tx.execute(
      `delete from import where organisation_id = $1 and id = $2 and state = 'uploaded'`,
      [tx.organisationId, importId],
    );
    if (removed === 0) throw problem(409, 'This import has been started. Undo it to take back what it did.');
    const before = { kind, file: fileName };
    await recordAudit(tx, { action: 'import.discarded', entity: 'import', entityId: importId, before });
  });
  await removeImportFile(dataDir, importId);
}
