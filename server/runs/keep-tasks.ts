import type { Transaction } from '../context/transaction.ts';
import { textArray, timestamptzArray, uuidArray } from '../database/binary-array.ts';
import type { RunEffect } from './run-effect.ts';

/** Opens the tasks of steps whose turn has come. */
export async function openTasks(tx: Transaction, opened: readonly RunEffect<'open_task'>[], now: Date): Promise<void> {
  if (opened.length === 0) return;
  await tx.execute(
    `insert into task (organisation_id, opened_at, account_id, run_id, step_id, title, is_required, owner_id, owner_role, owner_fallback,
       due_at, due_because)
     select $1, $2, t.*
     from unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::boolean[], $8::uuid[], $9::text[], $10::text[],
       $11::timestamptz[], $12::text[]) t`,
    [
      tx.organisationId,
      now,
      uuidArray(opened.map(({ run }) => run.account.id)),
      uuidArray(opened.map(({ run }) => run.id)),
      textArray(opened.map(({ effect }) => effect.step)),
      textArray(opened.map(({ effect }) => effect.title)),
      opened.map(({ effect }) => effect.required),
      uuidArray(opened.map(({ effect }) => effect.owner.memberId)),
      textArray(opened.map(({ effect }) => effect.role)),
      textArray(opened.map(({ effect }) => effect.owner.fallback)),
      timestamptzArray(opened.map(({ effect }) => Date.parse(effect.due.at))),
      textArray(opened.map(({ effect }) => effect.due.derivation)),
    ],
  );
}

/** Gives open tasks another owner or due date. */
export async function changeTasks(tx: Transaction, changed: readonly RunEffect<'change_task'>[]): Promise<void> {
  if (changed.length === 0) return;
  await tx.execute(
    `update task t set owner_id = c.owner_id, owner_fallback = c.owner_fallback, due_at = c.due_at, due_because = c.due_because
     from unnest($2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::timestamptz[], $7::text[])
       c(run_id, step_id, owner_id, owner_fallback, due_at, due_because)
     where t.organisation_id = $1 and t.run_id = c.run_id and t.step_id = c.step_id and t.state = 'open'`,
    [
      tx.organisationId,
      uuidArray(changed.map(({ run }) => run.id)),
      textArray(changed.map(({ effect }) => effect.step)),
      uuidArray(changed.map(({ effect }) => effect.owner.memberId)),
      textArray(changed.map(({ effect }) => effect.owner.fallback)),
      timestamptzArray(changed.map(({ effect }) => Date.parse(effect.due.at))),
      textArray(changed.map(({ effect }) => effect.due.derivation)),
    ],
  );
}

/** Closes open tasks: done, skipped, or cancelled because their run does not need them any more. */
export async function closeTasks(
  tx: Transaction,
  closed: readonly RunEffect<'close_task'>[],
  now: Date,
): Promise<void> {
  if (closed.length === 0) return;
  await tx.execute(
    `update task t set state = c.state, closed_at = $2, closed_by = c.closed_by, close_note = c.close_note
     from unnest($3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::text[]) c(run_id, step_id, state, closed_by, close_note)
     where t.organisation_id = $1 and t.run_id = c.run_id and t.step_id = c.step_id and t.state = 'open'`,
    [
      tx.organisationId,
      now,
      uuidArray(closed.map(({ run }) => run.id)),
      textArray(closed.map(({ effect }) => effect.step)),
      textArray(closed.map(({ effect }) => effect.how)),
      uuidArray(closed.map(({ effect }) => effect.by.id)),
      textArray(closed.map(({ effect }) => effect.note)),
    ],
  );
}
