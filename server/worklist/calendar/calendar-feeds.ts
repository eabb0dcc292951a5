import { randomBytes } from 'node:crypto';
import { recordAudit } from '../../audit/record.ts';
import type { MemberActor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { hashKey } from '../../identity/actor-of.ts';
import { notFound, problem } from '../../lib/problem.ts';

/** A link at which a member's calendar reads their tasks and meetings. */
export interface CalendarFeed {
  readonly id: string;
  readonly createdAt: Date;
  /** When a calendar last asked. */
  readonly lastReadAt: Date | null;
}

const MOST = 10;

/** The links of the acting member that still work. */
export function listCalendarFeeds(database: Database, actor: MemberActor): Promise<CalendarFeed[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, (tx) =>
    tx.query<CalendarFeed & Record<string, unknown>>(
      `select id, created_at as "createdAt", last_read_at as "lastReadAt" from calendar_feed
       where organisation_id = $1 and member_id = $2 and revoked_at is null order by created_at, id`,
      [tx.organisationId, actor.memberId],
    ),
  );
}

/**
 * Makes a link for the acting member. Who knows it can read their tasks and meetings, and nothing else; `token` is shown this once, what is stored is
 * its hash. A 409 problem when there are ten already.
 */
export function createCalendarFeed(
  database: Database,
  actor: MemberActor,
): Promise<CalendarFeed & { readonly token: string }> {
  mayI(actor, 'read');
  const token = `cal_${randomBytes(24).toString('base64url')}`;
  return inOrganisation(database, actor, async (tx) => {
    await tx.execute('select from member where organisation_id = $1 and id = $2 for update', [
      tx.organisationId,
      actor.memberId,
    ]);
    const { count } = await tx.one<{ count: number }>(
      'member',
      `select count(*)::int as count from calendar_feed where organisation_id = $1 and member_id = $2 and revoked_at is null`,
      [tx.organisationId, actor.memberId],
    );
    if (count >= MOST) throw problem(409, `You have ${MOST} links already. Revoke one that you no longer use.`);
    const feed = await tx.one<CalendarFeed & Record<string, unknown>>(
      'calendar feed',
      `insert into calendar_feed (organisation_id, member_id, token_hash) values ($1, $2, $3)
       returning id, created_at as "createdAt", last_read_at as "lastReadAt"`,
      [tx.organisationId, actor.memberId, hashKey(token)],
    );
    await recordAudit(tx, { action: 'calendar_feed.created', entity: 'calendar_feed', entityId: feed.id });
    return { ...feed, token };
  });
}

/** Ends a link of the acting member at once. 404 when there is none that works. */
export function revokeCalendarFeed(database: Database, actor: MemberActor, id: string): Promise<void> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const revoked = await tx.execute(
      `update calendar_feed set revoked_at = now()
       where organisation_id = $1 and id = $2 and member_id = $3 and revoked_at is null`,
      [tx.organisationId, id, actor.memberId],
    );
    if (revoked === 0) throw notFound('calendar feed');
    await recordAudit(tx, { action: 'calendar_feed.revoked', entity: 'calendar_feed', entityId: id });
  });
}
