import { inOrganisation, type Transaction } from '../../server/context/transaction.ts';
import { dismissSituation } from '../../server/diagnosis/dismiss-situation.ts';
import { lockRun } from '../../server/runs/locked-run.ts';
import { moveRun, runActor } from '../../server/runs/move-run.ts';
import { runWorld } from '../../server/runs/run-world.ts';
import type { PastWorld } from './live-through.ts';

const SILENT_DAYS = 45;

/** What CSMs decide by themselves as soon as their story says so: that something is no risk, or that a run has to end. Each once. */
export async function decideAsTold(world: PastWorld, daysAgo: number, decided: Set<string>): Promise<void> {
  const { database, team, customers, time } = world;
  const at = time.at(daysAgo, 10, 20);
  for (const { accountId, life, script } of customers) {
    const { dismissed, closed } = script;
    const due = [dismissed, closed].flatMap((decision) => (decision && decision.daysAgo >= daysAgo ? [decision] : []));
    if (due.length === 0 || decided.has(accountId)) continue;
    await inOrganisation(database, team[life.profile.csm], async (tx) => {
      const run = await tx.maybe<{ id: string; situation_id: string }>(
        `select id, situation_id from run
         where organisation_id = $1 and account_id = $2 and playbook_key = any($3) and state = 'open'`,
        [tx.organisationId, accountId, due.map(({ playbook }) => playbook)],
      );
      if (!run) return;
      decided.add(accountId);
      if (!dismissed) return close(tx, run.id, closed!.because, at);
      await dismissSituation(tx, run.situation_id, { reason: dismissed.because, silentDays: SILENT_DAYS });
      const until = time.date(daysAgo - SILENT_DAYS);
      await dateDismissal(tx, run.situation_id, { at, on: time.date(daysAgo), until });
      await close(tx, run.id, `Not a risk, because ${dismissed.because}`, at);
    });
  }
}

/** It was dismissed just now; it should have been then. */
async function dateDismissal(
  tx: Transaction,
  situationId: string,
  { at, on, until }: { at: Date; on: string; until: string },
): Promise<void> {
  const values = [tx.organisationId, situationId, at];
  await tx.execute('update situation set closed_at = $3, closed_on = $4 where organisation_id = $1 and id = $2', [
    ...values,
    on,
  ]);
  await tx.execute(
    `update situation_dismissal set dismissed_at = $3, silent_until = $4 where organisation_id = $1 and situation_id = $2`,
    [...values, until],
  );
}

async function close(tx: Transaction, runId: string, reason: string, at: Date): Promise<void> {
  const event = { id: 'decided', by: runActor(tx.actor), kind: 'closed_by_hand', reason } as const;
  await moveRun(tx, await lockRun(tx, runId), event, await runWorld(tx, at));
}
