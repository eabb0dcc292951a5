import { recordAudit } from '../../audit/record.ts';
import type { MemberActor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import type { SnoozableItem } from './find-items.ts';

/** Brings back what the acting member snoozed. Nothing happens when it is not snoozed. */
export function wakeItem(database: Database, actor: MemberActor, { kind, id }: SnoozableItem): Promise<void> {
  mayI(actor, 'take_part');
  return inOrganisation(database, actor, async (tx) => {
    const woken = await tx.execute(
      'delete from worklist_snooze where organisation_id = $1 and member_id = $2 and item_kind = $3 and item_id = $4',
      [tx.organisationId, actor.memberId, kind, id],
    );
    if (woken > 0) await recordAudit(tx, { action: 'work_item.woken', entity: kind, entityId: id });
  });
}
