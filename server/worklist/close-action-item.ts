import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { problem } from '../lib/problem.ts';

/** Whether a task is a step of a run; otherwise it is an action item of an interaction. 404 for a task that is not here. */
export function isStepOfRun(database: Database, actor: Actor, taskId: string): Promise<boolean> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => (await findTask(tx, taskId)).run_id !== null);
}

/** Marks an action item as done (or skipped). Throws a 409 problem when it is closed already, or belongs to a run. */
export function closeActionItem(
  database: Database,
  actor: Actor,
  taskId: string,
  how: 'done' | 'skipped',
  note: string | null,
): Promise<void> {
  mayI(actor, 'work');
  return inOrganisation(database, actor, async (tx) => {
    const task = await findTask(tx, taskId);
    if (task.run_id) throw problem(409, 'This task is a step of a run: complete the step.');
    const closed = await tx.execute(
      `update task set state = $3, closed_at = now(), closed_by = $4, close_note = $5
       where organisation_id = $1 and id = $2 and state = 'open'`,
      [tx.organisationId, taskId, how, actor.memberId, note],
    );
    if (closed === 0) throw problem(409, 'This task is closed already.');
    await recordAudit(tx, { action: `task.${how}`, entity: 'task', entityId: taskId, after: { note } });
  });
}

/** Opens an action item again. Throws a 409 problem when it is open, or belongs to a run. */
export function reopenActionItem(database: Database, actor: Actor, taskId: string): Promise<void> {
  mayI(actor, 'work');
  return inOrganisation(database, actor, async (tx) => {
    const task = await findTask(tx, taskId);
    if (task.run_id) throw problem(409, 'This task is a step of a run: reopen the step.');
    const opened = await tx.execute(
      `update task set state = 'open', closed_at = null, closed_by = null, close_note = null
       where organisation_id = $1 and id = $2 and state <> 'open'`,
      [tx.organisationId, taskId],
    );
    if (opened === 0) throw problem(409, 'This task is open.');
    await recordAudit(tx, { action: 'task.reopened', entity: 'task', entityId: taskId });
  });
}

/** Gives an action item to another member. Throws a 409 problem for somebody who cannot work on it. */
export function reassignActionItem(
  database: Database,
  actor: Actor,
  taskId: string,
  memberId: string,
  reason: string | undefined,
): Promise<void> {
  mayI(actor, 'work');
  return inOrganisation(database, actor, async (tx) => {
    const task = await findTask(tx, taskId);
    if (task.run_id) throw problem(409, 'This task is a step of a run: reassign the step.');
    const to = await tx.one<{ name: string; status: string; role: string }>(
      'member',
      'select name, status, role from member where organisation_id = $1 and id = $2 for share',
      [tx.organisationId, memberId],
    );
    if (to.status !== 'active' || to.role === 'viewer')
      throw problem(409, `${to.name} cannot work on tasks. Choose an active member who is not a viewer.`);
    const moved = await tx.execute(
      `update task set owner_id = $3, owner_fallback = null where organisation_id = $1 and id = $2 and state = 'open'`,
      [tx.organisationId, taskId, memberId],
    );
    if (moved === 0) throw problem(409, 'This task is closed already.');
    await recordAudit(tx, {
      action: 'task.reassigned',
      entity: 'task',
      entityId: taskId,
      before: { owner: task.owner_id },
      after: { owner: memberId },
      ...(reason ? { reason } : {}),
    });
  });
}

function findTask(tx: Transaction, taskId: string): Promise<{ run_id: string | null; owner_id: string }> {
  return tx.one('task', 'select run_id, owner_id from task where organisation_id = $1 and id = $2', [
    tx.organisationId,
    taskId,
  ]);
}
