import { z } from 'zod';
import { recordAudit } from '../audit/record.ts';
import type { SystemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { problem } from '../lib/problem.ts';
import { type Member, memberFields, memberForUpdate } from './member.ts';
import type { SignIn } from './sign-in.ts';

const newMember = z.strictObject({ ...memberFields, canSignIn: z.boolean().default(true) });

/**
 * Makes an active member without an invitation: the first admin at the first start, the team of the sample. The machine's owner does
 * this, nobody over HTTP. A person who can sign in does so by a one-time link, and has the user of that e-mail address when there is one
 * already. Throws a 409 problem when the organisation has this address.
 */
export async function addMember(
  database: Database,
  signIn: SignIn,
  actor: SystemActor,
  input: z.input<typeof newMember>,
): Promise<Member> {
  const { canSignIn, ...member } = newMember.parse(input);
  const userId = canSignIn ? await userFor(signIn, member) : null;
  return inOrganisation(database, actor, async (tx) => {
    const made = await tx.maybe<{ id: string }>(
      `insert into member (organisation_id, user_id, email, name, role) values ($1, $2, $3, $4, $5)
       on conflict (organisation_id, email) do nothing returning id`,
      [tx.organisationId, userId, member.email, member.name, member.role],
    );
    if (!made) throw problem(409, `${member.email} is already a member.`);
    await recordAudit(tx, {
      action: 'member.added',
      entity: 'member',
      entityId: made.id,
      after: { name: member.name, role: member.role },
    });
    return memberForUpdate(tx, made.id);
  });
}

async function userFor(signIn: SignIn, { email, name }: { email: string; name: string }): Promise<string> {
  return (await signIn.findUser(email)) ?? signIn.createUser({ email, name, password: null });
}
