import type { Transaction } from '../context/transaction.ts';
import { textArray } from '../database/binary-array.ts';
import { storableText } from '../lib/storable-text.ts';
import { domainOf } from './domain.ts';

export interface AccountReference {
  /** The id by which the source knows the account. */
  readonly externalId: string;
  /** Its web or e-mail domain, to find it by where no id does. */
  readonly domain?: string | null;
}

export interface FoundAccount {
  readonly id: string;
  readonly slot: number;
  /** What it was found by; only 'source' is certain to be found the same way again. */
  readonly by: 'source' | 'another_source' | 'domain';
}

/**
 * The accounts that a source speaks of, by external id: those it has named before, else those that any other source names by the same
 * id, else those with the domain. Where another source or a domain leads to several accounts, to none: we do not guess.
 */
export async function findAccounts(
  tx: Transaction,
  sourceId: string,
  references: readonly AccountReference[],
): Promise<Map<string, FoundAccount>> {
  const found = new Map<string, FoundAccount>();
  if (references.length === 0) return found;
  const missing = () => references.filter(({ externalId }) => !found.has(externalId));
  await findBySource(tx, sourceId, missing(), found);
  await findByAnotherSource(tx, missing(), found);
  await findByDomain(tx, missing(), found);
  return found;
}

type Found = { key: string; id: string; slot: number };

async function findBySource(
  tx: Transaction,
  sourceId: string,
  references: readonly AccountReference[],
  found: Map<string, FoundAccount>,
): Promise<void> {
  // Not prepared under a name: a plan made while the tables were small would be kept and be slow.
  const rows = await tx.query<Found>(
    `select i.external_id as key, a.id, a.slot
     from account_identity i join account a on a.organisation_id = i.organisation_id and a.id = i.account_id
     where i.organisation_id = $1 and i.source_id = $2 and i.external_id = any($3::text[]) and a.organisation_id = $1`,
    [tx.organisationId, sourceId, textArray(idsOf(references))],
  );
  keep(references, rows, 'source', found);
}

async function findByAnotherSource(
  tx: Transaction,
  references: readonly AccountReference[],
  found: Map<string, FoundAccount>,
): Promise<void> {
  if (references.length === 0) return;
  const rows = await tx.query<Found>(
    `select i.external_id as key, (array_agg(a.id))[1] as id, min(a.slot) as slot
     from account_identity i join account a on a.organisation_id = i.organisation_id and a.id = i.account_id
     where i.organisation_id = $1 and i.external_id = any($2::text[]) and a.organisation_id = $1
     group by i.external_id having count(distinct a.id) = 1`,
    [tx.organisationId, textArray(idsOf(references))],
  );
  keep(references, rows, 'another_source', found);
}

async function findByDomain(
  tx: Transaction,
  references: readonly AccountReference[],
  found: Map<string, FoundAccount>,
): Promise<void> {
  const byDomain = new Map<string, AccountReference[]>();
  for (const reference of references) {
    const domain = reference.domain ? domainOf(storableText(reference.domain)) : null;
    if (domain) byDomain.set(domain, [...(byDomain.get(domain) ?? []), reference]);
  }
  if (byDomain.size === 0) return;
  const rows = await tx.query<Found>(
    `select lower(domain) as key, (array_agg(id))[1] as id, min(slot) as slot
     from account where organisation_id = $1 and domain is not null and lower(domain) = any($2::text[]) and archived_at is null
     group by lower(domain) having count(*) = 1`,
    [tx.organisationId, textArray([...byDomain.keys()])],
  );
  for (const { key, id, slot } of rows)
    for (const { externalId } of byDomain.get(key)!) found.set(externalId, { id, slot, by: 'domain' });
}

function idsOf(references: readonly AccountReference[]): string[] {
  return references.map(({ externalId }) => storableText(externalId));
}

function keep(
  references: readonly AccountReference[],
  rows: readonly Found[],
  by: FoundAccount['by'],
  found: Map<string, FoundAccount>,
): void {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  for (const { externalId } of references) {
    const row = byKey.get(storableText(externalId));
    if (row) found.set(externalId, { id: row.id, slot: row.slot, by });
  }
}
