import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { queueMessage } from '../jobs/queue-message.ts';
import { problem } from '../lib/problem.ts';
import { hashKey } from './actor-of.ts';
import { memberFields } from './member.ts';
import { organisationOf } from './organisation.ts';

export const invitation = z.strictObject(memberFields);

export interface Invitation {
  readonly id: string;
  readonly memberId: string;
  /** The only time that the link is shown: what is stored is its hash. */
  readonly link: string;
  readonly expiresAt: Date;
  /** Whether it was also sent by e-mail. */
  readonly isSent: boolean;
}

const DAYS_VALID = 7;

export interface InvitationOptions {
  readonly publicUrl: string;
  readonly canSendMail: boolean;
}

/**
 * Invites a person by a link that holds for seven days and once. Inviting somebody again, or somebody who left, makes a new link and ends
 * the earlier ones. Throws a 409 problem when the address belongs to an active member.
 */
export function inviteMember(
  database: Database,
  actor: Actor,
  input: z.input<typeof invitation>,
  { publicUrl, canSendMail }: InvitationOptions,
): Promise<Invitation> {
  mayI(actor, 'manage_organisation');
  const { email, name, role } = invitation.parse(input);
  const token = randomBytes(32).toString('base64url');
  const link = `${publicUrl}/invitation/${token}`;
  return inOrganisation(database, actor, async (tx) => {
    const member = await tx.maybe<{ id: string }>(
      `insert into member (organisation_id, email, name, role, status) values ($1, $2, $3, $4, 'invited')
       on conflict (organisation_id, email) do update
         set name = excluded.name, role = excluded.role, status = 'invited', user_id = null
         where member.status <> 'active'
       returning id`,
      [tx.organisationId, email, name, role],
    );
    if (!member) throw problem(409, `${email} is already a member. Change their role in the list of members.`);
    await tx.execute(
      `update invitation set revoked_at = now()
       where organisation_id = $1 and member_id = $2 and accepted_at is null and revoked_at is null`,
      [tx.organisationId, member.id],
    );
    const made = await tx.one<{ id: string; expires_at: Date }>(
      'invitation',
      `insert into invitation (organisation_id, member_id, token_hash, invited_by, expires_at)
       values ($1, $2, $3, $4, now() + make_interval(days => $5)) returning id, expires_at`,
      [tx.organisationId, member.id, hashKey(token), actor.memberId, DAYS_VALID],
    );
    await recordAudit(tx, { action: 'member.invited', entity: 'member', entityId: member.id, after: { name, role } });
    if (canSendMail) await send(tx, { id: made.id, email, memberId: member.id, link });
    return { id: made.id, memberId: member.id, link, expiresAt: made.expires_at, isSent: canSendMail };
  });
}

async function send(tx: Transaction, message: { id: string; email: string; memberId: string; link: string }) {
  const { name: organisation } = await organisationOf(tx);
  await queueMessage(tx, {
    key: `invitation:${message.id}`,
    kind: 'invitation',
    to: message.email,
    memberId: message.memberId,
    subject: `${tx.actor.name} invites you to ${organisation} on Steward`,
    text: [
      `${tx.actor.name} invites you to work on the accounts of ${organisation} with Steward.`,
      `Open this link to accept; it works once, for ${DAYS_VALID} days:`,
      message.link,
      'If you did not expect this, you can ignore it.',
    ].join('\n\n'),
  });
}
