import { type MemberRole, SCOPES, systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { queueMessage } from '../jobs/queue-message.ts';
import { dayOf } from '../lib/days.ts';
import type { Log } from '../lib/log.ts';
import { listMyDay } from '../worklist/list-my-day.ts';
import { writeDigest } from './digest.ts';

interface Reader {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly organisation_name: string;
  readonly slug: string;
}

/**
 * Queues the morning e-mail of every member who wants one, in every organisation that has been diagnosed today in its own time zone; at
 * most one a member and day. Returns how many were queued.
 */
export async function sendDigests(database: Database, publicUrl: string, log: Log, now = new Date()): Promise<number> {
  const { rows } = await database.worker.query<{ organisation_id: string; time_zone: string }>(
    'select organisation_id, time_zone from organisation order by organisation_id',
  );
  let queued = 0;
  for (const { organisation_id, time_zone } of rows) {
    try {
      queued += await sendDigestsOf(database, organisation_id, dayOf(now, time_zone), publicUrl, now);
    } catch (error) {
      log.error(
        { organisation: organisation_id, error: (error as Error).message },
        'the morning e-mails could not be written',
      );
    }
  }
  return queued;
}

async function sendDigestsOf(
  database: Database,
  organisationId: string,
  today: string,
  publicUrl: string,
  now: Date,
): Promise<number> {
  const system = systemActor(organisationId, 'Delivery');
  const readers = await inOrganisation(database, system, (tx) =>
    tx.query<Reader & Record<string, unknown>>(
      `select m.id, m.name, m.email, m.role, o.name as organisation_name, o.slug
       from member m join organisation o on o.organisation_id = m.organisation_id
       where m.organisation_id = $1 and m.status = 'active' and m.digest and not o.is_sample
         and exists (select from diagnosis d where d.organisation_id = $1 and d.as_of = $2::date and d.kind in ('nightly', 'caught_up')
           and d.finished_at is not null)
         and not exists (select from outgoing_message g where g.organisation_id = $1 and g.idempotency_key = 'digest:' || m.id || ':' || $2::text)
       order by m.id`,
      [organisationId, today],
    ),
  );
  let queued = 0;
  for (const reader of readers) {
    const actor = {
      kind: 'member',
      organisationId,
      memberId: reader.id,
      name: reader.name,
      role: reader.role,
      scopes: SCOPES,
    } as const;
    const digest = writeDigest(
      await listMyDay(database, actor, { now }),
      reader.name,
      reader.organisation_name,
      `${publicUrl}/o/${reader.slug}`,
    );
    if (!digest) continue;
    const message = await inOrganisation(database, system, (tx) =>
      queueMessage(tx, {
        key: `digest:${reader.id}:${today}`,
        kind: 'digest',
        to: reader.email,
        memberId: reader.id,
        ...digest,
      }),
    );
    queued += message ? 1 : 0;
  }
  return queued;
}
