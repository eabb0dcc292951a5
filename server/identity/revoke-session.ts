import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { notFound } from '../lib/problem.ts';
import { ownMember, userOfMember } from './session.ts';

/** Ends one session of the actor, at once. 404 when it is not theirs. */
export function revokeSession(database: Database, actor: Actor, sessionId: string): Promise<void> {
  const memberId = ownMember(actor);
  return inOrganisation(database, actor, async (tx) => {
    const userId = await userOfMember(tx, memberId);
    await recordAudit(tx, { action: 'session.revoked', entity: 'member', entityId: memberId });
    const { rowCount } = await database.identity.query('delete from identity.session where id = $1 and "userId" = $2', [
      sessionId,
      userId,
    ]);
    if (rowCount === 0) throw notFound('session');
  });
}

/** Ends all sessions of a member, of their own by anybody (`keep`: the one they do it from), of others by an admin. Returns how many. */
export function revokeSessions(
  database: Database,
  actor: Actor,
  { memberId, keep = null }: { memberId: string; keep?: string | null },
): Promise<number> {
  if (actor.kind !== 'member' || actor.memberId !== memberId) mayI(actor, 'manage_organisation');
  return inOrganisation(database, actor, async (tx) => {
    const userId = await userOfMember(tx, memberId);
    await recordAudit(tx, { action: 'sessions.revoked', entity: 'member', entityId: memberId });
    const { rowCount } = await database.identity.query(
      'delete from identity.session where "userId" = $1 and id is distinct from $2',
      [userId, keep],
    );
    return rowCount ?? 0;
  });
}
