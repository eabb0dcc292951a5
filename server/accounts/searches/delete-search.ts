import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { problem } from '../../lib/problem.ts';
import { mayDelete } from './search.ts';

/** Forgets a saved search: one's own, or as a manager anybody's. The accounts it found are not touched. */
export function deleteSearch(database: Database, actor: Actor, id: string): Promise<void> {
  mayI(actor, 'work');
  return inOrganisation(database, actor, async (tx) => {
    const { name, filter, created_by } = await tx.one<{ name: string; filter: unknown; created_by: string }>(
      'search',
      'select name, filter, created_by from saved_search where organisation_id = $1 and id = $2 for update',
      [tx.organisationId, id],
    );
    if (!mayDelete(actor, created_by))
      throw problem(403, 'Only the member who saved this search, or a manager, can delete it.');
    await tx.execute('delete from saved_search where organisation_id = $1 and id = $2', [tx.organisationId, id]);
    await recordAudit(tx, {
      action: 'saved_search.deleted',
      entity: 'saved_search',
      entityId: id,
      before: { name, filter },
    });
  });
}
