import { readFile } from 'node:fs/promises';
import type { Transaction } from '../context/transaction.ts';
import { organisationOf } from '../identity/organisation.ts';
import { dayOf } from '../lib/days.ts';
import { renderAsset } from '../playbooks/render-asset.ts';
import { TEMPLATE_FIELDS } from '../playbooks/template-fields.ts';
import { assetData, contactsOf } from '../runs/asset-data.ts';
import { parsedDocument } from '../runs/parsed-document.ts';

const SHIPPED = new URL('../../library/handoffs/', import.meta.url);
const OWN_TEXT = ['sales-to-csm', 'csm-to-account-manager', 'csm-to-support', 'csm-to-csm'];

/** What a brief is filled in for. */
interface BriefWanted {
  readonly accountId: string;
  readonly giverRole: string;
  readonly receiverRole: string;
  readonly giver: { readonly name: string; readonly email: string };
  /** The run and the asset of its playbook that is the brief; without it the shipped text of these two roles is taken. */
  readonly ofRun?: { readonly runId: string; readonly asset: string | undefined };
}

/** A brief filled in with what is known of the account: Markdown, and in words what had no value. */
export interface Brief {
  readonly text: string;
  readonly missing: string[];
}

/** Fills in the brief of a handoff. What only a person knows stands in it in brackets. 404 for an account or run that is not here. */
export async function prepareBrief(tx: Transaction, wanted: BriefWanted, now: Date): Promise<Brief> {
  const { accountId, giver } = wanted;
  const { timeZone } = await organisationOf(tx);
  const run = wanted.ofRun ? await runOf(tx, wanted.ofRun.runId) : null;
  const key = wanted.ofRun?.asset;
  const template =
    (key && run && parsedDocument(run.document).assets.find((asset) => asset.key === key)) ||
    (await shippedBrief(wanted));
  const contacts = await contactsOf(tx, accountId, dayOf(now, timeZone));
  const about = {
    accountId,
    situationId: run?.situationId ?? null,
    startedAt: run?.startedAt ?? now,
    playbookTitle: run?.title ?? '',
  };
  const data = await assetData(tx, about, contacts, contacts[0] ?? null, now);
  const fields = { ...data.fields, 'member.name': giver.name, 'member.email': giver.email };
  const { text, missing } = renderAsset(template, { ...data, fields });
  return {
    text,
    missing: missing.map((name) => TEMPLATE_FIELDS.find((field) => field.name === name)?.title ?? name),
  };
}

interface RunOfBrief extends Record<string, unknown> {
  readonly situationId: string | null;
  readonly startedAt: Date;
  readonly title: string;
  readonly document: string;
}

function runOf(tx: Transaction, runId: string): Promise<RunOfBrief> {
  return tx.one<RunOfBrief>(
    'run',
    `select r.situation_id as "situationId", r.started_at as "startedAt", p.title, v.document
     from run r
     join playbook p on p.organisation_id = $1 and p.key = r.playbook_key
     join playbook_version v on v.organisation_id = $1 and v.key = r.playbook_key and v.version = r.playbook_version
     where r.organisation_id = $1 and r.id = $2`,
    [tx.organisationId, runId],
  );
}

async function shippedBrief({ giverRole, receiverRole }: BriefWanted) {
  const named = `${giverRole}-to-${receiverRole}`.replaceAll('_', '-');
  const key = OWN_TEXT.includes(named) ? named : 'general';
  return { key, subject: null, body: await readFile(new URL(`${key}.md`, SHIPPED), 'utf8') };
}
