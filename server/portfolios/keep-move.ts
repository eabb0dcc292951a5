import { recordAudit } from '../audit/record.ts';
import type { Transaction } from '../context/transaction.ts';
import type { PlacedMember } from './place-members.ts';

/** What a move changed: enough to tell it, and to take it back. */
export interface MoveChanges {
  readonly places: readonly PlacedMember[];
  readonly tasks: readonly { readonly taskId: string; readonly before: string; readonly after: string }[];
  /** The ids of the handoffs that were offered. */
  readonly handoffs: readonly string[];
}

interface KeptMove {
  readonly kind: 'portfolio' | 'assignment';
  readonly memberId: string | null;
  readonly choice: unknown;
  readonly changes: MoveChanges;
  readonly reason: string | null;
}

/** Keeps what was chosen and what it changed, and audits it. Returns its id. */
export async function keepMove(tx: Transaction, move: KeptMove, now: Date): Promise<string> {
  const { kind, memberId, choice, changes, reason } = move;
  const { id } = await tx.one<{ id: string }>(
    'move',
    `insert into portfolio_move (organisation_id, kind, member_id, choice, changes, reason, moved_at, moved_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [
      tx.organisationId,
      kind,
      memberId,
      JSON.stringify(choice),
      JSON.stringify(changes),
      reason,
      now,
      tx.actor.memberId,
    ],
  );
  await recordAudit(tx, {
    action: kind === 'portfolio' ? 'portfolio.moved' : 'accounts.assigned',
    entity: 'portfolio_move',
    entityId: id,
    after: {
      memberId,
      choice,
      places: changes.places.length,
      tasks: changes.tasks.length,
      handoffs: changes.handoffs.length,
    },
    ...(reason && { reason }),
  });
  return id;
}
