import type { Database } from '../database/database.ts';

/** Removes what has expired and is of no use to anybody: sessions and one-time links of the sign-in. */
export async function forgetOld(database: Database): Promise<void> {
  await database.identity.query(`delete from identity.session where "expiresAt" < now() - interval '7 days'`);
  await database.identity.query(`delete from identity.verification where "expiresAt" < now() - interval '1 day'`);
  await database.identity.query(
    `delete from identity."rateLimit" where "lastRequest" < (extract(epoch from now()) - 86400) * 1000`,
  );
}
