import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { notFound } from '../lib/problem.ts';
import { TEMPLATE_FIELDS } from '../playbooks/template-fields.ts';
import type { AssetContact } from '../runs/asset-data.ts';
import { fillAsset } from '../runs/assets/fill-asset.ts';

/** An asset filled in for an account, ready to be edited. */
export interface OpenAsset {
  readonly key: string;
  readonly title: string;
  readonly kind: string;
  readonly subject: string | null;
  /** Markdown. What has no value is said in brackets: "[first name of the contact]". */
  readonly text: string;
  /** In words, what had no value. */
  readonly missing: string[];
  /** The contact it is addressed to. */
  readonly contact: AssetContact | null;
  readonly contacts: AssetContact[];
}

/**
 * Fills in an asset of a run's playbook with the data of its account: for the contact who is given, else for the one to whom letters usually go. 404
 * for a run, asset or contact that is not here.
 */
export function openAsset(
  database: Database,
  actor: Actor,
  runId: string,
  key: string,
  { contactId, now = new Date() }: { contactId?: string | undefined; now?: Date } = {},
): Promise<OpenAsset> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const asset = await fillAsset(tx, runId, key, { contactId, now });
    if (!asset) throw notFound('asset');
    const { missing, ...filled } = asset;
    return {
      key,
      ...filled,
      missing: missing.map((name) => TEMPLATE_FIELDS.find((field) => field.name === name)?.title ?? name),
    };
  });
}
