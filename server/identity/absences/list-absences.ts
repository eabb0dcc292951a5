import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { dayOf } from '../../lib/days.ts';
import { organisationOf } from '../organisation.ts';
import { absencesOf, type MemberAbsence } from './absence.ts';

/** The absences of a member that are not over, the next first. 404 when the member is not here. */
export function listAbsences(
  database: Database,
  actor: Actor,
  memberId: string,
  now = new Date(),
): Promise<MemberAbsence[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    await tx.one('member', 'select from member where organisation_id = $1 and id = $2', [tx.organisationId, memberId]);
    const { timeZone } = await organisationOf(tx);
    return absencesOf(tx, memberId, dayOf(now, timeZone));
  });
}
