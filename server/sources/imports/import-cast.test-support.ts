import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestApp, type TestApp } from '../../../test/api.ts';
import type { Person } from '../../../test/world.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { parseMapping } from '../csv/mapping.ts';
import type { RecordKindKey } from '../kinds/record-kinds.ts';
import { createImport } from './create-import.ts';
import type { Import } from './import-record.ts';
import type { ImportSettings } from './import-settings.ts';
import { listRejectedRows } from './rejected-rows.ts';
import { requestUndo } from './request-undo.ts';
import { runImport } from './run-import.ts';
import { startImport } from './start-import.ts';
import { undoImport } from './undo-import.ts';

export interface ImportStage {
  readonly api: TestApp;
  readonly database: Database;
  readonly alice: Person;
  readonly dataDir: string;
  upload(kind: RecordKindKey, text: string | Buffer, source?: string): Promise<Import>;
  /** Uploads, starts and runs an import as Alice would. */
  read(
    kind: RecordKindKey,
    text: string,
    mapping?: string[],
    settings?: ImportSettings,
    source?: string,
  ): Promise<Import>;
  undo(importId: string): Promise<Import>;
  rejected(importId: string): Promise<string[]>;
  query(sql: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export async function* chunksOf(text: string | Buffer): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** Acme's database and a data directory, with short ways to import into it. */
export async function startImportStage(): Promise<ImportStage> {
  const api = await startTestApp();
  const dataDir = await mkdtemp(join(tmpdir(), 'steward imports '));
  const { alice } = api.world;
  const { database } = api.steward;
  const organisationId = alice.organisation.id;
  const upload: ImportStage['upload'] = (kind, text, source = 'crm') =>
    createImport(database, alice.actor, { kind, source, fileName: `${kind}.csv`, content: chunksOf(text) }, dataDir);
  return {
    api,
    database,
    alice,
    dataDir,
    upload,
    async read(kind, text, mapping, settings, source) {
      const { id } = await upload(kind, text, source);
      await startImport(database, alice.actor, id, { mapping: mapping && parseMapping(mapping), settings }, dataDir);
      return runImport(database, organisationId, id, { dataDir });
    },
    async undo(importId) {
      await requestUndo(database, alice.actor, importId);
      return undoImport(database, organisationId, importId);
    },
    async rejected(importId) {
      const rows = await listRejectedRows(database, alice.actor, importId);
      return rows.map(({ row, column, problem }) => `${row} ${column}: ${problem}`);
    },
    query: (sql) => inOrganisation(database, alice.actor, (tx) => tx.query(sql, [organisationId])),
    async close() {
      await api.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** "read created updated unchanged rejected" */
export function countsOf(found: Import): number[] {
  return [found.rowsRead, found.rowsCreated, found.rowsUpdated, found.rowsUnchanged, found.rowsRejected];
}
