import { type MemberActor, type MemberRole, SCOPES, type Scope, systemActor } from '../server/context/actor.ts';
import type { Database } from '../server/database/database.ts';
import { addMember } from '../server/identity/add-member.ts';
import { createApiKey } from '../server/identity/create-api-key.ts';
import { createOrganisation } from '../server/identity/create-organisation.ts';
import type { Organisation } from '../server/identity/organisation.ts';
import type { SignIn } from '../server/identity/sign-in.ts';

/** A member of the cast; `actor` is what verbs take. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly organisation: Organisation;
  readonly actor: MemberActor;
}

/** The cast of every test: Acme's team, one of each kind that matters, and Mallory, the admin of somebody else. */
export interface World {
  readonly acme: Organisation;
  readonly rival: Organisation;
  /** Admin of Acme. */
  readonly alice: Person;
  /** Manager at Acme. */
  readonly maya: Person;
  /** Customer success manager at Acme. */
  readonly carl: Person;
  /** Account manager at Acme. */
  readonly ann: Person;
  /** May only look, at Acme. */
  readonly vic: Person;
  /** Admin of Rival, no member of Acme. */
  readonly mallory: Person;
}

/** Makes the two organisations and their people in an empty database. */
export async function createWorld(database: Database, signIn: SignIn): Promise<World> {
  const settings = { timeZone: 'Europe/Berlin', currency: 'EUR' };
  const acme = await createOrganisation(database, { slug: 'acme', name: 'Acme', ...settings });
  const rival = await createOrganisation(database, { slug: 'rival', name: 'Rival', ...settings });
  const person = async (organisation: Organisation, name: string, role: MemberRole): Promise<Person> => {
    const email = `${name.toLowerCase()}@${organisation.slug}.example`;
    const member = await addMember(database, signIn, systemActor(organisation.id), { name, email, role });
    const actor: MemberActor = {
      kind: 'member',
      organisationId: organisation.id,
      memberId: member.id,
      name,
      role,
      scopes: SCOPES,
    };
    return { name, email, organisation, actor };
  };
  return {
    acme,
    rival,
    alice: await person(acme, 'Alice', 'admin'),
    maya: await person(acme, 'Maya', 'manager'),
    carl: await person(acme, 'Carl', 'csm'),
    ann: await person(acme, 'Ann', 'account_manager'),
    vic: await person(acme, 'Vic', 'viewer'),
    mallory: await person(rival, 'Mallory', 'admin'),
  };
}

/** Signs a person in, without the cost of a password, and returns the cookie. */
export async function cookieOf(signIn: SignIn, person: Person): Promise<string> {
  const link = await signIn.createLink(person.email);
  const response = await signIn.answer(new Request(link), '198.51.100.7');
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]!);
  if (cookies.length === 0) throw new Error(`${person.name} could not be signed in: ${response.status}.`);
  return cookies.join('; ');
}

/** An API key that acts as an admin of the cast. */
export async function apiKeyOf(database: Database, admin: Person, scopes: readonly Scope[] = SCOPES): Promise<string> {
  const { key } = await createApiKey(database, admin.actor, { name: 'test', scopes: [...scopes] });
  return key;
}
