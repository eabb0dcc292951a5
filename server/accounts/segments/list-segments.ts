import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { mayDelete, type SavedSegment } from './segment.ts';

type Row = Omit<SavedSegment, 'mayDelete'> & { creatorId: string } & Record<string, unknown>;

/** The saved segments by name. */
export function listSegments(database: Database, actor: Actor): Promise<SavedSegment[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const segments = await tx.query<Row>(
      `select s.id, s.name, s.filter, m.name as "createdBy", m.id as "creatorId"
       from saved_segment s join member m on m.organisation_id = $1 and m.id = s.created_by
       where s.organisation_id = $1 order by lower(s.name)`,
      [tx.organisationId],
    );
    return segments.map(({ creatorId, ...segment }) => ({ ...segment, mayDelete: mayDelete(actor, creatorId) }));
  });
}
