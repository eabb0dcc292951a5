import { type Assignment, assignTeam } from '../accounts/assign-team.ts';
import { recordAudits } from '../audit/record.ts';
import type { Transaction } from '../context/transaction.ts';

/** A place in a team that changed hands; null: nobody. */
export interface PlacedMember {
  readonly accountId: string;
  readonly role: Assignment['role'];
  readonly before: string | null;
  readonly after: string | null;
}

/** Gives places in account teams to members, with the history kept and an audit row for each. Returns what changed. */
export async function placeMembers(
  tx: Transaction,
  assignments: readonly Assignment[],
  reason: string,
): Promise<PlacedMember[]> {
  const sorted = [...assignments].sort(
    (a, b) => a.accountId.localeCompare(b.accountId) || a.role.localeCompare(b.role),
  );
  const changes = await assignTeam(tx, sorted);
  await recordAudits(
    tx,
    changes.map(({ accountId, role, before, memberId }) => ({
      action: 'account.team_changed',
      entity: 'account',
      entityId: accountId,
      before: { role, memberId: before },
      after: { role, memberId },
      reason,
    })),
  );
  return changes.map(({ accountId, role, before, memberId }) => ({ accountId, role, before, after: memberId }));
}
