import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { emit } from '../jobs/enqueue.ts';
import { isoDate } from '../lib/days.ts';
import { problem } from '../lib/problem.ts';
import { today } from './organisation.ts';

const RUNS_AN_EVENT = 500;

/**
 * Opens what the brake held for a playbook: all accounts that wait, each once, and their runs start. Gives how many were opened. Throws a 409
 * problem when nothing waits any more.
 */
export function openWaiting(database: Database, actor: Actor, playbookKey: string): Promise<{ opened: number }> {
  mayI(actor, 'manage_playbooks');
  return inOrganisation(database, actor, async (tx) => {
    await checkWaiting(tx, playbookKey);
    const opened = await tx.query<{ id: string; account_id: string }>(
      `with taken as (
         delete from situation_waiting where organisation_id = $1 and playbook_key = $2 and declined_at is null returning *)
       insert into situation (organisation_id, account_id, playbook_key, playbook_version, trigger_kind, priority, headline, evidence,
         opened_on, diagnosis_id)
       select $1, t.account_id, t.playbook_key, t.playbook_version, t.trigger_kind, t.priority, t.headline, t.evidence, $3, t.diagnosis_id
       from taken t join account a on a.organisation_id = $1 and a.id = t.account_id and a.archived_at is null
       order by t.account_id
       on conflict (organisation_id, account_id, playbook_key, subject) where state = 'open' do nothing
       returning id, account_id`,
      [tx.organisationId, playbookKey, isoDate(await today(tx))],
    );
    const ids = opened.map((row) => row.id);
    for (let from = 0; from < ids.length; from += RUNS_AN_EVENT) {
      const some = opened.slice(from, from + RUNS_AN_EVENT);
      await emit(tx, { name: 'situations.opened', situationIds: some.map(({ id }) => id) });
      await emit(tx, { name: 'waiting.opened', accountIds: some.map(({ account_id }) => account_id) });
    }
    await forgetHeld(tx, playbookKey);
    await recordAudit(tx, {
      action: 'waiting_situations.opened',
      entity: 'playbook',
      entityId: playbookKey,
      after: { opened: ids.length },
    });
    return { opened: ids.length };
  });
}

/** Decides that what waits for a playbook is not opened: an account is asked about again when its condition has ended and comes back. */
export function declineWaiting(
  database: Database,
  actor: Actor,
  playbookKey: string,
  reason: string,
): Promise<{ declined: number }> {
  mayI(actor, 'manage_playbooks');
  return inOrganisation(database, actor, async (tx) => {
    await checkWaiting(tx, playbookKey);
    const declined = await tx.execute(
      `update situation_waiting set declined_at = now() where organisation_id = $1 and playbook_key = $2 and declined_at is null`,
      [tx.organisationId, playbookKey],
    );
    await recordAudit(tx, {
      action: 'waiting_situations.declined',
      entity: 'playbook',
      entityId: playbookKey,
      after: { declined },
      reason,
    });
    return { declined };
  });
}

async function checkWaiting(tx: Transaction, playbookKey: string): Promise<void> {
  await tx.one('playbook', 'select key from playbook where organisation_id = $1 and key = $2', [
    tx.organisationId,
    playbookKey,
  ]);
  const waiting = await tx.query(
    `select from situation_waiting where organisation_id = $1 and playbook_key = $2 and declined_at is null for update`,
    [tx.organisationId, playbookKey],
  );
  if (waiting.length === 0) throw problem(409, 'Nothing waits here any more: somebody was faster, or it has passed.');
}

async function forgetHeld(tx: Transaction, playbookKey: string): Promise<void> {
  await tx.execute(
    `delete from situation_held_back where organisation_id = $1 and playbook_key = $2 and reason = 'brake'`,
    [tx.organisationId, playbookKey],
  );
}
