import { z } from 'zod';
import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { emit } from '../../jobs/enqueue.ts';
import { dayOf, epochDay } from '../../lib/days.ts';
import { problem } from '../../lib/problem.ts';
import { memberForUpdate } from '../member.ts';
import { organisationOf } from '../organisation.ts';
import { absencesOf, absenceWith, type MemberAbsence, mayPlanFor } from './absence.ts';

const LONGEST_DAYS = 366;

const day = z.iso.date('Use a day such as 2026-08-14.');

/** From when until when somebody is away, and who stands in. */
export const absencePlan = z.strictObject({
  firstDay: day,
  lastDay: day,
  deputyId: z.uuid().nullable().default(null),
  note: z.string().trim().max(500).optional(),
});

/**
 * Plans an absence of a member. What is due in these days then goes to the deputy or waits, as the organisation has chosen, also what is open
 * already. Throws a 400 problem for days that are over, longer than a year or in the wrong order, a 409 problem for days that are taken and for a deputy who
 * cannot work.
 */
export function planAbsence(
  database: Database,
  actor: Actor,
  memberId: string,
  input: z.input<typeof absencePlan>,
  now = new Date(),
): Promise<MemberAbsence> {
  mayPlanFor(actor, memberId);
  const plan = absencePlan.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const member = await memberForUpdate(tx, memberId);
    const { timeZone } = await organisationOf(tx);
    checkDays(plan, dayOf(now, member.timeZone ?? timeZone));
    if (plan.deputyId !== null) await checkDeputy(tx, plan.deputyId, memberId);
    const other = (await absencesOf(tx, memberId, plan.firstDay)).find(({ firstDay }) => firstDay <= plan.lastDay);
    if (other)
      throw problem(
        409,
        `${member.name} is away already from ${other.firstDay} to ${other.lastDay}. Remove that first.`,
      );
    const { id } = await tx.one<{ id: string }>(
      'absence',
      `insert into member_absence (organisation_id, member_id, first_day, last_day, deputy_id, note, created_by)
       values ($1, $2, $3, $4, $5, $6, $7) returning id`,
      [tx.organisationId, memberId, plan.firstDay, plan.lastDay, plan.deputyId, plan.note || null, actor.memberId],
    );
    await recordAudit(tx, { action: 'absence.planned', entity: 'member', entityId: memberId, after: plan });
    await emit(tx, { name: 'absence.planned', absenceId: id });
    return absenceWith(tx, id);
  });
}

function checkDays({ firstDay, lastDay }: { firstDay: string; lastDay: string }, today: string): void {
  const wrong = (at: string, what: string) => problem(400, what, [{ at, problem: what }]);
  if (lastDay < firstDay) throw wrong('lastDay', 'The last day lies before the first.');
  if (lastDay < today) throw wrong('lastDay', 'These days are over already.');
  if (epochDay(lastDay) - epochDay(firstDay) >= LONGEST_DAYS)
    throw wrong('lastDay', 'An absence lasts a year at most.');
}

async function checkDeputy(tx: Transaction, deputyId: string, memberId: string): Promise<void> {
  if (deputyId === memberId)
    throw problem(400, 'Nobody can be their own deputy.', [{ at: 'deputyId', problem: 'is the same' }]);
  const deputy = await tx.one<{ name: string; status: string; role: string }>(
    'member',
    'select name, status, role from member where organisation_id = $1 and id = $2 for share',
    [tx.organisationId, deputyId],
  );
  if (deputy.status !== 'active' || deputy.role === 'viewer')
    throw problem(409, `${deputy.name} cannot work on tasks. Choose an active member who is not a viewer.`);
}
