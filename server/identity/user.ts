import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { problem } from '../lib/problem.ts';

/** The statements over people and their passwords, in the tables of the sign-in library. */

export interface NewUser {
  readonly email: string;
  readonly name: string;
}

/** The id of the user with this address in any case, or null. */
export async function findUser(identity: Pool, email: string): Promise<string | null> {
  const { rows } = await identity.query<{ id: string }>('select id from identity."user" where email = lower($1)', [
    email,
  ]);
  return rows[0]?.id ?? null;
}

/** User and password in one statement, so that no crash leaves somebody without one. A 409 problem when the address is taken. */
export async function insertUser(
  identity: Pool,
  { email, name }: NewUser,
  passwordHash: string | null,
): Promise<string> {
  // The address counts as verified: the person came by a link that only they were given.
  const { rows } = await identity.query<{ id: string }>(
    `with made as (
       insert into identity."user" (id, name, email, "emailVerified") values ($1, $2, lower($3), true)
       on conflict (email) do nothing returning id),
     credential as (
       insert into identity.account (id, "accountId", "providerId", "userId", password, "updatedAt")
       select $4, id, 'credential', id, $5, now() from made where $5::text is not null)
     select id from made`,
    [randomUUID(), name, email, randomUUID(), passwordHash],
  );
  if (!rows[0]) throw problem(409, 'Somebody with this e-mail address is already here. Sign in instead.');
  return rows[0].id;
}

/** Removes a person with all their sessions and their password. */
export async function deleteUser(identity: Pool, userId: string): Promise<void> {
  await identity.query('delete from identity."user" where id = $1', [userId]);
}

/** The hash of the user's password, or null when there is none. */
export async function passwordHashOf(identity: Pool, userId: string): Promise<string | null> {
  const { rows } = await identity.query<{ password: string | null }>(
    `select password from identity.account where "userId" = $1 and "providerId" = 'credential'`,
    [userId],
  );
  return rows[0]?.password ?? null;
}

/** Replaces the user's password, or gives the first one. */
export async function storePasswordHash(identity: Pool, userId: string, hash: string): Promise<void> {
  const changed = await identity.query(
    `update identity.account set password = $2, "updatedAt" = now() where "userId" = $1 and "providerId" = 'credential'`,
    [userId, hash],
  );
  if (changed.rowCount) return;
  await identity.query(
    `insert into identity.account (id, "accountId", "providerId", "userId", password, "updatedAt")
     values ($1, $2, 'credential', $2, $3, now())`,
    [randomUUID(), userId, hash],
  );
}
