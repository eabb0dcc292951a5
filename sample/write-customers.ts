import { assignTeam } from '../server/accounts/assign-team.ts';
import { openActionItems } from '../server/accounts/by-hand/open-action-items.ts';
import { declareAttributes } from '../server/accounts/declare-attributes.ts';
import type { FactTable } from '../server/accounts/fact-table.ts';
import { type AccountRow, writeAccounts } from '../server/accounts/write-accounts.ts';
import { type FactRow, type WrittenFact, writeFacts } from '../server/accounts/write-facts.ts';
import type { Transaction } from '../server/context/transaction.ts';
import { factsOf } from './facts-of-life.ts';
import { domainOf, type Life, yearly } from './life.ts';
import type { Customer } from './portfolio.ts';
import type { Segment } from './records.ts';
import type { SampleTime } from './sample-time.ts';
import { ATTRIBUTES, type TeamKey, VENDOR } from './vendor.ts';

/** A customer as Steward knows them. */
export interface WrittenCustomer extends Customer {
  readonly accountId: string;
  readonly slot: number;
  /** Whom one talks with there, of those who have not left. */
  readonly contactId: string | null;
}

const AT_ONCE = 1000;
const TIERS: Readonly<Record<Segment, string>> = { enterprise: '1', 'mid-market': '2', small: '3' };
const COUNTRIES = new Intl.DisplayNames('en', { type: 'region' });

/** Writes accounts, their teams, contacts and facts of all kinds but usage, in one transaction, by the verbs that imports use. */
export async function writeCustomers(
  tx: Transaction,
  sourceId: string,
  customers: readonly Customer[],
  members: Readonly<Record<TeamKey, string>>,
  time: SampleTime,
): Promise<WrittenCustomer[]> {
  await declareAttributes(tx, ATTRIBUTES);
  const written = await writeAccounts(
    tx,
    sourceId,
    customers.flatMap(({ life }) => accountRows(life, time)),
    { reason: 'Part of the sample' },
  );
  const byName = new Map(
    customers.flatMap(({ life }) => accountRows(life, time)).map((row, i) => [row.externalId, written[i]!]),
  );
  const known = customers.map((customer): WrittenCustomer => {
    const { accountId, slot } = byName.get(keyOf(customer.life))!;
    return { ...customer, accountId, slot, contactId: null };
  });
  await assignTeam(
    tx,
    known.flatMap(({ accountId, life: { profile } }) => [
      { accountId, role: 'csm', memberId: members[profile.csm] },
      { accountId, role: 'support', memberId: members.samuel },
      { accountId, role: 'manager', memberId: members.robert },
      ...(profile.segment === 'small'
        ? []
        : [{ accountId, role: 'account_manager', memberId: members.ingrid } as const]),
      ...(profile.segment === 'enterprise'
        ? [{ accountId, role: 'executive', memberId: members.claire } as const]
        : []),
    ]),
  );
  const facts = known.map((customer) => factsOf(customer, members, time));
  const contacts = await write(
    tx,
    sourceId,
    'contact',
    facts.flatMap((one) => one.contacts),
  );
  const contactIds = new Map(facts.flatMap((one) => one.contacts).map((row, i) => [row.externalId, contacts[i]!.id]));
  const idOf = (contact: string | null) => (contact === null ? null : contactIds.get(contact)!);
  const interactions = facts.flatMap((one) => one.interactions);
  const talks = await write(
    tx,
    sourceId,
    'interaction',
    interactions.map(({ row, contact }) => withContact(row, idOf(contact))),
  );
  for (const [i, { row, promises }] of interactions.entries()) {
    const interaction = { id: talks[i]!.id, accountId: row.accountId, kind: String(row.values.kind) };
    await openActionItems(tx, interaction, promises);
  }
  await write(
    tx,
    sourceId,
    'survey_response',
    facts.flatMap((one) => one.surveys).map(({ row, contact }) => withContact(row, idOf(contact))),
  );
  await write(
    tx,
    sourceId,
    'ticket',
    facts.flatMap((one) => one.tickets),
  );
  await write(
    tx,
    sourceId,
    'invoice',
    facts.flatMap((one) => one.invoices),
  );
  await write(
    tx,
    sourceId,
    'opportunity',
    facts.flatMap((one) => one.deals),
  );
  await write(
    tx,
    sourceId,
    'subscription',
    facts.flatMap((one) => one.terms),
  );
  return known.map((customer) => {
    const at = customer.life.contacts.findIndex(({ left }) => left === null);
    return { ...customer, contactId: at < 0 ? null : contactIds.get(`${keyOf(customer.life)}-contact-${at + 1}`)! };
  });
}

