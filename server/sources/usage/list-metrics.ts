import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';

/** A metric as people define it. */
export interface DefinedMetric {
  readonly key: string;
  readonly title: string;
  readonly event: string | null;
  readonly filter: { readonly property: string; readonly value: string } | null;
  readonly sum: string | null;
  readonly archivedAt: Date | null;
}

/** The columns of table `metric` as a `DefinedMetric`. */
export const DEFINED_METRIC_COLUMNS = `key, title, event,
  case when filter_property is not null then jsonb_build_object('property', filter_property, 'value', filter_value) end as filter,
  sum_property as sum, archived_at as "archivedAt"`;

/** The metrics that are counted, by title. */
export function listMetrics(database: Database, actor: Actor): Promise<DefinedMetric[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, (tx) =>
    tx.query<DefinedMetric & Record<string, unknown>>(
      `select ${DEFINED_METRIC_COLUMNS} from metric where organisation_id = $1 and archived_at is null order by title, key`,
      [tx.organisationId],
    ),
  );
}
