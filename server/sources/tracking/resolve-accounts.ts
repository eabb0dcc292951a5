import { ensureAccounts } from '../../accounts/ensure-accounts.ts';
import { findAccounts } from '../../accounts/find-accounts.ts';
import { writeAccounts } from '../../accounts/write-accounts.ts';
import type { Transaction } from '../../context/transaction.ts';
import { readAccountTraits } from './account-traits.ts';
import type { TrackedSource } from './find-tracked-source.ts';
import type { KnownAccount } from './tracked-users.ts';
import type { GroupCall, TrackingCall } from './tracking-call.ts';

export interface ResolvedAccounts {
  readonly byKey: ReadonlyMap<string, KnownAccount>;
  /** The accounts of which a group call said something new. */
  readonly changed: readonly string[];
}

/**
 * The accounts that calls and users name, by the source's own ids. Where the source may, missing ones are made and what group calls say is
 * written to them.
 */
export async function resolveAccounts(
  tx: Transaction,
  { sourceId, createsAccounts }: TrackedSource,
  calls: readonly TrackingCall[],
  waitedFor: readonly string[],
): Promise<ResolvedAccounts> {
  const named = new Set(calls.flatMap(({ accountKey }) => (accountKey === null ? [] : [accountKey])));
  const waiting = waitedFor.filter((accountKey) => !named.has(accountKey)).map((externalId) => ({ externalId }));
  if (!createsAccounts) {
    const references = [...[...named].map((externalId) => ({ externalId })), ...waiting];
    return { byKey: await findAccounts(tx, sourceId, references), changed: [] };
  }
  const groups = calls
    .filter((call): call is GroupCall => call.type === 'group' && Object.keys(call.traits).length > 0)
    .map(({ accountKey, traits, at }) => ({ externalId: accountKey, ...readAccountTraits(traits), at: new Date(at) }));
  const written = await writeAccounts(tx, sourceId, groups);
  const byKey = new Map<string, KnownAccount>();
  for (const [index, { accountId, slot }] of written.entries())
    byKey.set(groups[index]!.externalId, { id: accountId, slot });
  const others = [...named].filter((accountKey) => !byKey.has(accountKey)).map((externalId) => ({ externalId }));
  for (const [key, account] of await ensureAccounts(tx, sourceId, others)) byKey.set(key, account);
  for (const [key, account] of await findAccounts(tx, sourceId, waiting)) byKey.set(key, account);
  return {
    byKey,
    changed: written.filter(({ outcome }) => outcome !== 'unchanged').map(({ accountId }) => accountId),
  };
}
