import type { TeamRole } from '../accounts/assign-team.ts';
import type { MemberActor } from '../context/actor.ts';
import type { Transaction } from '../context/transaction.ts';

export const HANDOFF_STATES = ['offered', 'accepted', 'returned', 'lapsed', 'withdrawn'] as const;
export type HandoffState = (typeof HANDOFF_STATES)[number];

/** The states in which something still has to happen; in all of them the giver carries it. */
export const UNSETTLED = `('offered', 'returned', 'lapsed')`;

/** A handoff as a transaction holds it. */
export interface Handoff {
  readonly id: string;
  readonly accountId: string;
  readonly accountName: string;
  /** The step that it is; null when it was offered by hand. */
  readonly runId: string | null;
  readonly step: string | null;
  readonly subject: string;
  readonly giverRole: string;
  readonly receiverRole: string;
  readonly giverId: string;
  /** Null: whoever has the role and takes it first. */
  readonly receiverId: string | null;
  readonly state: HandoffState;
  readonly round: number;
  readonly acceptWithin: string;
  readonly acceptBy: Date;
  readonly settledAt: Date | null;
  readonly settledBy: string | null;
}

/** Locks a handoff until the transaction ends, so that of two people the second sees what the first did. 404 when there is none. */
export function lockHandoff(tx: Transaction, id: string): Promise<Handoff> {
  return tx.one<Handoff & Record<string, unknown>>('handoff', `${LOCKED} and h.id = $2 for update of h`, [
    tx.organisationId,
    id,
  ]);
}

/** Locks the unsettled handoff of a step; null when there is none. */
export function lockHandoffOfStep(tx: Transaction, runId: string, step: string): Promise<Handoff | null> {
  return tx.maybe<Handoff & Record<string, unknown>>(
    `${LOCKED} and h.run_id = $2 and h.step_id = $3 and h.state in ${UNSETTLED} for update of h`,
    [tx.organisationId, runId, step],
  );
}

const LOCKED = `select h.id, h.account_id as "accountId", a.name as "accountName", h.run_id as "runId", h.step_id as step, h.subject,
    h.giver_role as "giverRole", h.receiver_role as "receiverRole", h.giver_id as "giverId", h.receiver_id as "receiverId", h.state, h.round,
    h.accept_within as "acceptWithin", h.accept_by as "acceptBy", h.settled_at as "settledAt", h.settled_by as "settledBy"
  from handoff h join account a on a.organisation_id = $1 and a.id = h.account_id
  where h.organisation_id = $1`;

/** The place in the account's team that a role stands for; null for roles that have none of their own. */
export function teamRoleOf(role: string): TeamRole | null {
  return role === 'csm' || role === 'account_manager' || role === 'support' ? role : null;
}

/** Whether this member may answer: who was asked; without a name everybody who has the role; and always managers and admins, for them. */
export function mayAnswer(handoff: Pick<Handoff, 'receiverId' | 'receiverRole'>, actor: MemberActor): boolean {
  if (handoff.receiverId === actor.memberId || actor.role === 'manager' || actor.role === 'admin') return true;
  return handoff.receiverId === null && handoff.receiverRole === actor.role;
}

/** Whether this member may offer it again or withdraw it: the giver, and managers and admins. */
export function mayGive(handoff: Pick<Handoff, 'giverId'>, actor: MemberActor): boolean {
  return handoff.giverId === actor.memberId || actor.role === 'manager' || actor.role === 'admin';
}
