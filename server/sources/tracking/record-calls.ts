import { writeFacts } from '../../accounts/write-facts.ts';
import type { Transaction } from '../../context/transaction.ts';
import { factsRecorded } from '../../jobs/facts-recorded.ts';
import { attributeEvents } from '../usage/attribute-events.ts';
import { recordUsage } from '../usage/record-usage.ts';
import type { UsageEvent } from '../usage/usage-event.ts';
import { joinUsageWriters } from '../usage/usage-lock.ts';
import { readContactTraits } from './contact-traits.ts';
import type { TrackedSource } from './find-tracked-source.ts';
import { resolveAccounts } from './resolve-accounts.ts';
import type { Learnt, SourceMemory } from './source-memory.ts';
import { type KnownAccount, loadTrackedUsers, saveTrackedUsers } from './tracked-users.ts';
import type { TrackingCall } from './tracking-call.ts';
import { UserBook } from './user-book.ts';

/**
 * Writes calls of one source, in the order in which they came, in the caller's transaction: accounts, users, contacts, events with their
 * rollups, and the job that diagnoses the accounts at once. Gives what may be remembered when the transaction is committed.
 */
export async function recordCalls(
  tx: Transaction,
  source: TrackedSource,
  calls: readonly TrackingCall[],
  memory: SourceMemory,
): Promise<Learnt> {
  const { sourceId, timeZone } = source;
  const writing = await joinUsageWriters(tx);
  memory.enter(writing.epoch);
  const users = await loadTrackedUsers(tx, sourceId, usersToLoad(calls));
  const waitedFor = [...users.values()].flatMap(({ account, waitsFor }) => (account || !waitsFor ? [] : [waitsFor]));
  const accounts = await resolveAccounts(tx, source, calls, waitedFor, memory);
  const book = new UserBook(users, (accountKey) => accounts.byKey.get(accountKey));
  const ids = new Map<number, string>();
  const know = (account: KnownAccount) => ids.set(account.slot, account.id);
  const events = goThrough(calls, book, accounts.byKey, know);
  for (const account of book.found.values()) know(account);

  await saveTrackedUsers(tx, sourceId, book.changed);
  const described = await writeContacts(tx, sourceId, calls, book);
  const recorded = await recordUsage(tx, events, { sourceId, timeZone, writing, counted: memory.counted });
  const waiting = [...book.found].map(([userKey, { slot }]) => ({ userKey, accountSlot: slot }));
  const attributed = await attributeEvents(tx, sourceId, waiting, { timeZone });

  const touched = new Set([...accounts.changed, ...described]);
  for (const slot of [...recorded.accountSlots, ...attributed.accountSlots]) touched.add(ids.get(slot)!);
  await factsRecorded(tx, [...touched]);
  return { accounts: accounts.learnt, counted: recorded.counted };
}

/** Those whose account or traits matter: an event that names its account needs nobody. */
function usersToLoad(calls: readonly TrackingCall[]): string[] {
  const keys = new Set<string>();
  for (const call of calls) {
    if (call.userKey !== null && (call.type !== 'track' || call.accountKey === null)) keys.add(call.userKey);
    if ((call.type === 'alias' || call.type === 'identify') && call.previousKey !== null) keys.add(call.previousKey);
  }
  return [...keys];
}

/** What happens to users goes into the book; gives the events, each with the account that it belongs to at its place in the order. */
function goThrough(
  calls: readonly TrackingCall[],
  book: UserBook,
  accounts: ReadonlyMap<string, KnownAccount>,
  know: (account: KnownAccount) => void,
): UsageEvent[] {
  const events: UsageEvent[] = [];
  for (const call of calls) {
    const { userKey, accountKey, at } = call;
    const named = accountKey === null ? undefined : accounts.get(accountKey);
    if (call.type === 'track') {
      // An event of an account that nobody knows yet waits with its user, to be found with it.
      if (accountKey !== null && !named && userKey !== null) book.join(userKey, accountKey, at);
      const account = named ?? (userKey === null ? null : book.accountOf(userKey));
      if (account) know(account);
      const { messageId, event, properties, propertiesJson } = call;
      const accountSlot = account?.slot ?? null;
      events.push({ messageId, accountSlot, event, userKey, occurredAt: new Date(at), properties, propertiesJson });
      continue;
    }
    if (call.type === 'identify') book.describe(call.userKey, call.traits, at);
    if (userKey !== null && accountKey !== null) book.join(userKey, accountKey, at);
    if (call.type !== 'group' && call.previousKey !== null) book.unite(call.userKey, call.previousKey, at);
  }
  return events;
}

/** A user with an e-mail address becomes a contact of the account as soon as both are known. Gives the accounts of new or changed ones. */
async function writeContacts(
  tx: Transaction,
  sourceId: string,
  calls: readonly TrackingCall[],
  book: UserBook,
): Promise<string[]> {
  const identified = calls.flatMap((call) => (call.type === 'identify' ? [call.userKey] : []));
  const contacts = [...new Set([...identified, ...book.found.keys()])].flatMap((externalId) => {
    const account = book.accountOf(externalId);
    const values = account && readContactTraits(book.traitsOf(externalId));
    return values ? [{ externalId, accountId: account.id, values }] : [];
  });
  const changed: string[] = [];
  // Each statement fills the same columns: what a user's traits do not say is left as it is.
  for (const alike of Map.groupBy(contacts, ({ values }) => Object.keys(values).join()).values()) {
    const written = await writeFacts(tx, sourceId, 'contact', alike);
    for (const [index, { outcome }] of written.entries())
      if (outcome !== 'unchanged') changed.push(alike[index]!.accountId);
  }
  return changed;
}
