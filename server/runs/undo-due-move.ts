import { z } from 'zod';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { problem } from '../lib/problem.ts';
import type { DueReplaced } from './decide-dues.ts';
import { moveByHand, type RunPosition, requestId } from './move-by-hand.ts';
import { replay } from './replay.ts';
import type { RunLogEntry } from './run-log.ts';
import { stepOf } from './run-state.ts';

/** Which move to take back: the entry of the run's log that made it. */
export const dueUndo = z.strictObject({ sequence: z.int().min(1), requestId });

/**
 * Puts all due dates that one move changed back to what they were, and to the words that said so. Throws a 404 problem for an entry that moved
 * nothing, a 409 problem when a step has been moved again or finished since.
 */
export function undoDueMove(
  database: Database,
  actor: Actor,
  runId: string,
  input: z.input<typeof dueUndo>,
): Promise<RunPosition> {
  mayI(actor, 'work');
  const { sequence, requestId } = dueUndo.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const dues = await duesReplaced(tx, runId, sequence);
    if (dues.length === 0) throw problem(404, 'There is no move of a due date to take back.');
    return moveByHand(tx, runId, { kind: 'dues_restored', dues }, requestId);
  });
}

async function duesReplaced(tx: Transaction, runId: string, sequence: number): Promise<DueReplaced[]> {
  const entries = await tx.query<RunLogEntry & Record<string, unknown>>(
    `select sequence, event_id as "eventId", kind, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
       jsonb_build_object('kind', actor_kind, 'id', actor_id, 'name', actor_name) as by, detail -> 'changes' as changes
     from run_entry where organisation_id = $1 and run_id = $2 and sequence <= $3 order by sequence`,
    [tx.organisationId, runId, sequence],
  );
  const last = entries.at(-1);
  if (last?.sequence !== sequence) return [];
  const before = replay(runId, entries.slice(0, -1));
  return last.changes.flatMap((change) => {
    const to = change.kind === 'due_changed' ? stepOf(before, change.step)?.due : null;
    return change.kind === 'due_changed' && to ? [{ step: change.step, from: change.due, to }] : [];
  });
}
