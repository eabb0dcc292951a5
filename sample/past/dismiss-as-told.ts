import { inOrganisation } from '../../server/context/transaction.ts';
import { dismissSituation } from '../../server/diagnosis/dismiss-situation.ts';
import { lockRun } from '../../server/runs/locked-run.ts';
import { moveRun, runActor } from '../../server/runs/move-run.ts';
import { runWorld } from '../../server/runs/run-world.ts';
import type { PastWorld } from './live-through.ts';

const SILENT_DAYS = 45;

/** "Not a risk, because ...": where a story says that a CSM dismissed a situation on this day, it is dismissed, and its run closed. */
export async function dismissAsTold({ database, team, customers, time }: PastWorld, daysAgo: number): Promise<void> {
  for (const { accountId, life, script } of customers) {
    const { dismissed } = script;
    if (dismissed?.daysAgo !== daysAgo) continue;
    const at = time.at(daysAgo, 10, 20);
    await inOrganisation(database, team[life.profile.csm], async (tx) => {
      const situation = await tx.maybe<{ id: string }>(
        `select id from situation where organisation_id = $1 and account_id = $2 and playbook_key = $3 and state = 'open'`,
        [tx.organisationId, accountId, dismissed.playbook],
      );
      if (!situation) return;
      const { runId } = await dismissSituation(tx, situation.id, {
        reason: dismissed.because,
        silentDays: SILENT_DAYS,
      });
      await tx.execute(`update situation set closed_at = $3, closed_on = $4 where organisation_id = $1 and id = $2`, [
        tx.organisationId,
        situation.id,
        at,
        time.date(daysAgo),
      ]);
      await tx.execute(
        `update situation_dismissal set dismissed_at = $3, silent_until = $4 where organisation_id = $1 and situation_id = $2`,
        [tx.organisationId, situation.id, at, time.date(daysAgo - SILENT_DAYS)],
      );
      if (!runId) return;
      const reason = `Not a risk, because ${dismissed.because}`;
      const event = { id: 'dismissed', by: runActor(tx.actor), kind: 'closed_by_hand', reason } as const;
      await moveRun(tx, await lockRun(tx, runId), event, await runWorld(tx, at));
    });
  }
}
