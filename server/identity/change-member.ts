import { z } from 'zod';
import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { emit } from '../jobs/enqueue.ts';
import { problem } from '../lib/problem.ts';
import { dayBlocks } from './day-blocks.ts';
import { type Member, memberFields, memberForUpdate } from './member.ts';
import { organisationOf } from './organisation.ts';
import { workTimeSettings } from './organisation-settings.ts';

/** What can be changed of a member; what is left out stays. */
export const memberChange = z
  .strictObject({
    name: memberFields.name,
    role: memberFields.role,
    managerId: z.uuid().nullable(),
    digest: z.boolean(),
    status: z.enum(['active', 'left']),
    ...workTimeSettings.shape,
    dayBlocks: dayBlocks.nullable(),
  })
  .partial();

type MemberChange = z.output<typeof memberChange>;

const COLUMNS = {
  name: 'name',
  role: 'role',
  managerId: 'manager_id',
  digest: 'digest',
  status: 'status',
  timeZone: 'time_zone',
  holidayRegion: 'holiday_region',
  workingDays: 'working_days',
  workdayStart: 'workday_start',
  workdayEnd: 'workday_end',
  dayBlocks: 'day_blocks',
} as const satisfies Record<keyof MemberChange, string>;

/**
 * Changes a member. An admin changes everything, everybody else their own name, morning e-mail and working time. A person who leaves loses access at
 * once and keeps their history. The last active admin can neither leave nor become something else (409).
 */
export function changeMember(database: Database, actor: Actor, id: string, input: unknown): Promise<Member> {
  const change = memberChange.parse(input);
  mayI(actor, isOwnAffair(actor, id, change) ? 'read' : 'manage_organisation');
  return inOrganisation(database, actor, async (tx) => {
    // One change of admins at a time: two who leave at once would each see the other.
    await tx.query(`select id from member where organisation_id = $1 and role = 'admin' order by id for update`, [
      tx.organisationId,
    ]);
    const before = await memberForUpdate(tx, id);
    if (before.status === 'invited' && change.status)
      throw problem(409, `${before.name} has not accepted the invitation yet. Revoke the invitation instead.`);
    await keepAnAdmin(tx, before, change);
    await checkManager(tx, id, change.managerId);
    await checkWorkday(tx, { ...before, ...change });
    const changed = (Object.keys(COLUMNS) as (keyof MemberChange)[]).filter(
      (key) => change[key] !== undefined && JSON.stringify(change[key]) !== JSON.stringify(before[key]),
    );
    if (changed.length === 0) return before;
    const assignments = changed.map((key, index) => `${COLUMNS[key]} = $${index + 3}`).join(', ');
    await tx.execute(`update member set ${assignments} where organisation_id = $1 and id = $2`, [
      tx.organisationId,
      id,
      ...changed.map((key) =>
        key === 'dayBlocks' ? change.dayBlocks && JSON.stringify(change.dayBlocks) : change[key],
      ),
    ]);
    await recordAudit(tx, {
      action: change.status === 'left' ? 'member.left' : 'member.changed',
      entity: 'member',
      entityId: id,
      before: Object.fromEntries(changed.map((key) => [key, before[key]])),
      after: Object.fromEntries(changed.map((key) => [key, change[key]])),
    });
    if (change.status === 'left') await emit(tx, { name: 'member.left', memberId: id });
    return memberForUpdate(tx, id);
  });
}

function isOwnAffair(actor: Actor, id: string, change: MemberChange): boolean {
  const own = ['name', 'digest', 'dayBlocks', ...Object.keys(workTimeSettings.shape)];
  return actor.kind === 'member' && actor.memberId === id && Object.keys(change).every((key) => own.includes(key));
}

async function checkWorkday(
  tx: Transaction,
  { workdayStart, workdayEnd }: { readonly workdayStart?: string | null; readonly workdayEnd?: string | null },
): Promise<void> {
  if (!workdayStart && !workdayEnd) return;
  const organisation = await organisationOf(tx);
  const start = workdayStart ?? organisation.workdayStart;
  const end = workdayEnd ?? organisation.workdayEnd;
  if (end <= start)
    throw problem(400, `The working day cannot end at ${end} when it starts at ${start}.`, [
      { at: 'workdayEnd', problem: 'is not after the start', mend: 'Choose a later end or an earlier start.' },
    ]);
}

async function keepAnAdmin(tx: Transaction, before: Member, change: MemberChange): Promise<void> {
  const isAdmin = before.role === 'admin' && before.status === 'active';
  const staysAdmin = (change.role ?? 'admin') === 'admin' && change.status !== 'left';
  if (!isAdmin || staysAdmin) return;
  const other = await tx.maybe(
    `select from member where organisation_id = $1 and role = 'admin' and status = 'active' and id <> $2 limit 1`,
    [tx.organisationId, before.id],
  );
  if (!other) throw problem(409, `${before.name} is the last admin. Make somebody else an admin first.`);
}

async function checkManager(tx: Transaction, id: string, managerId: string | null | undefined): Promise<void> {
  if (!managerId) return;
  const chain = await tx.query<{ id: string }>(
    `with recursive above as (
       select id, manager_id, 1 as depth from member where organisation_id = $1 and id = $2
       union all
       select m.id, m.manager_id, depth + 1 from member m join above on m.organisation_id = $1 and m.id = above.manager_id
       where depth < 50)
     select id from above`,
    [tx.organisationId, managerId],
  );
  const at = 'managerId';
  if (chain.length === 0) throw problem(400, 'This manager is no member.', [{ at, problem: 'is unknown' }]);
  if (chain.some((above) => above.id === id))
    throw problem(400, 'Nobody can be their own manager, not even over others.', [{ at, problem: 'makes a circle' }]);
}
