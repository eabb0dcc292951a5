import { z } from 'zod';
import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';

/** Why a member thinks that the health changed. */
export const bandChangeReason = z.strictObject({
  reason: z.string().trim().min(3, 'Say in a sentence why.').max(2000, 'At most 2,000 characters.'),
});

/** Adds to a change of health band what a member knows of its cause, beside what the numbers say. Once more replaces it. */
export function explainBandChange(
  database: Database,
  actor: Actor,
  bandChangeId: string,
  input: z.input<typeof bandChangeReason>,
): Promise<void> {
  mayI(actor, 'work');
  const { reason } = bandChangeReason.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const before = await tx.one<{ account_id: string; reason: string | null }>(
      'change of health',
      'select account_id, reason from health_band_change where organisation_id = $1 and id = $2 for update',
      [tx.organisationId, bandChangeId],
    );
    await tx.execute(
      'update health_band_change set reason = $3, reason_by = $4 where organisation_id = $1 and id = $2',
      [tx.organisationId, bandChangeId, reason, actor.memberId],
    );
    await recordAudit(tx, {
      action: 'band_change.explained',
      entity: 'band_change',
      entityId: bandChangeId,
      before: { reason: before.reason },
      after: { accountId: before.account_id, reason },
    });
  });
}
