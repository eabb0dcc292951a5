import type { Transaction } from '../context/transaction.ts';
import { problem } from '../lib/problem.ts';
import { teamRoleOf } from './handoff.ts';

/** Whom a handoff is offered to; null: nobody by name. */
export interface Receiver {
  readonly id: string;
  readonly name: string;
}

/** Who has this role in the account's team, unless it is the giver, or they have left; null when nobody is left to name. */
export async function receiverInTeam(
  tx: Transaction,
  accountId: string,
  role: string,
  giverId: string,
): Promise<Receiver | null> {
  return tx.maybe<Receiver & Record<string, unknown>>(
    `select m.id, m.name from account_team t
     join member m on m.organisation_id = $1 and m.id = t.member_id and m.status = 'active'
     where t.organisation_id = $1 and t.account_id = $2 and t.role = $3 and t.valid_to is null and m.id <> $4`,
    [tx.organisationId, accountId, teamRoleOf(role) ?? role, giverId],
  );
}

/** The member who is named as the receiver. Throws a problem for nobody of this organisation, the giver, and who cannot work here. */
export async function namedReceiver(tx: Transaction, memberId: string, giverId: string): Promise<Receiver> {
  const member = await tx.one<{ id: string; name: string; status: string; role: string }>(
    'member',
    'select id, name, status, role from member where organisation_id = $1 and id = $2 for share',
    [tx.organisationId, memberId],
  );
  if (member.id === giverId) throw problem(409, `${member.name} carries it already. Choose somebody else.`);
  if (member.status !== 'active' || member.role === 'viewer')
    throw problem(409, `${member.name} cannot take anything over. Choose an active member who is not a viewer.`);
  return member;
}
