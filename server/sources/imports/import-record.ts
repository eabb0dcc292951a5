import type { Transaction } from '../../context/transaction.ts';
import type { Mapping } from '../csv/mapping.ts';
import type { RecordKindKey } from '../kinds/record-kinds.ts';
import type { ResolvedSettings } from './import-settings.ts';

export type ImportState = 'uploaded' | 'running' | 'completed' | 'failed' | 'undoing' | 'undone';

/** An import as everybody sees it. Of the rows read each is created, updated, unchanged or rejected. */
export interface Import {
  readonly id: string;
  readonly kind: RecordKindKey;
  readonly sourceId: string;
  readonly sourceName: string;
  readonly state: ImportState;
  readonly fileName: string;
  readonly bytesTotal: number;
  readonly bytesRead: number;
  readonly mapping: Mapping;
  readonly rowsRead: number;
  readonly rowsCreated: number;
  readonly rowsUpdated: number;
  readonly rowsUnchanged: number;
  readonly rowsRejected: number;
  /** Why it failed, or what an undo had to leave. */
  readonly problem: string | null;
  readonly createdByName: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly undoneAt: Date | null;
}

/** What only the import itself needs to know of itself. */
export interface ImportAtWork extends Import {
  readonly filePath: string | null;
  /** Set from its start on. */
  readonly settings: ResolvedSettings | null;
  readonly nextRow: number;
}

const columns = `i.id, i.kind, i.source_id as "sourceId", s.name as "sourceName", i.state, i.file_name as "fileName",
  i.bytes_total as "bytesTotal", i.bytes_read as "bytesRead",
  case jsonb_typeof(i.mapping) when 'array' then i.mapping else '[]' end as mapping,
  i.rows_read as "rowsRead", i.rows_created as "rowsCreated", i.rows_updated as "rowsUpdated",
  i.rows_unchanged as "rowsUnchanged", i.rows_rejected as "rowsRejected", i.problem, m.name as "createdByName",
  i.created_at as "createdAt", i.started_at as "startedAt", i.finished_at as "finishedAt", i.undone_at as "undoneAt"`;

const from = `from import i
  join source s on s.organisation_id = $1 and s.id = i.source_id
  left join member m on m.organisation_id = $1 and m.id = i.created_by
  where i.organisation_id = $1`;

export function selectImport(tx: Transaction, id: string): Promise<Import> {
  return tx.one<Import & Record<string, unknown>>('import', `select ${columns} ${from} and i.id = $2`, [
    tx.organisationId,
    id,
  ]);
}

/** The newest first. */
export function selectImports(tx: Transaction, limit: number): Promise<Import[]> {
  return tx.query<Import & Record<string, unknown>>(
    `select ${columns} ${from} order by i.created_at desc, i.id limit $2`,
    [tx.organisationId, limit],
  );
}

export function selectImportAtWork(tx: Transaction, id: string): Promise<ImportAtWork> {
  return tx.one<ImportAtWork & Record<string, unknown>>(
    'import',
    `select ${columns}, i.file_path as "filePath", nullif(i.options, '{}') as settings, i.next_row as "nextRow"
     ${from} and i.id = $2`,
    [tx.organisationId, id],
  );
}
