import { z } from 'zod';
import type { Actor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { dismissSituation } from '../diagnosis/dismiss-situation.ts';
import { moveByHand } from '../runs/move-by-hand.ts';

/** Why a situation is none, and for how many days its cause stays silent for the account. */
export const dismissal = z.strictObject({
  reason: z.string().trim().min(3, 'Say why it is not a risk.').max(2000),
  silentDays: z.int().min(1).max(365).optional(),
});

/**
 * "Not a risk, because ...": closes the situation and the run that it started, in one transaction. Throws a 409 problem when the situation is
 * closed already.
 */
export function dismissAsNoRisk(
  database: Database,
  actor: Actor,
  situationId: string,
  input: z.input<typeof dismissal>,
): Promise<{ silentUntil: string }> {
  const { reason, silentDays } = dismissal.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const { silentUntil, runId } = await dismissSituation(tx, situationId, {
      reason,
      ...(silentDays === undefined ? {} : { silentDays }),
    });
    if (runId)
      await moveByHand(tx, runId, { kind: 'closed_by_hand', reason: `Not a risk, because ${reason}` }, undefined);
    return { silentUntil };
  });
}
