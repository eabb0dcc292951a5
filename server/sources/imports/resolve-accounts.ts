import { ensureAccounts } from '../../accounts/ensure-accounts.ts';
import { findAccounts } from '../../accounts/find-accounts.ts';
import type { Transaction } from '../../context/transaction.ts';
import { textArray } from '../../database/binary-array.ts';
import type { RecordChange, WritingContext } from './row-outcome.ts';

export interface ResolvedAccount {
  readonly id: string;
  readonly slot: number;
}

/**
 * The accounts that facts speak of: by an id that this source, else another one, has given, else by domain, else by a
 * name that only one account has. Where the import may, it makes the missing ones; `changes` says which.
 */
export async function resolveAccounts(
  tx: Transaction,
  context: WritingContext,
  references: readonly string[],
): Promise<{ accounts: Map<string, ResolvedAccount>; changes: RecordChange[] }> {
  const wanted = [...new Set(references)].map((externalId) => ({
    externalId,
    domain: externalId.includes('.') ? externalId : null,
  }));
  const accounts = new Map<string, ResolvedAccount>(await findAccounts(tx, context.sourceId, wanted));
  const unknown = wanted.filter(({ externalId }) => !accounts.has(externalId));
  for (const [name, account] of await findByName(
    tx,
    unknown.map(({ externalId }) => externalId),
  )) {
    accounts.set(name, account);
  }
  const missing = unknown.filter(({ externalId }) => !accounts.has(externalId));
  if (!context.createAccounts || missing.length === 0) return { accounts, changes: [] };
  const changes: RecordChange[] = [];
  for (const [externalId, account] of await ensureAccounts(tx, context.sourceId, missing)) {
    accounts.set(externalId, account);
    if (account.isNew) changes.push({ table: 'account', key: account.id, before: null, after: {} });
  }
  return { accounts, changes };
}

async function findByName(tx: Transaction, names: readonly string[]): Promise<Map<string, ResolvedAccount>> {
  if (names.length === 0) return new Map();
  const rows = await tx.query<ResolvedAccount & { name: string }>(
    `select n.name, (array_agg(a.id))[1] as id, min(a.slot) as slot
     from unnest($2::text[]) n (name)
     join account a on a.organisation_id = $1 and lower(a.name) = lower(n.name) and a.archived_at is null
     group by n.name having count(*) = 1`,
    [tx.organisationId, textArray(names)],
  );
  return new Map(rows.map(({ name, id, slot }) => [name, { id, slot }]));
}
