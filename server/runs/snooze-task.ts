import { z } from 'zod';
import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { problem } from '../lib/problem.ts';

const LONGEST = 366 * 86_400_000;

/** Until when a task is put aside, and why. */
const taskSnooze = z.strictObject({
  until: z.coerce
    .date()
    .refine((until) => until.getTime() > Date.now(), 'Choose a time that is still to come.')
    .refine((until) => until.getTime() <= Date.now() + LONGEST, 'Choose a time within a year.'),
  reason: z.string().trim().max(2000).optional(),
});

/**
 * Puts an open task aside on the actor's own My day. Its due date and clocks go on; others still see it. Once more changes the time. Throws a 409
 * problem for a task that is closed.
 */
export async function snoozeTask(
  database: Database,
  actor: Actor,
  taskId: string,
  input: z.input<typeof taskSnooze>,
): Promise<void> {
  mayI(actor, 'work');
  const { until, reason } = taskSnooze.parse(input);
  if (actor.memberId === null) throw problem(403, 'Only a member has a day of their own to put a task aside on.');
  return inOrganisation(database, actor, async (tx) => {
    const task = await tx.one<{ state: string }>(
      'task',
      'select state from task where organisation_id = $1 and id = $2 for share',
      [tx.organisationId, z.uuid().parse(taskId)],
    );
    if (task.state !== 'open') throw problem(409, 'This task is closed already.');
    await tx.execute(
      `insert into worklist_snooze (organisation_id, member_id, item_kind, item_id, until, reason)
       values ($1, $2, 'task', $3, $4, $5)
       on conflict (organisation_id, member_id, item_kind, item_id) do update set until = excluded.until, reason = excluded.reason`,
      [tx.organisationId, actor.memberId, taskId, until, reason ?? null],
    );
    await recordAudit(tx, {
      action: 'task.snoozed',
      entity: 'task',
      entityId: taskId,
      after: { until: until.toISOString() },
      ...(reason && { reason }),
    });
  });
}
