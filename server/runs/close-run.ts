import { z } from 'zod';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { moveByHand, type RunPosition, requestId } from './move-by-hand.ts';

/** Why a run is closed by hand. */
export const runClosure = z.strictObject({
  reason: z.string().trim().min(3, 'Say why the run is closed.').max(2000),
  requestId,
});

/** Closes a run by hand: its open tasks are cancelled, its clocks stopped, the reason recorded as its outcome. 409 when it is closed. */
export async function closeRun(
  database: Database,
  actor: Actor,
  runId: string,
  input: z.input<typeof runClosure>,
): Promise<RunPosition> {
  mayI(actor, 'work');
  const { reason, requestId } = runClosure.parse(input);
  return inOrganisation(database, actor, (tx) =>
    moveByHand(tx, z.uuid().parse(runId), { kind: 'closed_by_hand', reason }, requestId),
  );
}
