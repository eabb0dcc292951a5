import { systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { runActor } from '../runs/move-run.ts';
import { lockEscalation, moveEscalation } from './keep-escalation.ts';

/**
 * Tells open escalations of contacts with their customers that were logged since they were opened: their clocks stand still for a while. A
 * note among ourselves and a message that only came in are none. Told twice, nothing happens twice. `accountIds` null: all accounts.
 */
export async function noteContacts(
  database: Database,
  organisationId: string,
  accountIds: readonly string[] | null,
  now = new Date(),
): Promise<void> {
  const actor = systemActor(organisationId);
  const by = runActor(actor);
  await inOrganisation(database, actor, async (tx) => {
    const contacts = await tx.query<{ escalation_id: string; id: string; at: Date; what: string }>(
      `select e.id as escalation_id, i.id, i.occurred_at as at, concat_ws(': ', i.kind, i.subject) as what
       from escalation e
       join interaction i on i.organisation_id = $1 and i.account_id = e.account_id
       where e.organisation_id = $1 and e.status = 'open' and ($2::uuid[] is null or e.account_id = any($2))
         and i.kind <> 'note' and i.direction in ('outbound', 'two_way')
         and i.occurred_at >= e.opened_at and i.occurred_at <= $3
         and not exists (select from escalation_entry n
           where n.organisation_id = $1 and n.escalation_id = e.id and n.event_id = 'contact:' || i.id)
       order by e.id, i.occurred_at, i.id`,
      [tx.organisationId, accountIds, now],
    );
    for (const { escalation_id, id, at, what } of contacts) {
      const escalation = (await lockEscalation(tx, escalation_id))!;
      await moveEscalation(tx, escalation, { id: `contact:${id}`, by, kind: 'contact_logged', what, at }, now);
    }
  });
}
