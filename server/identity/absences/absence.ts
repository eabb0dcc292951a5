import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import type { Transaction } from '../../context/transaction.ts';

/** Days on which a member is away, 'YYYY-MM-DD' in their own time zone, both included. */
export interface MemberAbsence {
  readonly id: string;
  readonly memberId: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly deputyId: string | null;
  readonly note: string | null;
}

const COLUMNS = `id, member_id as "memberId", first_day as "firstDay", last_day as "lastDay", deputy_id as "deputyId", note`;

/** Absences of one member, or of all, that are not over on a day, in order. */
export function absencesOf(tx: Transaction, memberId: string | null, from: string): Promise<MemberAbsence[]> {
  return tx.query<MemberAbsence & Record<string, unknown>>(
    `select ${COLUMNS} from member_absence
     where organisation_id = $1 and ($2::uuid is null or member_id = $2) and last_day >= $3 order by first_day, id`,
    [tx.organisationId, memberId, from],
  );
}

/** One absence; 404 when there is none. */
export function absenceWith(tx: Transaction, id: string): Promise<MemberAbsence> {
  return tx.one<MemberAbsence & Record<string, unknown>>(
    'absence',
    `select ${COLUMNS} from member_absence where organisation_id = $1 and id = $2`,
    [tx.organisationId, id],
  );
}

/** Everybody plans their own absences; managers and admins those of others too. */
export function mayPlanFor(actor: Actor, memberId: string): void {
  mayI(actor, actor.kind === 'member' && actor.memberId === memberId ? 'read' : 'plan_absences');
}
