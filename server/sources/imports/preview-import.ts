import { findAccounts } from '../../accounts/find-accounts.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import type { ProblemDetail } from '../../lib/problem.ts';
import type { Question } from '../csv/examine-columns.ts';
import type { Guess } from '../csv/guess-mapping.ts';
import { isMapped, type MappedRow, type RowProblem, rowMapper } from '../csv/map-row.ts';
import type { Mapping } from '../csv/mapping.ts';
import type { Import, ImportAtWork } from './import-record.ts';
import type { ResolvedSettings } from './import-settings.ts';
import { planOfImport, type Said } from './plan-of-import.ts';

/** A row as it would be stored: by field, attribute or property; or what is wrong with it. */
export interface PreviewRow {
  /** The line of the file on which the row begins. */
  readonly row: number;
  readonly cells: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: readonly RowProblem[];
}

export interface ImportPreview {
  readonly import: Import;
  readonly settings: ResolvedSettings;
  readonly mapping: Mapping;
  readonly mappedBy: 'person' | 'memory' | 'guess';
  readonly guesses: readonly Guess[];
  /** What must be mended in the mapping before the import can start. */
  readonly problems: readonly ProblemDetail[];
  /** What a person must answer before it can start. */
  readonly questions: readonly Question[];
  readonly rows: readonly PreviewRow[];
  /** Accounts that the first rows speak of and that are not there. */
  readonly unknownAccounts: readonly string[];
}

const shownRows = 20;

/**
 * Shows what an import would do with the first rows of its file, under the mapping and settings said so far; without a
 * mapping under the one of last time, else under a guess. Changes nothing.
 */
export async function previewImport(
  database: Database,
  actor: Actor,
  importId: string,
  said: Said,
  dataDir: string,
): Promise<ImportPreview> {
  mayI(actor, 'manage_sources');
  const { found, plan } = await planOfImport(database, actor, importId, said, dataDir);
  const { settings, mapping, sample } = plan;
  const usable = plan.problems.length === 0;
  const map = usable ? rowMapper(found.kind, mapping, settings.format.columns, settings) : undefined;
  const mapped = sample.map((row) => ({ row, result: map?.(row) }));
  const sound = mapped.flatMap(({ result }) => (result && isMapped(result) ? [result] : []));
  const references = found.kind === 'accounts' ? [] : [...new Set(sound.map(({ record }) => accountOf(record)))];
  const known = await inOrganisation(database, actor, (tx) =>
    findAccounts(
      tx,
      found.sourceId,
      references.map((externalId) => ({ externalId, domain: externalId })),
    ),
  );
  return {
    import: importOf(found),
    settings,
    mapping,
    mappedBy: plan.mappedBy,
    guesses: plan.guesses,
    problems: plan.problems,
    questions: plan.questions,
    rows: mapped.slice(0, shownRows).map(({ row, result }) => ({
      row: row.line,
      cells: row.cells,
      values: result && isMapped(result) ? valuesOf(result) : {},
      problems: result && !isMapped(result) ? result : [],
    })),
    unknownAccounts: references.filter((reference) => !known.has(reference)).sort(),
  };
}

function importOf({ filePath: _, settings: __, nextRow: ___, ...found }: ImportAtWork): Import {
  return found;
}

function accountOf(record: object): string {
  return String((record as { account?: unknown }).account);
}

function valuesOf({ record, custom }: MappedRow): Record<string, unknown> {
  return { ...record, ...custom };
}
