import type { Transaction } from '../../context/transaction.ts';
import { jsonbArray, textArray, timestamptzArray, uuidArray } from '../../database/binary-array.ts';
import { storableJson } from '../../lib/storable-text.ts';
import type { Traits } from './tracking-call.ts';

export interface KnownAccount {
  readonly id: string;
  readonly slot: number;
}

/** What is known of a user of the tracked product. */
export interface TrackedUser {
  readonly account: KnownAccount | null;
  /** The account that the user belongs to by its own words, while no such account is known. */
  readonly waitsFor: string | null;
  readonly traits: Traits;
  /** As of when, in milliseconds since 1970. */
  readonly at: number;
}

interface Row {
  userKey: string;
  id: string | null;
  slot: number | null;
  waitsFor: string | null;
  traits: Traits;
  at: number;
}

export async function loadTrackedUsers(
  tx: Transaction,
  sourceId: string,
  userKeys: readonly string[],
): Promise<Map<string, TrackedUser>> {
  if (userKeys.length === 0) return new Map();
  const rows = await tx.query<Row & Record<string, unknown>>(
    `select u.user_key as "userKey", a.id, a.slot, u.account_external_id as "waitsFor", u.traits,
       (extract(epoch from u.updated_at) * 1000)::float8 as at
     from tracked_user u left join account a on a.organisation_id = $1 and a.id = u.account_id
     where u.organisation_id = $1 and u.source_id = $2 and u.user_key = any($3::text[])`,
    [tx.organisationId, sourceId, textArray(userKeys)],
  );
  return new Map(
    rows.map(({ userKey, id, slot, waitsFor, traits, at }) => [
      userKey,
      { account: id === null ? null : { id, slot: slot! }, waitsFor, traits, at },
    ]),
  );
}

/** Keeps what has been learnt of users. Of two things told of one user, the one of the later time stays, whoever writes first. */
export async function saveTrackedUsers(
  tx: Transaction,
  sourceId: string,
  users: ReadonlyMap<string, TrackedUser>,
): Promise<void> {
  if (users.size === 0) return;
  const sorted = [...users].sort(([a], [b]) => (a < b ? -1 : 1));
  await tx.execute(
    `insert into tracked_user as u (organisation_id, source_id, user_key, account_id, account_external_id, traits, updated_at)
     select $1, $2, user_key, account_id, waits_for, traits, at
     from unnest($3::text[], $4::uuid[], $5::text[], $6::jsonb[], $7::timestamptz[]) as n (user_key, account_id, waits_for, traits, at)
     on conflict (organisation_id, source_id, user_key) do update set
       account_id = case when excluded.updated_at >= u.updated_at then coalesce(excluded.account_id, u.account_id)
         else coalesce(u.account_id, excluded.account_id) end,
       account_external_id = case when excluded.updated_at >= u.updated_at then coalesce(excluded.account_external_id, u.account_external_id)
         else coalesce(u.account_external_id, excluded.account_external_id) end,
       traits = case when excluded.updated_at >= u.updated_at then u.traits || excluded.traits else excluded.traits || u.traits end,
       updated_at = greatest(u.updated_at, excluded.updated_at)`,
    [
      tx.organisationId,
      sourceId,
      textArray(sorted.map(([key]) => key)),
      uuidArray(sorted.map(([, user]) => user.account?.id ?? null)),
      textArray(sorted.map(([, user]) => user.waitsFor)),
      jsonbArray(sorted.map(([, user]) => storableJson(user.traits))),
      timestamptzArray(sorted.map(([, user]) => user.at)),
    ],
  );
}
