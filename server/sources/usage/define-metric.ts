import { z } from 'zod';
import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { emit } from '../../jobs/enqueue.ts';
import { problem } from '../../lib/problem.ts';
import { DEFINED_METRIC_COLUMNS, type DefinedMetric } from './list-metrics.ts';

const MOST = 100;
const propertyName = z.string().min(1, 'Name the property.').max(200, 'At most 200 characters.');

export const metricDefinition = z.strictObject({
  key: z
    .string()
    .regex(
      /^[a-z][a-z0-9_]{0,62}$/,
      'Use small letters, digits and _, beginning with a letter, such as reports_exported.',
    ),
  title: z.string().trim().min(1, 'Give the metric a title.').max(100, 'At most 100 characters.'),
  /** The event that is counted; null for any. */
  event: z
    .string()
    .min(1, 'Name the event, or leave it out.')
    .max(200, 'At most 200 characters.')
    .nullable()
    .default(null),
  /** Only events whose property has this value. */
  filter: z
    .strictObject({ property: propertyName, value: z.string().max(1000) })
    .nullable()
    .default(null),
  /** The property that is summed; null to count events. */
  sum: propertyName.nullable().default(null),
});

/**
 * Adds a metric, or changes the one with this key (also one that was archived). What happened before is counted by it too: the job that
 * does so follows.
 */
export function defineMetric(
  database: Database,
  actor: Actor,
  input: z.input<typeof metricDefinition>,
): Promise<DefinedMetric> {
  mayI(actor, 'manage_sources');
  const definition = metricDefinition.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    await tx.query('select from organisation where organisation_id = $1 for no key update', [tx.organisationId]);
    const before = await findMetric(tx, definition.key);
    if (before === null) await refuseTooMany(tx);
    await write(tx, definition);
    const after = (await findMetric(tx, definition.key))!;
    await recordAudit(tx, {
      action: before ? 'metric.changed' : 'metric.defined',
      entity: 'metric',
      entityId: definition.key,
      before: before ?? undefined,
      after,
    });
    await emit(tx, { name: 'metric.changed', metric: definition.key }, { key: `metric:${definition.key}` });
    return after;
  });
}

async function findMetric(tx: Transaction, key: string): Promise<DefinedMetric | null> {
  return tx.maybe<DefinedMetric & Record<string, unknown>>(
    `select ${DEFINED_METRIC_COLUMNS} from metric where organisation_id = $1 and key = $2`,
    [tx.organisationId, key],
  );
}

async function refuseTooMany(tx: Transaction): Promise<void> {
  const { count } = await tx.one<{ count: number }>(
    'organisation',
    'select count(*) as count from metric where organisation_id = $1 and archived_at is null',
    [tx.organisationId],
  );
  if (count >= MOST) throw problem(409, `There are ${MOST} metrics already. Archive one that nobody needs.`);
}

/** Numbers are never used again: columns of old days are kept under them. */
async function write(
  tx: Transaction,
  { key, title, event, filter, sum }: z.output<typeof metricDefinition>,
): Promise<void> {
  await tx.execute(
    `insert into metric (organisation_id, key, number, title, event, filter_property, filter_value, sum_property)
     select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7 from metric where organisation_id = $1
     on conflict (organisation_id, key) do update set title = excluded.title, event = excluded.event,
       filter_property = excluded.filter_property, filter_value = excluded.filter_value, sum_property = excluded.sum_property,
       archived_at = null`,
    [tx.organisationId, key, title, event, filter?.property ?? null, filter?.value ?? null, sum],
  );
}
