import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';

/** Takes an invitation back: its link stops working, and a person who was never active leaves the list. 404 when it does not wait. */
export function revokeInvitation(database: Database, actor: Actor, id: string): Promise<void> {
  mayI(actor, 'manage_organisation');
  return inOrganisation(database, actor, async (tx) => {
    const { member_id } = await tx.one<{ member_id: string }>(
      'invitation',
      `update invitation set revoked_at = now()
       where organisation_id = $1 and id = $2 and accepted_at is null and revoked_at is null returning member_id`,
      [tx.organisationId, id],
    );
    await tx.execute(
      `update member set status = 'left' where organisation_id = $1 and id = $2 and status = 'invited'`,
      [tx.organisationId, member_id],
    );
    await recordAudit(tx, { action: 'invitation.revoked', entity: 'member', entityId: member_id });
  });
}
