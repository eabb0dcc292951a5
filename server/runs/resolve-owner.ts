import type { MemberRole } from '../context/actor.ts';
import type { Transaction } from '../context/transaction.ts';
import { problem } from '../lib/problem.ts';
import type { Role } from '../playbooks/definition.ts';
import type { OwnerEntry } from './run-log.ts';

/** Says who of the team a role comes down to for one account. */
export type OwnerOf = (role: Role) => OwnerEntry;

interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: MemberRole;
  readonly status: 'invited' | 'active' | 'left';
  readonly managerId: string | null;
}

/** Where to look for the holder of a role, best first: in the account's team, then among all members. */
const SEARCH: Readonly<Record<Role, { team: readonly string[]; members: readonly MemberRole[] }>> = {
  csm: { team: ['csm'], members: [] },
  account_manager: { team: ['account_manager'], members: [] },
  support: { team: ['support'], members: [] },
  manager: { team: ['manager'], members: ['manager'] },
  // Steward has no VPs of its own: the executive of the account speaks for them.
  vp: { team: ['executive'], members: ['executive'] },
  executive: { team: ['executive'], members: ['executive'] },
  product: { team: [], members: [] },
  customer: { team: [], members: [] },
};

/** Roles for which a manager stands in before the account's CSM: what is a colleague's, a manager hands on; what is for somebody above stays above. */
const GOES_TO_MANAGER: ReadonlySet<Role> = new Set(['account_manager', 'support', 'manager', 'vp', 'executive']);

const TITLES: Readonly<Record<Role, string>> = {
  csm: 'CSM',
  account_manager: 'account manager',
  support: 'support contact',
  manager: 'manager',
  vp: 'VP',
  executive: 'executive',
  product: 'product contact',
  customer: 'customer',
};

/**
 * For each account, the member to whom a role comes down: who holds it in the account team, else the manager of the account's CSM, then any
 * manager, then an admin, with the reason when it is not the role's own member. What the customer or product does is followed up by the CSM.
 * Never nobody: throws a 409 problem for an organisation without members.
 */
export async function resolveOwners(tx: Transaction, accountIds: readonly string[]): Promise<Map<string, OwnerOf>> {
  const people = await tx.query<Person & Record<string, unknown>>(
    `select id, name, role, status, manager_id as "managerId" from member
     where organisation_id = $1 order by created_at, id`,
    [tx.organisationId],
  );
  const team = await tx.query<{ account_id: string; role: string; member_id: string }>(
    `select account_id, role, member_id from account_team
     where organisation_id = $1 and account_id = any($2) and valid_to is null`,
    [tx.organisationId, accountIds],
  );
  const byAccount = Map.groupBy(team, (row) => row.account_id);
  return new Map(
    accountIds.map((id) => {
      const roles = new Map((byAccount.get(id) ?? []).map((row) => [row.role, row.member_id]));
      return [id, ownerOf(people, roles)];
    }),
  );
}

function ownerOf(people: readonly Person[], team: ReadonlyMap<string, string>): OwnerOf {
  const personWith = (id: string | null | undefined) => people.find((person) => person.id === id) ?? null;
  const active = (id: string | null | undefined) => {
    const person = personWith(id);
    return person?.status === 'active' ? person : null;
  };
  const csm = active(team.get('csm'));

  return (role) => {
    const { team: places, members } = SEARCH[role];
    const held = places.map((place) => active(team.get(place))).find((person) => person !== null);
    const theirManager = role === 'manager' ? active(csm?.managerId) : null;
    const own = held ?? theirManager ?? people.find(isActiveWith(members));
    if (own !== undefined && own !== null)
      return { memberId: own.id, name: own.name, fallback: role === 'vp' ? 'stands in for a VP as executive' : null };

    const gone = places.map((place) => personWith(team.get(place))).find((person) => person !== null);
    const standIn =
      (GOES_TO_MANAGER.has(role) ? null : csm) ??
      active(personWith(team.get('csm'))?.managerId) ??
      active(team.get('manager')) ??
      people.find(isActiveWith(['manager'])) ??
      people.find(isActiveWith(['admin'])) ??
      csm ??
      people.find((person) => person.status !== 'left' && person.role !== 'viewer');
    if (!standIn) throw problem(409, 'Nobody of this organisation could own a task. Add an active member first.');
    return { memberId: standIn.id, name: standIn.name, fallback: why(role, gone ?? null) };
  };
}

function isActiveWith(roles: readonly MemberRole[]): (person: Person) => boolean {
  return (person) => person.status === 'active' && roles.includes(person.role);
}

function why(role: Role, gone: Person | null): string {
  if (role === 'customer') return 'the customer does this, somebody of ours follows it up';
  if (role === 'product') return 'product has no member here, somebody has to ask them';
  if (gone !== null)
    return gone.status === 'left'
      ? `${gone.name}, the ${TITLES[role]}, has left`
      : `${gone.name}, the ${TITLES[role]}, has not joined yet`;
  return `the account has no ${TITLES[role]}`;
}
