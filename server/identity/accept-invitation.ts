import { z } from 'zod';
import { recordAudit } from '../audit/record.ts';
import { type MemberRole, systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { notFound, problem } from '../lib/problem.ts';
import { hashKey } from './actor-of.ts';
import { memberFields } from './member.ts';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH, type SignedIn, type SignIn } from './sign-in.ts';

export const acceptance = z.strictObject({
  /** Left out, the name stays the one of the invitation. */
  name: memberFields.name.optional(),
  /** Of the user who has this address already, or the one chosen now. Left out by somebody who is signed in. */
  password: z
    .string()
    .min(MIN_PASSWORD_LENGTH, `Use at least ${MIN_PASSWORD_LENGTH} characters.`)
    .max(MAX_PASSWORD_LENGTH, `Use at most ${MAX_PASSWORD_LENGTH} characters.`)
    .optional(),
});

export interface OpenInvitation {
  readonly organisationName: string;
  readonly slug: string;
  readonly email: string;
  readonly role: MemberRole;
  /** Whether this address already signs in to this installation: then its password is asked for, not a new one. */
  readonly hasPassword: boolean;
}

interface InvitationRow {
  organisation_id: string;
  organisation_name: string;
  slug: string;
  invitation_id: string;
  member_id: string;
  email: string;
  role: MemberRole;
}

/** What the link invites to; 404 when it is unknown, used, revoked or older than seven days. */
export async function readInvitation(database: Database, signIn: SignIn, token: string): Promise<OpenInvitation> {
  const row = await invitationOf(database, token);
  const hasPassword = (await signIn.findUser(row.email)) !== null;
  return { organisationName: row.organisation_name, slug: row.slug, email: row.email, role: row.role, hasPassword };
}

/**
 * Makes the invited person an active member, and a user where they are none yet. Somebody whose address is known proves that it is theirs,
 * by being signed in or by the password, since the link may have gone through other hands. Returns the slug of the organisation.
 */
export async function acceptInvitation(
  database: Database,
  signIn: SignIn,
  token: string,
  input: z.input<typeof acceptance>,
  signedIn: SignedIn | null,
): Promise<{ slug: string; email: string }> {
  const { name, password } = acceptance.parse(input);
  const row = await invitationOf(database, token);
  const userId = await userOf(signIn, { email: row.email, name: name ?? row.email, password }, signedIn);
  await inOrganisation(database, systemActor(row.organisation_id, 'Invitation'), async (tx) => {
    const accepted = await tx.execute(
      `update invitation set accepted_at = now()
       where organisation_id = $1 and id = $2 and accepted_at is null and revoked_at is null and expires_at > now()`,
      [tx.organisationId, row.invitation_id],
    );
    if (accepted === 0) throw notFound('invitation');
    await tx.execute(
      `update member set status = 'active', user_id = $3, name = coalesce($4, name) where organisation_id = $1 and id = $2`,
      [tx.organisationId, row.member_id, userId, name ?? null],
    );
    await recordAudit(tx, {
      action: 'member.joined',
      entity: 'member',
      entityId: row.member_id,
      before: { status: 'invited' },
      after: { status: 'active', role: row.role },
    });
  });
  return { slug: row.slug, email: row.email };
}

async function invitationOf(database: Database, token: string): Promise<InvitationRow> {
  const { rows } = await database.web.query<InvitationRow>('select * from find_invitation($1)', [hashKey(token)]);
  if (!rows[0]) throw problem(404, 'This invitation is not valid any more. Ask for a new one.');
  return rows[0];
}

async function userOf(
  signIn: SignIn,
  person: { email: string; name: string; password: string | undefined },
  signedIn: SignedIn | null,
): Promise<string> {
  const known = await signIn.findUser(person.email);
  if (known && signedIn?.userId === known) return known;
  if (!person.password)
    throw problem(400, known ? 'Enter the password you sign in with.' : 'Choose a password.', [
      { at: 'password', problem: 'is missing' },
    ]);
  if (!known) return signIn.createUser({ email: person.email, name: person.name, password: person.password });
  if (await signIn.isPassword(known, person.password)) return known;
  throw problem(
    403,
    `This is not the password of ${person.email}. Sign in as ${person.email} and open the link again.`,
  );
}
