import { join } from 'node:path';
import { z } from 'zod';
import type { Actor } from '../../context/actor.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { organisationOf } from '../../identity/organisation.ts';
import { problem } from '../../lib/problem.ts';
import type { CustomType, Mapping } from '../csv/mapping.ts';
import { isFileThere } from './import-file-store.ts';
import { type ImportAtWork, selectImportAtWork } from './import-record.ts';
import { type ImportSettings, importSettingsSchema, mappingSchema } from './import-settings.ts';
import { type ImportPlan, planImport } from './plan-import.ts';
import { recallMapping } from './remembered-mapping.ts';

/** What a person has said about an import; anything wrong in it is found before the file is read. */
export interface Said {
  readonly mapping?: Mapping | undefined;
  readonly settings?: ImportSettings | undefined;
}

const saidSchema = z.strictObject({ mapping: mappingSchema.optional(), settings: importSettingsSchema.optional() });

/** Plans an import that has been uploaded, outside of any transaction: it may read all of the file. */
export async function planOfImport(
  database: Database,
  actor: Actor,
  importId: string,
  said: Said,
  dataDir: string,
): Promise<{ found: ImportAtWork; plan: ImportPlan }> {
  const parsed = saidSchema.parse(said);
  const { found, organisation, types } = await inOrganisation(database, actor, async (tx) => ({
    found: await selectImportAtWork(tx, importId),
    organisation: await organisationOf(tx),
    types: await tx.query<{ key: string; type: CustomType }>(
      'select key, type from account_attribute where organisation_id = $1',
      [tx.organisationId],
    ),
  }));
  if (!(await isFileThere(dataDir, found.filePath))) {
    throw problem(409, 'The file of this import is no longer kept. Upload it again.');
  }
  const { sourceId, kind } = found;
  const plan = await planImport(
    join(dataDir, found.filePath!),
    {
      kind,
      organisation,
      attributeTypes: new Map(types.map(({ key, type }) => [key, type])),
      remember: (columns) => inOrganisation(database, actor, (tx) => recallMapping(tx, { sourceId, kind, columns })),
    },
    parsed,
  );
  return { found, plan };
}
