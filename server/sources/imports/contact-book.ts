import type { Transaction } from '../../context/transaction.ts';
import { textArray, uuidArray } from '../../database/binary-array.ts';
import type { ResolvedAccount } from './resolve-accounts.ts';
import type { IdentifiedRow } from './row-outcome.ts';

/** Finds contacts of an account by the id that a source has given them, or by e-mail address. */
export interface ContactBook {
  find(accountId: string, reference: string): string | undefined;
}

/** Looks up the contacts that the rows speak of, each in the account of its row. */
export async function loadContacts(
  tx: Transaction,
  rows: readonly IdentifiedRow[],
  accountOf: (row: IdentifiedRow) => ResolvedAccount,
): Promise<ContactBook> {
  const wanted = rows.flatMap((row) => {
    const { contact } = row.mapped.record as { contact?: string | null };
    return typeof contact === 'string' ? [{ accountId: accountOf(row).id, contact }] : [];
  });
  const found = new Map<string, string>();
  if (wanted.length > 0) {
    const accountIds = [...new Set(wanted.map(({ accountId }) => accountId))];
    const contacts = await tx.query<{ id: string; account_id: string; external_id: string; email: string | null }>(
      `select id, account_id, external_id, email from contact
       where organisation_id = $1 and account_id = any($2::uuid[])
         and (split_part(external_id, ' @ ', 1) = any($3::text[]) or lower(email) = any($4::text[]))
       order by recorded_at desc, id`,
      [
        tx.organisationId,
        uuidArray(accountIds),
        textArray([...new Set(wanted.map(({ contact }) => contact))]),
        textArray([...new Set(wanted.map(({ contact }) => contact.toLowerCase()))]),
      ],
    );
    // The oldest wins, an id over an address: what is set last.
    for (const { id, account_id, email } of contacts) {
      if (email !== null) found.set(`${account_id} ${email.toLowerCase()}`, id);
    }
    for (const { id, account_id, external_id } of contacts) found.set(`${account_id} ${idOf(external_id)}`, id);
  }
  return {
    find: (accountId, reference) =>
      found.get(`${accountId} ${reference}`) ?? found.get(`${accountId} ${reference.toLowerCase()}`),
  };
}

const separator = ' @ ';

function idOf(externalId: string): string {
  return externalId.split(separator)[0]!;
}

/**
 * Under which external ids the rows of a contacts file are kept. A person whose id comes up with several accounts, one
 * after the other, is a contact of each: the first keeps the plain id, the others have the account's id behind it.
 */
export async function contactIds(
  tx: Transaction,
  sourceId: string,
  rows: readonly IdentifiedRow[],
  accountOf: (row: IdentifiedRow) => ResolvedAccount,
): Promise<string[]> {
  const compound = (row: IdentifiedRow) => `${row.externalId}${separator}${accountOf(row).id}`;
  const known = await tx.query<{ external_id: string; account_id: string }>(
    `select external_id, account_id from contact where organisation_id = $1 and source_id = $2 and external_id = any($3::text[])`,
    [tx.organisationId, sourceId, textArray([...new Set(rows.flatMap((row) => [row.externalId, compound(row)]))])],
  );
  const holders = new Map(known.map(({ external_id, account_id }) => [external_id, account_id]));
  return rows.map((row) => {
    const accountId = accountOf(row).id;
    const holder = holders.get(row.externalId);
    if (holders.has(compound(row)) || (holder !== undefined && holder !== accountId)) return compound(row);
    holders.set(row.externalId, accountId);
    return row.externalId;
  });
}
