import type { z } from 'zod';
import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { problem } from '../../lib/problem.ts';
import { newSegment } from './segment.ts';

/** Keeps a search of the accounts page under a name. Throws a 409 problem when the name is taken. */
export function saveSegment(
  database: Database,
  actor: Actor,
  input: z.input<typeof newSegment>,
): Promise<{ id: string }> {
  mayI(actor, 'work');
  const { name, filter } = newSegment.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const made = await tx.maybe<{ id: string }>(
      `insert into saved_segment (organisation_id, name, filter, created_by) values ($1, $2, $3, $4)
       on conflict (organisation_id, name) do nothing returning id`,
      [tx.organisationId, name, JSON.stringify(filter), actor.memberId],
    );
    if (!made)
      throw problem(409, `There is already a segment "${name}". Choose another name, or delete that one first.`);
    await recordAudit(tx, { action: 'segment.saved', entity: 'segment', entityId: made.id, after: { name, filter } });
    return made;
  });
}