function withContact<Table extends 'interaction' | 'survey_response'>(
  row: FactRow<Table>,
  contactId: string | null,
): FactRow<Table> {
  return { ...row, values: { ...row.values, contact_id: contactId } };
}

async function write<Table extends FactTable>(
  tx: Transaction,
  sourceId: string,
  table: Table,
  rows: readonly FactRow<Table>[],
): Promise<WrittenFact[]> {
  const written: WrittenFact[] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE)
    written.push(...(await writeFacts(tx, sourceId, table, rows.slice(from, from + AT_ONCE))));
  return written;
}

/** What the customer is called in Larkfield's own systems. */
function keyOf({ profile }: Life): string {
  return domainOf(profile).replace('.example', '');
}

/** The account as it is now but in its first stage, then each stage on its day. */
function accountRows(life: Life, time: SampleTime): AccountRow[] {
  const { profile, attributes } = life;
  const { customerFor, renewsIn } = profile;
  const externalId = keyOf(life);
  const [first, ...later] = stagesOf(life);
  return [
    {
      externalId,
      fields: {
        name: profile.name,
        domain: domainOf(profile),
        stage: first!.stage,
        stageSince: time.date(first!.daysAgo),
        tier: TIERS[profile.segment],
        segment: profile.segment,
        industry: profile.industry,
        city: profile.city,
        country: COUNTRIES.of(profile.country) ?? profile.country,
        region: REGIONS[profile.country] ?? 'DACH',
        plan: profile.plan,
        arrMinor: yearly(profile) * 100,
        currency: VENDOR.currency,
        seats: profile.seats,
        contractStart: time.date(customerFor % 365 || customerFor),
        customerSince: time.date(customerFor),
        renewalDate: time.date(-renewsIn),
      },
      attributes,
      at: time.at(first!.daysAgo, 9),
    },
    ...later.map(({ daysAgo, stage }) => ({ externalId, fields: { stage }, at: time.at(daysAgo, 9) })),
  ];
}

/** An account is adopted after some three months; in the last two before the contract ends it is up for renewal. */
function stagesOf({ profile: { customerFor, renewsIn }, stages }: Life): Life['stages'] {
  const isNew = stages[0]?.stage === 'onboarding';
  const isGone = stages.at(-1)?.stage === 'churned';
  const began = isNew ? [] : [{ daysAgo: Math.max(61, customerFor - 100), stage: 'adoption' as const }];
  const renewal = !isNew && !isGone && renewsIn < 60 ? [{ daysAgo: 60 - renewsIn, stage: 'renewal' as const }] : [];
  return [...began, ...stages, ...renewal].sort((a, b) => b.daysAgo - a.daysAgo);
}

const REGIONS: Readonly<Record<string, string>> = {
  NL: 'Benelux',
  BE: 'Benelux',
  FR: 'France',
  GB: 'UK and Ireland',
  IE: 'UK and Ireland',
  ES: 'Southern Europe',
  PT: 'Southern Europe',
  IT: 'Southern Europe',
  GR: 'Southern Europe',
  DK: 'Nordics and Baltics',
  SE: 'Nordics and Baltics',
  NO: 'Nordics and Baltics',
  FI: 'Nordics and Baltics',
  EE: 'Nordics and Baltics',
  LV: 'Nordics and Baltics',
  LT: 'Nordics and Baltics',
  PL: 'Central Europe',
  CZ: 'Central Europe',
  HU: 'Central Europe',
  RO: 'Central Europe',
  SI: 'Central Europe',
  HR: 'Central Europe',
};
