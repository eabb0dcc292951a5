import type { z } from 'zod';
import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { problem } from '../../lib/problem.ts';
import { newSearch } from './search.ts';

/** Keeps a search of the accounts page under a name. Throws a 409 problem when the name is taken. */
export function saveSearch(
  database: Database,
  actor: Actor,
  input: z.input<typeof newSearch>,
): Promise<{ id: string }> {
  mayI(actor, 'work');
  const { name, filter } = newSearch.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const made = await tx.maybe<{ id: string }>(
      `insert into saved_search (organisation_id, name, filter, created_by) values ($1, $2, $3, $4)
       on conflict (organisation_id, name) do nothing returning id`,
      [tx.organisationId, name, JSON.stringify(filter), actor.memberId],
    );
    if (!made)
      throw problem(409, `There is already a search "${name}". Choose another name, or delete that one first.`);
    await recordAudit(tx, {
      action: 'saved_search.saved',
      entity: 'saved_search',
      entityId: made.id,
      after: { name, filter },
    });
    return made;
  });
}
