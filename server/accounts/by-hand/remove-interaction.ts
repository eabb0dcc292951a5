import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { factsRecorded } from '../../jobs/facts-recorded.ts';
import { problem } from '../../lib/problem.ts';

/**
 * Takes back an interaction that was entered by hand, with those of its action items that nobody has closed yet. What another source told
 * stays: it would come back with the next import.
 */
export function removeInteraction(database: Database, actor: Actor, interactionId: string): Promise<void> {
  mayI(actor, 'work');
  return inOrganisation(database, actor, async (tx) => {
    const { source_kind, ...interaction } = await tx.one<{ source_kind: string; account_id: string; kind: string }>(
      'interaction',
      `select i.account_id, i.kind, s.kind as source_kind
       from interaction i join source s on s.organisation_id = $1 and s.id = i.source_id
       where i.organisation_id = $1 and i.id = $2 for update of i`,
      [tx.organisationId, interactionId],
    );
    if (source_kind !== 'manual')
      throw problem(409, 'This came from an import, not by hand. Undo the import, or correct it where it came from.');
    await tx.execute(`delete from task where organisation_id = $1 and interaction_id = $2 and state = 'open'`, [
      tx.organisationId,
      interactionId,
    ]);
    await tx.execute('delete from interaction where organisation_id = $1 and id = $2', [
      tx.organisationId,
      interactionId,
    ]);
    await recordAudit(tx, {
      action: 'interaction.removed',
      entity: 'interaction',
      entityId: interactionId,
      before: { accountId: interaction.account_id, kind: interaction.kind },
    });
    await factsRecorded(tx, [interaction.account_id]);
  });
}
