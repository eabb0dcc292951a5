import type { Actor } from '../context/actor.ts';
import { isAllowed, mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import type { SignalDeclaration } from '../expressions/declaration.ts';
import { loadFactCatalogue } from './check-model.ts';
import { describeModelChange } from './describe-change.ts';
import { DEFAULT_HEALTH_MODEL, type HealthModel, healthModelSchema } from './health-model.ts';

export interface ModelVersion {
  readonly version: number;
  readonly reason: string | null;
  readonly createdBy: string | null;
  readonly createdAt: Date | null;
  /** Against the version before, in words. */
  readonly changes: readonly string[];
}

export interface ModelPage {
  /** 0 is the model that ships with Steward. */
  readonly version: number;
  readonly model: HealthModel;
  /** Newest first, the shipped one last. */
  readonly versions: readonly ModelVersion[];
  /** The signals an indicator may be. */
  readonly signals: readonly Pick<SignalDeclaration, 'name' | 'title' | 'unit' | 'from'>[];
  readonly mayChange: boolean;
}

/** The health model in force, how it came to be, and what it can be made of. */
export function readModel(database: Database, actor: Actor): Promise<ModelPage> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const rows = await versionsOf(tx);
    const models = [DEFAULT_HEALTH_MODEL, ...rows.map((row) => healthModelSchema.parse(row.definition))];
    const versions = rows.map(({ definition: _, ...row }, i) => ({
      ...row,
      changes: describeModelChange(models[i]!, models[i + 1]!),
    }));
    const shipped = { version: 0, reason: null, createdBy: null, createdAt: null, changes: [] };
    const catalogue = await loadFactCatalogue(tx);
    const numbers = new Set([...catalogue.values()].filter(({ type }) => type === 'number'));
    return {
      version: rows.at(-1)?.version ?? 0,
      model: models.at(-1)!,
      versions: [shipped, ...versions].reverse(),
      signals: [...numbers].map(({ name, title, unit, from }) => ({ name, title, unit, from })),
      mayChange: isAllowed(actor, 'manage_health'),
    };
  });
}

type VersionRow = Omit<ModelVersion, 'changes'> & { definition: unknown };

function versionsOf(tx: Transaction): Promise<VersionRow[]> {
  return tx.query<VersionRow & Record<string, unknown>>(
    `select v.version, v.definition, v.reason, m.name as "createdBy", v.created_at as "createdAt"
     from health_model v left join member m on m.organisation_id = $1 and m.id = v.created_by
     where v.organisation_id = $1 order by v.version`,
    [tx.organisationId],
  );
}
