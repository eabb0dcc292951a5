import { findAccounts } from '../../accounts/find-accounts.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { attributeEvents } from '../usage/attribute-events.ts';
import { timeZoneOf } from '../usage/time-zone.ts';
import { type KnownAccount, saveTrackedUsers, type TrackedUser } from './tracked-users.ts';

const USERS_AT_ONCE = 1_000;
const EVENTS_AT_ONCE = 5_000;

/**
 * Gives events that still have no account to it, where it is known by now: users who named an account before it came in from elsewhere, and
 * users with more events than one call could attribute. For after imports, which may bring the accounts. Gives how many events found their account.
 */
export async function attributeWaitingUsers(database: Database, actor: Actor): Promise<number> {
  mayI(actor, 'manage_sources');
  await settleUsers(database, actor);
  let total = 0;
  let attributed: number;
  do {
    attributed = await inOrganisation(database, actor, attributePortion);
    total += attributed;
  } while (attributed > 0);
  return total;
}

/** Users who wait for an account that is known by now belong to it. */
async function settleUsers(database: Database, actor: Actor): Promise<void> {
  let after: Cursor | null = { sourceId: '00000000-0000-0000-0000-000000000000', userKey: '' };
  while (after !== null) {
    const from: Cursor = after;
    after = await inOrganisation(database, actor, (tx) => settlePortion(tx, from));
  }
}

interface Cursor {
  readonly sourceId: string;
  readonly userKey: string;
}

async function settlePortion(tx: Transaction, after: Cursor): Promise<Cursor | null> {
  const users = await tx.query<{ sourceId: string; userKey: string; waitsFor: string; at: number }>(
    `select source_id as "sourceId", user_key as "userKey", account_external_id as "waitsFor",
       (extract(epoch from updated_at) * 1000)::float8 as at
     from tracked_user
     where organisation_id = $1 and account_id is null and account_external_id is not null and (source_id, user_key) > ($2, $3)
     order by source_id, user_key limit ${USERS_AT_ONCE}`,
    [tx.organisationId, after.sourceId, after.userKey],
  );
  for (const [sourceId, waiting] of Map.groupBy(users, (user) => user.sourceId)) {
    const accounts = await findAccounts(
      tx,
      sourceId,
      waiting.map(({ waitsFor }) => ({ externalId: waitsFor })),
    );
    const settled = new Map<string, TrackedUser>();
    for (const { userKey, waitsFor, at } of waiting) {
      const account: KnownAccount | undefined = accounts.get(waitsFor);
      if (account) settled.set(userKey, { account, waitsFor: null, traits: {}, at });
    }
    await saveTrackedUsers(tx, sourceId, settled);
  }
  const last = users.at(-1);
  return users.length < USERS_AT_ONCE || !last ? null : { sourceId: last.sourceId, userKey: last.userKey };
}

async function attributePortion(tx: Transaction): Promise<number> {
  const users = await tx.query<{ sourceId: string; userKey: string; accountSlot: number }>(
    `select u.source_id as "sourceId", u.user_key as "userKey", a.slot as "accountSlot"
     from (select distinct source_id, user_key from usage_event
       where organisation_id = $1 and account_slot is null and user_key is not null) e
     join tracked_user u on u.organisation_id = $1 and u.source_id = e.source_id and u.user_key = e.user_key
     join account a on a.organisation_id = $1 and a.id = u.account_id
     order by u.source_id, u.user_key limit ${USERS_AT_ONCE}`,
    [tx.organisationId],
  );
  const timeZone = await timeZoneOf(tx);
  let total = 0;
  for (const [sourceId, some] of Map.groupBy(users, (user) => user.sourceId)) {
    const { attributed } = await attributeEvents(tx, sourceId, some, { timeZone, atMost: EVENTS_AT_ONCE });
    total += attributed;
  }
  return total;
}
