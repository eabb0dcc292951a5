import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { notFound } from '../../lib/problem.ts';
import { absenceWith, mayPlanFor } from './absence.ts';

/** Removes an absence. What went to the deputy or was moved stays so: people may have begun with it. */
export function cancelAbsence(database: Database, actor: Actor, memberId: string, absenceId: string): Promise<void> {
  mayPlanFor(actor, memberId);
  return inOrganisation(database, actor, async (tx) => {
    const absence = await absenceWith(tx, absenceId);
    if (absence.memberId !== memberId) throw notFound('absence');
    await tx.execute('delete from member_absence where organisation_id = $1 and id = $2', [
      tx.organisationId,
      absenceId,
    ]);
    const { firstDay, lastDay, deputyId } = absence;
    const before = { firstDay, lastDay, deputyId };
    await recordAudit(tx, { action: 'absence.cancelled', entity: 'member', entityId: memberId, before });
  });
}
