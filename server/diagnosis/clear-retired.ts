import { systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { isoDate } from '../lib/days.ts';
import { today } from './organisation.ts';

/**
 * A playbook was retired: its situations that nobody works on are cleared, and so is what waits for a person or is held back. Those of open
 * runs end with their run. Does nothing when it has been brought back meanwhile.
 */
export function clearRetired(database: Database, organisationId: string, playbookKey: string): Promise<void> {
  return inOrganisation(database, systemActor(organisationId), async (tx) => {
    const retired = await tx.maybe(
      `select from playbook where organisation_id = $1 and key = $2 and status = 'retired' for share`,
      [organisationId, playbookKey],
    );
    if (!retired) return;
    await tx.execute(
      `update situation s set state = 'cleared', closed_on = $3, closed_at = now()
       where s.organisation_id = $1 and s.playbook_key = $2 and s.state = 'open' and not exists (
         select from run r where r.organisation_id = $1 and r.state = 'open' and (r.situation_id = s.id or r.id = s.merged_run_id))`,
      [organisationId, playbookKey, isoDate(await today(tx))],
    );
    for (const table of ['situation_waiting', 'situation_held_back'])
      await tx.execute(`delete from ${table} where organisation_id = $1 and playbook_key = $2`, [
        organisationId,
        playbookKey,
      ]);
  });
}
