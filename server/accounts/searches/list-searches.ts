import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { mayDelete, type SavedSearch } from './search.ts';

type Row = Omit<SavedSearch, 'mayDelete'> & { creatorId: string } & Record<string, unknown>;

/** The saved searches by name. */
export function listSearches(database: Database, actor: Actor): Promise<SavedSearch[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const searches = await tx.query<Row>(
      `select s.id, s.name, s.filter, m.name as "createdBy", m.id as "creatorId"
       from saved_search s join member m on m.organisation_id = $1 and m.id = s.created_by
       where s.organisation_id = $1 order by lower(s.name)`,
      [tx.organisationId],
    );
    return searches.map(({ creatorId, ...search }) => ({ ...search, mayDelete: mayDelete(actor, creatorId) }));
  });
}
