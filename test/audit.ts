import { inOrganisation } from '../server/context/transaction.ts';
import type { Database } from '../server/database/database.ts';
import type { Person } from './world.ts';

/** What the audit log holds for one action in the person's organisation, oldest first. */
export function auditOf(database: Database, person: Person, action: string): Promise<Record<string, unknown>[]> {
  return inOrganisation(database, person.actor, (tx) =>
    tx.query(
      `select actor_kind, actor_name, entity, entity_id, before, after, reason from audit_entry
       where organisation_id = $1 and action = $2 order by id`,
      [tx.organisationId, action],
    ),
  );
}
