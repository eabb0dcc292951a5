import type { Transaction } from '../context/transaction.ts';
import { organisationOf } from '../identity/organisation.ts';
import { queueMessage } from '../jobs/queue-message.ts';
import { dayOf } from '../lib/days.ts';
import { problem } from '../lib/problem.ts';
import { type ActionSettings, writesToCustomer } from '../playbooks/actions.ts';
import type { Role } from '../playbooks/definition.ts';
import { renderAsset } from '../playbooks/render-asset.ts';
import { type AssetContact, assetData, contactsOf } from '../runs/asset-data.ts';
import { parsedDocument } from '../runs/parsed-document.ts';
import { resolveOwners } from '../runs/resolve-owner.ts';
import type { PendingStep } from './pending-step.ts';

/** What a text still has in brackets: a value that is not known, or something that only a person knows. */
const GAP = /\[[^\]\n]+\](?!\()/g;

/**
 * Sends an asset as an e-mail in the name of the step's owner, to whom answers go. Throws a problem, which gives the step to a person, when nobody could get
 * it or the letter would have gaps.
 */
export async function sendEmail(
  tx: Transaction,
  pending: PendingStep,
  { asset: key, to }: ActionSettings<'send_email'>,
): Promise<string> {
  const { run, step, state } = pending;
  const { timeZone } = await organisationOf(tx);
  const now = new Date();
  const contacts = await contactsOf(tx, run.account.id, dayOf(now, timeZone));
  const isForCustomer = writesToCustomer(step);
  const contact = isForCustomer ? findContact(contacts, to) : (contacts[0] ?? null);
  if (isForCustomer && contact === null)
    throw problem(409, `The account has no ${to.replaceAll('_', ' ')} with an e-mail address.`);
  const sender = state.owner?.memberId ?? null;
  const { asset, situationId, startedAt } = await findAsset(tx, run.id, key);
  const about = { accountId: run.account.id, situationId, startedAt, playbookTitle: run.definition.title };
  const { subject, text } = renderAsset(asset, await assetData(tx, about, contacts, contact, now, sender));
  const gaps = [...new Set(`${subject ?? ''}\n${text}`.match(GAP) ?? [])];
  if (gaps.length > 0) throw problem(422, `The letter has gaps: ${gaps.join(', ')}. Fill them in and send it by hand.`);
  const address = contact !== null && isForCustomer ? contact.email! : await addressOfRole(tx, pending, to as Role);
  const replyTo = sender && (await addressOf(tx, sender));
  const title = subject ?? asset.title;
  await queueMessage(tx, {
    key: pending.key,
    kind: 'asset',
    to: address,
    subject: title,
    text,
    accountId: run.account.id,
    runId: run.id,
    ...(sender && replyTo && { replyTo, memberId: sender }),
  });
  return `E-mail "${title}" to ${address}.`;
}

function findContact(contacts: readonly AssetContact[], to: string): AssetContact | null {
  return contacts.find((one) => one.email !== null && (to === 'contact' || one.role === to)) ?? null;
}

async function findAsset(tx: Transaction, runId: string, key: string) {
  const row = await tx.one<{ document: string; situation_id: string | null; started_at: Date }>(
    'run',
    `select v.document, r.situation_id, r.started_at from run r
     join playbook_version v on v.organisation_id = $1 and v.key = r.playbook_key and v.version = r.playbook_version
     where r.organisation_id = $1 and r.id = $2`,
    [tx.organisationId, runId],
  );
  const asset = parsedDocument(row.document).assets.find((one) => one.key === key);
  if (!asset) throw problem(422, `The playbook has no asset "${key}".`);
  return { asset, situationId: row.situation_id, startedAt: row.started_at };
}

async function addressOfRole(tx: Transaction, { run }: PendingStep, role: Role): Promise<string> {
  const owner = (await resolveOwners(tx, [run.account.id])).get(run.account.id)!(role);
  const address = await addressOf(tx, owner.memberId);
  if (address === null) throw problem(409, `${owner.name} gets no e-mails: they have not joined, or have left.`);
  return address;
}

async function addressOf(tx: Transaction, memberId: string): Promise<string | null> {
  const member = await tx.maybe<{ email: string }>(
    `select email from member where organisation_id = $1 and id = $2 and status = 'active'`,
    [tx.organisationId, memberId],
  );
  return member?.email ?? null;
}
