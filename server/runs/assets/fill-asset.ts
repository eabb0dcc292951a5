import type { Transaction } from '../../context/transaction.ts';
import { organisationOf } from '../../identity/organisation.ts';
import { dayOf } from '../../lib/days.ts';
import { notFound } from '../../lib/problem.ts';
import { renderAsset } from '../../playbooks/render-asset.ts';
import { type AssetContact, assetData, contactsOf } from '../asset-data.ts';
import { parsedDocument } from '../parsed-document.ts';

/** An asset with the data of its run's account. */
export interface FilledAsset {
  readonly title: string;
  readonly kind: string;
  readonly subject: string | null;
  /** Markdown. */
  readonly text: string;
  /** Names of the fields that had no value. */
  readonly missing: readonly string[];
  readonly contact: AssetContact | null;
  readonly contacts: AssetContact[];
}

/**
 * Fills in an asset of a run's playbook for the contact who is given, else for the one to whom letters usually go; null when the document has
 * no such asset. 404 for a run or contact that is not here.
 */
export async function fillAsset(
  tx: Transaction,
  runId: string,
  key: string,
  { contactId, now = new Date() }: { contactId?: string | null | undefined; now?: Date } = {},
): Promise<FilledAsset | null> {
  const run = await tx.one<{
    account_id: string;
    situation_id: string | null;
    started_at: Date;
    title: string;
    document: string;
  }>(
    'run',
    `select r.account_id, r.situation_id, r.started_at, p.title, v.document
     from run r
     join playbook p on p.organisation_id = $1 and p.organisation_id = r.organisation_id and p.key = r.playbook_key
     join playbook_version v on v.organisation_id = $1 and v.key = r.playbook_key and v.version = r.playbook_version
     where r.organisation_id = $1 and r.id = $2`,
    [tx.organisationId, runId],
  );
  const asset = parsedDocument(run.document).assets.find((one) => one.key === key);
  if (!asset) return null;
  const { timeZone } = await organisationOf(tx);
  const contacts = await contactsOf(tx, run.account_id, dayOf(now, timeZone));
  const contact = contactId ? contacts.find((one) => one.id === contactId) : (contacts[0] ?? null);
  if (contact === undefined) throw notFound('contact');
  const about = {
    accountId: run.account_id,
    situationId: run.situation_id,
    startedAt: run.started_at,
    playbookTitle: run.title,
  };
  const { subject, text, missing } = renderAsset(asset, await assetData(tx, about, contacts, contact, now));
  return { title: asset.title, kind: asset.kind, subject, text, missing, contact, contacts };
}
