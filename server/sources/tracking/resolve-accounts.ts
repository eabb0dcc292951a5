import { ensureAccounts } from '../../accounts/ensure-accounts.ts';
import { findAccounts } from '../../accounts/find-accounts.ts';
import { writeAccounts } from '../../accounts/write-accounts.ts';
import type { Transaction } from '../../context/transaction.ts';
import { readAccountTraits } from './account-traits.ts';
import type { TrackedSource } from './find-tracked-source.ts';
import type { SourceMemory } from './source-memory.ts';
import type { KnownAccount } from './tracked-users.ts';
import type { GroupCall, TrackingCall } from './tracking-call.ts';

export interface ResolvedAccounts {
  readonly byKey: ReadonlyMap<string, KnownAccount>;
  /** Those of `byKey` that had not been remembered and that the source is certain to find again. */
  readonly learnt: ReadonlyMap<string, KnownAccount>;
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
  memory: SourceMemory,
): Promise<ResolvedAccounts> {
  const byKey = new Map<string, KnownAccount>();
  const learnt = new Map<string, KnownAccount>();
  const learn = (accountKey: string, { id, slot }: KnownAccount) => {
    byKey.set(accountKey, { id, slot });
    learnt.set(accountKey, { id, slot });
  };
  const written = createsAccounts ? await writeGroups(tx, sourceId, calls, learn) : [];
  const unknown = rememberNamed(calls, byKey, memory);
  if (createsAccounts)
    for (const [accountKey, account] of await ensureAccounts(tx, sourceId, referencesTo(unknown)))
      learn(accountKey, account);
  const sought = createsAccounts ? waitedFor : [...unknown, ...waitedFor];
  for (const [accountKey, account] of await findAccounts(tx, sourceId, referencesTo(sought)))
    if (account.by === 'source') learn(accountKey, account);
    else byKey.set(accountKey, account);
  return { byKey, learnt, changed: written };
}

/** Gives the ids of the accounts that changed. */
async function writeGroups(
  tx: Transaction,
  sourceId: string,
  calls: readonly TrackingCall[],
  learn: (accountKey: string, account: KnownAccount) => void,
): Promise<string[]> {
  const rows = calls
    .filter((call): call is GroupCall => call.type === 'group' && Object.keys(call.traits).length > 0)
    .map(({ accountKey, traits, at }) => ({ externalId: accountKey, ...readAccountTraits(traits), at: new Date(at) }));
  const written = await writeAccounts(tx, sourceId, rows);
  for (const [index, { accountId, slot }] of written.entries()) learn(rows[index]!.externalId, { id: accountId, slot });
  return written.filter(({ outcome }) => outcome !== 'unchanged').map(({ accountId }) => accountId);
}

/** Adds to `byKey` the accounts that calls name and that are remembered. Gives the keys of the others. */
function rememberNamed(
  calls: readonly TrackingCall[],
  byKey: Map<string, KnownAccount>,
  memory: SourceMemory,
): Set<string> {
  const unknown = new Set<string>();
  for (const { accountKey } of calls) {
    if (accountKey === null || byKey.has(accountKey)) continue;
    const account = memory.account(accountKey);
    if (account) byKey.set(accountKey, account);
    else unknown.add(accountKey);
  }
  return unknown;
}

function referencesTo(accountKeys: Iterable<string>): { externalId: string }[] {
  return [...new Set(accountKeys)].map((externalId) => ({ externalId }));
}
