import { join } from 'node:path';
import { recordAudit } from '../../audit/record.ts';
import { type Actor, systemActor } from '../../context/actor.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { organisationOf } from '../../identity/organisation.ts';
import { emit } from '../../jobs/enqueue.ts';
import { isMapped, type MappedRow, rowMapper } from '../csv/map-row.ts';
import { readRows } from '../csv/read-rows.ts';
import type { RecordKindKey } from '../kinds/record-kinds.ts';
import { type BatchRow, commitBatch, ImportTakenOver } from './commit-batch.ts';
import { recallIds } from './identify-rows.ts';
import { isFileThere, removeImportFile } from './import-file-store.ts';
import { type Import, type ImportAtWork, selectImport, selectImportAtWork } from './import-record.ts';
import type { ResolvedSettings } from './import-settings.ts';
import type { WritingContext } from './row-outcome.ts';
import { SeenIds } from './seen-ids.ts';

export interface RunOptions {
  readonly dataDir: string;
  /** Called after each batch that is committed. */
  readonly onProgress?: (progress: {
    readonly rows: number;
    readonly bytesRead: number;
    readonly bytesTotal: number;
  }) => void;
}

const batchSize = 2000;

/**
 * Reads the file of a started import and writes its rows, a batch a transaction. Killed at any moment it goes on behind
 * the last batch when it is called again; two at once do not harm each other. Memory does not grow with the file but by
 * 16 bytes a record. An import that is not running stays as it is. Gives the import as it ends.
 */
export async function runImport(
  database: Database,
  organisationId: string,
  importId: string,
  { dataDir, onProgress }: RunOptions,
): Promise<Import> {
  const actor = systemActor(organisationId, 'Import');
  const { found, timeZone } = await inOrganisation(database, actor, async (tx) => ({
    found: await selectImportAtWork(tx, importId),
    timeZone: (await organisationOf(tx)).timeZone,
  }));
  if (found.state !== 'running' || !found.settings) return readAgain(database, actor, importId);
  if (!(await isFileThere(dataDir, found.filePath))) {
    return fail(
      database,
      actor,
      importId,
      'The file is no longer kept. Upload it again: what is there will not be doubled.',
    );
  }
  try {
    const context = contextOf(found, found.settings, timeZone);
    await readFile(database, actor, found, found.settings, context, { dataDir, ...(onProgress && { onProgress }) });
  } catch (error) {
    if (!(error instanceof ImportTakenOver)) throw error;
    return readAgain(database, actor, importId);
  }
  return complete(database, actor, importId, dataDir);
}

function readAgain(database: Database, actor: Actor, importId: string): Promise<Import> {
  return inOrganisation(database, actor, (tx) => selectImport(tx, importId));
}

function contextOf(found: ImportAtWork, settings: ResolvedSettings, timeZone: string): WritingContext {
  const columns = new Map<string, string>();
  for (const { target, column } of found.mapping)
    columns.set(target, [columns.get(target), column].filter(Boolean).join(', '));
  return {
    importId: found.id,
    sourceId: found.sourceId,
    timeZone,
    currency: settings.currency,
    createAccounts: settings.createAccounts,
    columnOf: (field) => columns.get(field) || field,
  };
}

async function readFile(
  database: Database,
  actor: Actor,
  found: ImportAtWork,
  settings: ResolvedSettings,
  context: WritingContext,
  { dataDir, onProgress }: RunOptions,
): Promise<void> {
  const kind: RecordKindKey = found.kind;
  const map = rowMapper(kind, found.mapping, settings.format.columns, settings);
  const seen = new SeenIds();
  const rows = readRows(join(dataDir, found.filePath!), settings.format);
  const rejected = found.nextRow > 0 ? await rejectedLines(database, actor, found.id) : new Set<number>();
  const recall = (mapped: MappedRow[]) =>
    inOrganisation(database, actor, (tx) => recallIds(tx, context, kind, mapped, { seen, rejected }));
  let committed: MappedRow[] = [];
  let batch: BatchRow[] = [];
  let first = 0;
  const commit = async () => {
    if (batch.length === 0) return;
    await commitBatch(database, actor, { kind, context, seen }, { first, rows: batch, bytesRead: rows.bytesRead });
    first += batch.length;
    batch = [];
    onProgress?.({ rows: first, bytesRead: rows.bytesRead, bytesTotal: found.bytesTotal });
  };
  for await (const row of rows) {
    const result = map(row);
    if (first < found.nextRow) {
      first += 1;
      if (isMapped(result)) committed.push(result);
      if (committed.length < batchSize && first < found.nextRow) continue;
      await recall(committed);
      committed = [];
      continue;
    }
    batch.push({ cells: row.cells, result });
    if (batch.length >= batchSize) await commit();
  }
  await commit();
}

async function rejectedLines(database: Database, actor: Actor, importId: string): Promise<Set<number>> {
  const rows = await inOrganisation(database, actor, (tx) =>
    tx.query<{ row: number }>(
      'select distinct row_number as row from import_rejection where organisation_id = $1 and import_id = $2',
      [tx.organisationId, importId],
    ),
  );
  return new Set(rows.map(({ row }) => row));
}

async function complete(database: Database, actor: Actor, importId: string, dataDir: string): Promise<Import> {
  const completed = await inOrganisation(database, actor, async (tx) => {
    const ended = await tx.execute(
      `update import set state = 'completed', finished_at = now(), bytes_read = bytes_total, file_path = null
       where organisation_id = $1 and id = $2 and state = 'running'`,
      [tx.organisationId, importId],
    );
    const found = await selectImport(tx, importId);
    if (ended === 0) return found;
    const { rowsRead, rowsCreated, rowsUpdated, rowsUnchanged, rowsRejected } = found;
    await recordAudit(tx, {
      action: 'import.completed',
      entity: 'import',
      entityId: importId,
      after: { rowsRead, rowsCreated, rowsUpdated, rowsUnchanged, rowsRejected },
    });
    if (rowsCreated + rowsUpdated > 0) await emit(tx, { name: 'import.completed', importId });
    return found;
  });
  await removeImportFile(dataDir, importId);
  return completed;
}

async function fail(database: Database, actor: Actor, importId: string, reason: string): Promise<Import> {
  return inOrganisation(database, actor, async (tx) => {
    await tx.execute(
      `update import set state = 'failed', finished_at = now(), problem = $3
       where organisation_id = $1 and id = $2 and state = 'running'`,
      [tx.organisationId, importId, reason],
    );
    await recordAudit(tx, { action: 'import.failed', entity: 'import', entityId: importId, reason });
    return selectImport(tx, importId);
  });
}
