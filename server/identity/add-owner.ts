import { systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { addMember } from './add-member.ts';
import type { Member } from './member.ts';
import type { SignIn } from './sign-in.ts';

/**
 * Who runs this installation, as far as nobody has said so: the first admin of what is made at the command line or at the first start. The
 * address reaches nobody (RFC 6761 keeps the name for that); this person signs in by a link that the machine shows.
 */
export const OWNER = { name: 'Owner', email: 'owner@steward.localhost' } as const;

/** Makes the first admin of a new organisation, who can sign in: the person with this address, by default the owner of the installation. */
export async function addOwner(
  database: Database,
  signIn: SignIn,
  organisationId: string,
  person: { readonly name: string; readonly email: string } = OWNER,
): Promise<Member> {
  const actor = systemActor(organisationId);
  const member = await addMember(database, signIn, actor, { ...person, role: 'admin' });
  if (person.email !== OWNER.email) return member;
  await inOrganisation(database, actor, (tx) =>
    tx.execute('update member set digest = false where organisation_id = $1 and id = $2', [
      tx.organisationId,
      member.id,
    ]),
  );
  return { ...member, digest: false };
}
