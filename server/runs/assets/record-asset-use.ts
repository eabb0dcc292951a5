import type { Transaction } from '../../context/transaction.ts';
import { fillAsset } from './fill-asset.ts';
import { shareChanged } from './share-changed.ts';

/** What somebody took out of an asset. */
export interface AssetUse {
  readonly step: string;
  readonly asset: string;
  readonly how: 'sent' | 'copied';
  readonly contactId: string | null;
  readonly subject: string;
  /** Markdown. */
  readonly text: string;
}

/**
 * Keeps how much of an asset was changed before it was used: compared with what it would be filled in as now. The same request again, with other
 * words, corrects what was kept. An asset that the document does not have has nothing to be compared with, and is not kept.
 */
export async function recordAssetUse(
  tx: Transaction,
  runId: string,
  requestId: string,
  { step, asset, how, contactId, subject, text }: AssetUse,
): Promise<void> {
  const filled = await fillAsset(tx, runId, asset, { contactId });
  if (!filled) return;
  const changed = shareChanged(`${filled.subject ?? ''}\n${filled.text}`, `${subject}\n${text}`);
  await tx.execute(
    `insert into run_asset_use (organisation_id, run_id, request_id, step_id, asset, how, share_changed, member_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (organisation_id, run_id, request_id) do update set share_changed = excluded.share_changed, at = now()`,
    [tx.organisationId, runId, requestId, step, asset, how, changed, tx.actor.memberId],
  );
}
