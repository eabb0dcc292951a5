import { z } from 'zod';
import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { problem } from '../../lib/problem.ts';
import { assignTeam } from '../assign-team.ts';

export const TEAM_ROLES = ['csm', 'account_manager', 'support', 'manager', 'executive'] as const;

/** Who has a role from now on; null: nobody. */
export const teamChange = z.strictObject({
  memberId: z.uuid().nullable(),
  reason: z.string().trim().max(2000).optional(),
});

/** Gives a role in the account's team to a member. Tasks that are open stay with whom they are. */
export function changeTeam(
  database: Database,
  actor: Actor,
  target: { readonly accountId: string; readonly role: (typeof TEAM_ROLES)[number] },
  input: z.input<typeof teamChange>,
): Promise<void> {
  mayI(actor, 'work');
  const { memberId, reason } = teamChange.parse(input);
  const { accountId, role } = target;
  return inOrganisation(database, actor, async (tx) => {
    await tx.one('account', 'select from account where organisation_id = $1 and id = $2 for no key update', [
      tx.organisationId,
      accountId,
    ]);
    if (memberId !== null) {
      const member = await tx.one<{ name: string; status: string }>(
        'member',
        'select name, status from member where organisation_id = $1 and id = $2 for share',
        [tx.organisationId, memberId],
      );
      if (member.status === 'left') throw problem(409, `${member.name} has left. Choose somebody who is still here.`);
    }
    const [change] = await assignTeam(tx, [{ accountId, role, memberId }]);
    if (!change) return;
    await recordAudit(tx, {
      action: 'account.team_changed',
      entity: 'account',
      entityId: accountId,
      before: { role, memberId: change.before },
      after: { role, memberId },
      ...(reason && { reason }),
    });
  });
}
