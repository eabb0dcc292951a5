import type { Transaction } from '../context/transaction.ts';
import { readAccountSignals } from '../diagnosis/read-account-signals.ts';
import { organisationOf } from '../identity/organisation.ts';
import { dayOf, isoDate } from '../lib/days.ts';
import type { FieldValue, TemplateData } from '../playbooks/render-asset.ts';
import type { TemplateFieldName } from '../playbooks/template-fields.ts';
import { listOpenWork, listPeople, listTalks } from './asset-lists.ts';

/** Somebody at the account to whom an asset can be addressed. */
export interface AssetContact {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: string | null;
  readonly title: string | null;
}

const ROLE_ORDER = ['champion', 'decision_maker', 'executive_sponsor', 'technical', 'user', 'billing'];

/** Contacts who are still there, those first to whom a letter is usually written. */
export async function contactsOf(tx: Transaction, accountId: string, today: string): Promise<AssetContact[]> {
  return tx.query<AssetContact & Record<string, unknown>>(
    `select id, coalesce(name, email, external_id) as name, email, role, title from contact
     where organisation_id = $1 and account_id = $2 and (left_on is null or left_on > $3::date)
     order by email is null, coalesce(array_position($4::text[], role), 99), 2, id`,
    [tx.organisationId, accountId, today, ROLE_ORDER],
  );
}

interface RunForAsset {
  readonly accountId: string;
  readonly situationId: string | null;
  readonly startedAt: Date;
  readonly playbookTitle: string;
}

/** Everything that an asset of a run may fill in, with all that is known now, in the name of a member: who asks, where no other is given. */
export async function assetData(
  tx: Transaction,
  run: RunForAsset,
  contacts: readonly AssetContact[],
  contact: AssetContact | null,
  now: Date,
  memberId = tx.actor.memberId,
): Promise<TemplateData> {
  const organisation = await organisationOf(tx);
  const today = dayOf(now, organisation.timeZone);
  const account = await accountOf(tx, run.accountId);
  const situation = run.situationId === null ? null : await causeOf(tx, run.situationId);
  const people = await peopleOf(tx, run.accountId, memberId);
  const nameOf = (role: string) => contacts.find((one) => one.role === role)?.name ?? null;
  const fields: Record<TemplateFieldName, FieldValue> = {
    'account.name': account.name,
    'account.domain': account.domain,
    'account.stage': account.stage,
    'account.tier': account.tier,
    'account.plan': account.plan,
    'account.industry': account.industry,
    'account.country': account.country,
    'account.arr': account.arr_minor,
    'account.currency': account.currency ?? organisation.currency,
    'account.seats': account.seats,
    'account.renewal_date': account.renewal_date,
    'account.customer_since': account.customer_since,
    'contact.first_name': contact?.name.split(/\s+/)[0] ?? null,
    'contact.name': contact?.name ?? null,
    'contact.title': contact?.title ?? null,
    'contact.email': contact?.email ?? null,
    'champion.name': nameOf('champion'),
    'sponsor.name': nameOf('executive_sponsor'),
    'owner.name': people.csm?.name ?? null,
    'owner.email': people.csm?.email ?? null,
    'account_manager.name': people.account_manager?.name ?? null,
    'manager.name': people.manager?.name ?? null,
    'member.name': people.me?.name ?? null,
    'member.email': people.me?.email ?? null,
    'organisation.name': organisation.name,
    'health.score': account.score === null ? null : Math.round(account.score),
    'health.band': account.band,
    'situation.cause': situation?.cause ?? null,
    'situation.opened_on': situation?.openedOn ?? null,
    'run.started_on': dayOf(run.startedAt, organisation.timeZone),
    'playbook.title': run.playbookTitle,
    today,
    'account.people': listPeople(contacts),
    'account.open_work': await listOpenWork(tx, run.accountId, organisation.timeZone),
    'account.last_talks': await listTalks(tx, run.accountId, organisation.timeZone),
  };
  const own = Object.entries(account.attributes).map(([key, value]) => [`account.attributes.${key}`, value] as const);
  return {
    fields: { ...fields, ...Object.fromEntries(own) },
    signals: await signalsOf(tx, run.accountId),
    currency: account.currency ?? organisation.currency,
  };
}

/** Every signal by name, with all that is known now; dates as 'YYYY-MM-DD'. */
async function signalsOf(tx: Transaction, accountId: string): Promise<Record<string, FieldValue>> {
  const { signals } = await readAccountSignals(tx, accountId);
  return Object.fromEntries(
    signals.map(({ name, type, value }) => [
      name,
      type === 'date' && typeof value === 'number' ? isoDate(value) : value,
    ]),
  );
}

type AccountForAsset = {
  name: string;
  domain: string | null;
  stage: string | null;
  tier: string | null;
  plan: string | null;
  industry: string | null;
  country: string | null;
  arr_minor: number | null;
  currency: string | null;
  seats: number | null;
  renewal_date: string | null;
  customer_since: string | null;
  attributes: Record<string, FieldValue>;
  score: number | null;
  band: string | null;
};

function accountOf(tx: Transaction, id: string): Promise<AccountForAsset> {
  return tx.one<AccountForAsset>(
    'account',
    `select a.name, a.domain, a.stage, a.tier, a.plan, a.industry, a.country, a.arr_minor, a.currency, a.seats, a.renewal_date,
       a.customer_since, a.attributes, h.score, h.band
     from account a left join account_health h on h.organisation_id = $1 and h.account_id = a.id
     where a.organisation_id = $1 and a.id = $2`,
    [tx.organisationId, id],
  );
}

async function causeOf(tx: Transaction, id: string): Promise<{ cause: string; openedOn: string }> {
  const { headline, opened_on, name } = await tx.one<{ headline: string; opened_on: string; name: string }>(
    'situation',
    `select s.headline, s.opened_on, a.name from situation s
     join account a on a.organisation_id = $1 and a.organisation_id = s.organisation_id and a.id = s.account_id
     where s.organisation_id = $1 and s.id = $2`,
    [tx.organisationId, id],
  );
  const isAboutIt = headline.startsWith(`${name}: `);
  return { cause: isAboutIt ? headline.slice(name.length + 2) : headline, openedOn: opened_on };
}

type Named = { name: string; email: string };

async function peopleOf(
  tx: Transaction,
  accountId: string,
  memberId: string | null,
): Promise<Partial<Record<string, Named>>> {
  const rows = await tx.query<Named & { role: string }>(
    `select t.role, m.name, m.email from account_team t
     join member m on m.organisation_id = $1 and m.organisation_id = t.organisation_id and m.id = t.member_id
     where t.organisation_id = $1 and t.account_id = $2 and t.valid_to is null
     union all select 'me', name, email from member where organisation_id = $1 and id = $3`,
    [tx.organisationId, accountId, memberId],
  );
  return Object.fromEntries(rows.map(({ role, name, email }) => [role, { name, email }]));
}
