import type { Actor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { ownMember, type Session, userOfMember } from './session.ts';

/** Where the actor is signed in, most recently used first. */
export async function listSessions(database: Database, actor: Actor): Promise<Session[]> {
  const memberId = ownMember(actor);
  const userId = await inOrganisation(database, actor, (tx) => userOfMember(tx, memberId));
  const { rows } = await database.identity.query<Session>(
    `select id, "createdAt", "updatedAt" as "lastSeenAt", "ipAddress" as address, "userAgent" as browser
     from identity.session where "userId" = $1 and "expiresAt" > now() order by "updatedAt" desc, id`,
    [userId],
  );
  return rows;
}
