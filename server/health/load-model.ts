import type { Transaction } from '../context/transaction.ts';
import { DEFAULT_HEALTH_MODEL, type HealthModel, healthModelSchema } from './health-model.ts';

/** The organisation's current health model; the shipped one (version 0) until it has been changed. */
export async function loadHealthModel(tx: Transaction): Promise<{ version: number; model: HealthModel }> {
  const row = await tx.maybe<{ version: number; definition: unknown }>(
    'select version, definition from health_model where organisation_id = $1 order by version desc limit 1',
    [tx.organisationId],
  );
  if (!row) return { version: 0, model: DEFAULT_HEALTH_MODEL };
  return { version: row.version, model: healthModelSchema.parse(row.definition) };
}
