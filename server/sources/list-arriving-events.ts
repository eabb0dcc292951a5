import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';

/** An event as it was kept. */
export interface ArrivedEvent {
  readonly messageId: string;
  readonly event: string;
  readonly userKey: string | null;
  /** null while the account of the user is not known. */
  readonly account: { readonly id: string; readonly name: string } | null;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly properties: Record<string, unknown> | null;
}

const MOST = 50;
/** Looked at one after the other, so that a busy source is not sorted whole to show the last events. */
const PERIODS = ['10 seconds', '10 minutes', '1 day', '60 days'];

/** The last events that came from a source, newest first, at most 50 and not older than 60 days. 404 when there is no such source. */
export function listArrivingEvents(database: Database, actor: Actor, sourceId: string): Promise<ArrivedEvent[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    await tx.one('source', 'select 1 from source where organisation_id = $1 and id = $2', [
      tx.organisationId,
      sourceId,
    ]);
    let events: ArrivedEvent[] = [];
    for (const period of PERIODS) {
      events = await tx.query<ArrivedEvent & Record<string, unknown>>(
        `select e.message_id as "messageId", e.event, e.user_key as "userKey", e.occurred_at as "occurredAt",
           e.recorded_at as "recordedAt", e.properties,
           case when a.id is not null then jsonb_build_object('id', a.id, 'name', a.name) end as account
         from (
           select * from usage_event where organisation_id = $1 and source_id = $2 and recorded_at > now() - $3::interval
           order by recorded_at desc, message_id limit ${MOST}) e
         left join account a on a.organisation_id = $1 and a.slot = e.account_slot
         order by e.recorded_at desc, e.message_id`,
        [tx.organisationId, sourceId, period],
      );
      if (events.length === MOST) break;
    }
    return events;
  });
}
