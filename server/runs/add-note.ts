import { z } from 'zod';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { moveByHand, type RunPosition, requestId } from './move-by-hand.ts';

/** A note for the log of a run. */
export const runNote = z.strictObject({
  text: z.string().trim().min(1, 'A note needs some text.').max(5000),
  requestId,
});

/** Adds a note to the log of a run, open or closed. */
export async function addNote(
  database: Database,
  actor: Actor,
  runId: string,
  input: z.input<typeof runNote>,
): Promise<RunPosition> {
  mayI(actor, 'take_part');
  const { text, requestId } = runNote.parse(input);
  return inOrganisation(database, actor, (tx) =>
    moveByHand(tx, z.uuid().parse(runId), { kind: 'note_added', text }, requestId),
  );
}
