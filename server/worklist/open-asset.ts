import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { organisationOf } from '../identity/organisation.ts';
import { dayOf } from '../lib/days.ts';
import { notFound } from '../lib/problem.ts';
import { renderAsset } from '../playbooks/render-asset.ts';
import { TEMPLATE_FIELDS } from '../playbooks/template-fields.ts';
import { type AssetContact, assetData, contactsOf } from '../runs/asset-data.ts';
import { parsedDocument } from '../runs/parsed-document.ts';

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
    if (!asset) throw notFound('asset');
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
    return {
      key,
      title: asset.title,
      kind: asset.kind,
      subject,
      text,
      missing: missing.map((name) => TEMPLATE_FIELDS.find((field) => field.name === name)?.title ?? name),
      contact,
      contacts,
    };
  });
}
