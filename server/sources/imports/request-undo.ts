import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { emit } from '../../jobs/enqueue.ts';
import { problem } from '../../lib/problem.ts';
import { type Import, selectImport } from './import-record.ts';

/** Asks for an import to be undone; the queue does the work (`undoImport`). A 409 `Problem` unless it has ended. */
export function requestUndo(database: Database, actor: Actor, importId: string): Promise<Import> {
  mayI(actor, 'manage_sources');
  return inOrganisation(database, actor, async (tx) => {
    const found = await selectImport(tx, importId);
    const changed = await tx.execute(
      `update import set state = 'undoing', problem = null
       where organisation_id = $1 and id = $2 and state in ('completed', 'failed')`,
      [tx.organisationId, importId],
    );
    if (changed === 0) {
      throw problem(409, `An import that is ${found.state} cannot be undone; wait until it has ended.`);
    }
    await recordAudit(tx, { action: 'import.undo_requested', entity: 'import', entityId: importId });
    await emit(tx, { name: 'import.undo_requested', importId }, { key: `import:${importId}` });
    return selectImport(tx, importId);
  });
}
