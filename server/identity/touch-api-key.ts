import type { MemberActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';

const EVERY = 5 * 60_000;
const touched = new Map<string, number>();

/** Notes that a key was used, to the nearest five minutes: a write for each request would cost more than it tells. */
export async function touchApiKey(database: Database, actor: MemberActor, keyId: string): Promise<void> {
  const now = Date.now();
  if ((touched.get(keyId) ?? 0) > now - EVERY) return;
  if (touched.size > 10_000) touched.clear();
  touched.set(keyId, now);
  await inOrganisation(database, actor, (tx) =>
    tx.execute('update api_key set last_used_at = now() where organisation_id = $1 and id = $2', [
      tx.organisationId,
      keyId,
    ]),
  );
}
