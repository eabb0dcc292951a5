import { recordAudit } from '../audit/record.ts';
import type { MemberActor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';

/** Notes that the acting member has seen a change of health: it leaves their list. 404 for a change that is not here. */
export function seeBandChange(database: Database, actor: MemberActor, id: string): Promise<void> {
  mayI(actor, 'work');
  return inOrganisation(database, actor, async (tx) => {
    await tx.one('change of health', 'select id from health_band_change where organisation_id = $1 and id = $2', [
      tx.organisationId,
      id,
    ]);
    const seen = await tx.execute(
      `insert into worklist_seen (organisation_id, member_id, item_kind, item_id) values ($1, $2, 'band_change', $3)
       on conflict do nothing`,
      [tx.organisationId, actor.memberId, id],
    );
    if (seen > 0) await recordAudit(tx, { action: 'band_change.seen', entity: 'band_change', entityId: id });
  });
}

/** Puts a change of health that was seen back on the acting member's list. */
export function unseeBandChange(database: Database, actor: MemberActor, id: string): Promise<void> {
  mayI(actor, 'work');
  return inOrganisation(database, actor, async (tx) => {
    const unseen = await tx.execute(
      `delete from worklist_seen where organisation_id = $1 and member_id = $2 and item_kind = 'band_change' and item_id = $3`,
      [tx.organisationId, actor.memberId, id],
    );
    if (unseen > 0) await recordAudit(tx, { action: 'band_change.unseen', entity: 'band_change', entityId: id });
  });
}
