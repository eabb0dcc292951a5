import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { emit } from '../../jobs/enqueue.ts';

/** Stops counting a metric; what was counted is removed by the job that follows. The events stay. 404 when it is not counted. */
export function archiveMetric(database: Database, actor: Actor, key: string): Promise<void> {
  mayI(actor, 'manage_sources');
  return inOrganisation(database, actor, async (tx) => {
    const { title } = await tx.one<{ title: string }>(
      'metric',
      `update metric set archived_at = now() where organisation_id = $1 and key = $2 and archived_at is null returning title`,
      [tx.organisationId, key],
    );
    await recordAudit(tx, { action: 'metric.archived', entity: 'metric', entityId: key, before: { title } });
    await emit(tx, { name: 'metric.changed', metric: key }, { key: `metric:${key}` });
  });
}
