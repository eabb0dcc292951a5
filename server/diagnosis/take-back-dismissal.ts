import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { isoDate } from '../lib/days.ts';
import { problem } from '../lib/problem.ts';
import { today } from './organisation.ts';

/**
 * Takes back "not a risk, because ...": it no longer counts and no longer silences. The situation is open again when its cause is still there (it
 * was dismissed today, or the last diagnosis held it back for that); its run stays closed. Throws a 409 problem when it was not dismissed.
 */
export function takeBackDismissal(
  database: Database,
  actor: Actor,
  situationId: string,
): Promise<{ isOpenAgain: boolean }> {
  mayI(actor, 'work');
  return inOrganisation(database, actor, async (tx) => {
    const situation = await tx.one<{ account_id: string; playbook_key: string; state: string; closed_on: string }>(
      'situation',
      'select account_id, playbook_key, state, closed_on from situation where organisation_id = $1 and id = $2 for update',
      [tx.organisationId, situationId],
    );
    const taken = await tx.execute(
      `update situation_dismissal set taken_back_at = now(), taken_back_by = $3
       where organisation_id = $1 and situation_id = $2 and taken_back_at is null`,
      [tx.organisationId, situationId, tx.actor.memberId],
    );
    if (taken === 0 || situation.state !== 'dismissed')
      throw problem(409, 'Nobody has said that this is not a risk, or it was taken back already.');
    const opened = await tx.execute(
      `update situation s set state = 'open', closed_at = null, closed_on = null
       where s.organisation_id = $1 and s.id = $2
         and (s.closed_on = $3 or exists (select from situation_held_back h where h.organisation_id = $1 and h.account_id = s.account_id
           and h.playbook_key = s.playbook_key and h.reason = 'dismissed'))
         and not exists (select from situation o where o.organisation_id = $1 and o.account_id = s.account_id
           and o.playbook_key = s.playbook_key and o.subject = s.subject and o.state = 'open')`,
      [tx.organisationId, situationId, isoDate(await today(tx))],
    );
    await recordAudit(tx, {
      action: 'situation.dismissal_taken_back',
      entity: 'situation',
      entityId: situationId,
      after: { state: opened > 0 ? 'open' : 'dismissed' },
    });
    return { isOpenAgain: opened > 0 };
  });
}
