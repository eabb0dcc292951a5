import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { notFound } from '../lib/problem.ts';

/** Gives a job that failed for good another set of attempts, at once. 404 when the organisation has no such failed job. */
export function retryJob(database: Database, actor: Actor, id: string): Promise<void> {
  mayI(actor, 'manage_organisation');
  return inOrganisation(database, actor, async (tx) => {
    const { retried } = await tx.one<{ retried: boolean }>('job', 'select retry_job($1) as retried', [id]);
    if (!retried) throw notFound('failed job');
    await recordAudit(tx, { action: 'job.retried', entity: 'job', entityId: id });
  });
}
