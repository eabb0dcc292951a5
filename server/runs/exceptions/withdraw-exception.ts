import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { problem } from '../../lib/problem.ts';

/** Takes back what one has asked for, as long as nobody has decided. Throws a 409 problem for what is decided or somebody else's. */
export function withdrawException(database: Database, actor: Actor, id: string): Promise<void> {
  mayI(actor, 'take_part');
  return inOrganisation(database, actor, async (tx) => {
    await tx.one('exception', 'select id from run_exception where organisation_id = $1 and id = $2', [
      tx.organisationId,
      id,
    ]);
    const withdrawn = await tx.execute(
      `update run_exception set state = 'withdrawn', decided_at = now()
       where organisation_id = $1 and id = $2 and state = 'open' and asked_by = $3`,
      [tx.organisationId, id, actor.memberId],
    );
    if (withdrawn === 0)
      throw problem(409, 'Only what you have asked for yourself, and nobody has decided, can be withdrawn.');
    await recordAudit(tx, { action: 'exception.withdrawn', entity: 'exception', entityId: id });
  });
}
