import { mayI } from '../context/permission.ts';
import type { Transaction } from '../context/transaction.ts';
import { textArray, uuidArray } from '../database/binary-array.ts';

export type TeamRole = 'csm' | 'account_manager' | 'support' | 'manager' | 'executive';

/** Who has a role for an account; null: nobody. */
export interface Assignment {
  readonly accountId: string;
  readonly role: TeamRole;
  readonly memberId: string | null;
}

export interface AssignmentChange extends Assignment {
  readonly before: string | null;
}

/**
 * Gives members their roles for accounts, many at a time; who had the role until now is kept in the history. Answers
 * with what has changed. Audits and emits nothing: the caller tells what happened.
 */
export async function assignTeam(tx: Transaction, assignments: readonly Assignment[]): Promise<AssignmentChange[]> {
  mayI(tx.actor, 'work');
  if (assignments.length === 0) return [];
  const holders = await tx.query<{ account_id: string; role: TeamRole; member_id: string }>(
    `select account_id, role, member_id from account_team
     where organisation_id = $1 and account_id = any($2::uuid[]) and valid_to is null order by account_id, role for update`,
    [tx.organisationId, uuidArray(assignments.map(({ accountId }) => accountId))],
  );
  const before = new Map(holders.map(({ account_id, role, member_id }) => [`${account_id} ${role}`, member_id]));
  const changes = assignments
    .map((assignment) => ({ ...assignment, before: before.get(`${assignment.accountId} ${assignment.role}`) ?? null }))
    .filter((change) => change.before !== change.memberId);
  if (changes.length === 0) return [];
  await tx.execute(
    `update account_team t set valid_to = now() from unnest($2::uuid[], $3::text[]) c (account_id, role)
     where t.organisation_id = $1 and t.account_id = c.account_id and t.role = c.role and t.valid_to is null`,
    [tx.organisationId, ...keysOf(changes)],
  );
  const given = changes.filter(({ memberId }) => memberId !== null);
  await tx.execute(
    `insert into account_team (organisation_id, account_id, role, member_id)
     select $1, account_id, role, member_id from unnest($2::uuid[], $3::text[], $4::uuid[]) c (account_id, role, member_id)
     on conflict (organisation_id, account_id, role, valid_from) do update set member_id = excluded.member_id, valid_to = null`,
    [tx.organisationId, ...keysOf(given), uuidArray(given.map(({ memberId }) => memberId))],
  );
  return changes;
}

function keysOf(assignments: readonly Assignment[]): Buffer[] {
  return [uuidArray(assignments.map(({ accountId }) => accountId)), textArray(assignments.map(({ role }) => role))];
}
