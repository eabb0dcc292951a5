import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { SOURCE_COLUMNS, type Source, sourceOf } from './source.ts';

/** The sources of the organisation, by name. */
export function listSources(database: Database, actor: Actor): Promise<Source[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const rows = await tx.query<Source & Record<string, unknown>>(
      `select ${SOURCE_COLUMNS} from source s where s.organisation_id = $1 order by lower(s.name), s.id`,
      [tx.organisationId],
    );
    return rows.map(sourceOf);
  });
}
