import type { Actor, MemberRole } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';

export interface PendingInvitation {
  readonly id: string;
  readonly memberId: string;
  readonly name: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Invitations that wait to be accepted, those that ran out included, newest first. */
export function listInvitations(database: Database, actor: Actor): Promise<PendingInvitation[]> {
  mayI(actor, 'manage_organisation');
  return inOrganisation(database, actor, (tx) =>
    tx.query<PendingInvitation & Record<string, unknown>>(
      `select i.id, i.member_id as "memberId", m.name, m.email, m.role, i.created_at as "createdAt", i.expires_at as "expiresAt"
       from invitation i join member m on m.organisation_id = $1 and m.id = i.member_id
       where i.organisation_id = $1 and i.accepted_at is null and i.revoked_at is null
       order by i.created_at desc, i.id`,
      [tx.organisationId],
    ),
  );
}
