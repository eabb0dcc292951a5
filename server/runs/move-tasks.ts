import { recordAudits } from '../audit/record.ts';
import type { Transaction } from '../context/transaction.ts';
import { textArray, uuidArray } from '../database/binary-array.ts';
import { type LockedRun, lockRuns } from './locked-run.ts';
import { moveRuns, runActor } from './move-run.ts';
import type { RunWorld } from './run-world.ts';

/** An open task, and who gets it. */
export interface TaskMove {
  readonly taskId: string;
  /** `fallback` says why it is not the member who would do it otherwise. */
  readonly to: { readonly memberId: string; readonly name: string; readonly fallback?: string };
}

interface TaskRow extends Record<string, unknown> {
  readonly id: string;
  readonly runId: string | null;
  readonly step: string | null;
  readonly ownerId: string;
}

/**
 * Gives many open tasks to other members at once: steps through their runs, which keep it in their logs, action items by themselves. Nobody gets
 * a letter for each; the caller tells them. Tasks that were closed meanwhile stay as they are. Returns the tasks that moved, with who had them.
 */
export async function moveTasks(
  tx: Transaction,
  moves: readonly TaskMove[],
  reason: string,
  world: RunWorld,
): Promise<{ taskId: string; before: string; after: string }[]> {
  if (moves.length === 0) return [];
  const target = new Map(moves.map(({ taskId, to }) => [taskId, to]));
  const found = await tx.query<TaskRow>(
    `select id, run_id as "runId", step_id as step, owner_id as "ownerId" from task
     where organisation_id = $1 and id = any($2) and state = 'open' order by id`,
    [tx.organisationId, uuidArray([...target.keys()])],
  );
  const tasks = found.filter(({ id, ownerId }) => target.get(id)!.memberId !== ownerId);
  await moveSteps(tx, tasks, target, reason, world);
  await moveActionItems(tx, tasks, target, reason);
  return tasks.map(({ id, ownerId }) => ({ taskId: id, before: ownerId, after: target.get(id)!.memberId }));
}

/** A run moves by one event at a time: first one step of each run, then the next of those that have more. */
async function moveSteps(
  tx: Transaction,
  tasks: readonly TaskRow[],
  target: ReadonlyMap<string, TaskMove['to']>,
  reason: string,
  world: RunWorld,
): Promise<void> {
  const byRun = Map.groupBy(
    tasks.filter((task) => task.runId !== null && task.step !== null),
    (task) => task.runId!,
  );
  let runs: LockedRun[] = await lockRuns(tx, [...byRun.keys()]);
  for (let round = 0; runs.length > 0; round += 1) {
    const happenings = runs.map((run) => {
      const task = byRun.get(run.id)![round]!;
      const id = `moved:${task.id}:${run.state.sequence}`;
      const to = target.get(task.id)!;
      const reassigned = { kind: 'reassigned', step: task.step!, to, reason, isQuiet: true } as const;
      return { run, event: { id, by: runActor(tx.actor), ...reassigned } };
    });
    const moved = await moveRuns(tx, happenings, world);
    runs = runs
      .map((run, index) => ({ ...run, state: moved[index]!.state }))
      .filter((run) => byRun.get(run.id)!.length > round + 1);
  }
}

async function moveActionItems(
  tx: Transaction,
  tasks: readonly TaskRow[],
  target: ReadonlyMap<string, TaskMove['to']>,
  reason: string,
): Promise<void> {
  const items = tasks.filter((task) => task.runId === null);
  if (items.length === 0) return;
  await tx.execute(
    `update task t set owner_id = c.owner_id, owner_fallback = c.fallback
     from unnest($2::uuid[], $3::uuid[], $4::text[]) c(id, owner_id, fallback)
     where t.organisation_id = $1 and t.id = c.id and t.state = 'open'`,
    [
      tx.organisationId,
      uuidArray(items.map(({ id }) => id)),
      uuidArray(items.map(({ id }) => target.get(id)!.memberId)),
      textArray(items.map(({ id }) => target.get(id)!.fallback ?? null)),
    ],
  );
  await recordAudits(
    tx,
    items.map(({ id, ownerId }) => ({
      action: 'task.reassigned',
      entity: 'task',
      entityId: id,
      before: { owner: ownerId },
      after: { owner: target.get(id)!.memberId },
      reason,
    })),
  );
}
