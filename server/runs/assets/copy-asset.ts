import { z } from 'zod';
import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { notFound } from '../../lib/problem.ts';
import { lockRun } from '../locked-run.ts';
import { checkIsMine } from '../may-act.ts';
import { recordAssetUse } from './record-asset-use.ts';

/** An asset of a step as somebody copied it; `requestId` is the same as long as they have it open. */
export const assetCopy = z.strictObject({
  asset: z.string().min(1).max(64),
  contactId: z.uuid().nullable(),
  subject: z.string().max(300),
  text: z.string().max(50_000),
  requestId: z.string().min(1).max(100),
});

/**
 * Keeps that somebody copied an asset of a step, and how much they had changed; the words themselves are not kept. It moves nothing in the run.
 * Throws a 404 problem when the asset does not belong to the step.
 */
export async function copyAsset(
  database: Database,
  actor: Actor,
  { runId, step }: { readonly runId: string; readonly step: string },
  input: z.input<typeof assetCopy>,
): Promise<void> {
  mayI(actor, 'take_part');
  const { requestId, ...copy } = assetCopy.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const run = await lockRun(tx, z.uuid().parse(runId));
    await checkIsMine(tx, run.id, step);
    const assets = run.definition.steps.find(({ id }) => id === step)?.assets ?? [];
    if (!assets.includes(copy.asset)) throw notFound('asset');
    await recordAssetUse(tx, run.id, `copy:${requestId}`, { ...copy, step, how: 'copied' });
    await recordAudit(tx, {
      action: 'asset.copied',
      entity: 'run',
      entityId: run.id,
      after: { run: run.number, step, asset: copy.asset },
    });
  });
}
