import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { csvRow } from '../csv/write-csv.ts';
import { selectImportAtWork } from './import-record.ts';

/** A problem of a rejected row. `row` is the line of the file on which the row begins. */
export interface RejectedRow {
  readonly row: number;
  readonly position: number;
  readonly column: string | null;
  readonly problem: string;
  readonly mend: string;
  readonly cells: readonly string[];
}

export interface Place {
  readonly row: number;
  readonly position: number;
}

/** The problems of an import's rejected rows in the order of the file, `limit` of them behind a place. */
export function listRejectedRows(
  database: Database,
  actor: Actor,
  importId: string,
  { behind = { row: 0, position: 0 }, limit = 1000 }: { behind?: Place; limit?: number } = {},
): Promise<RejectedRow[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, (tx) =>
    tx.query<RejectedRow & Record<string, unknown>>(
      `select row_number as row, position, "column", problem, mend, cells from import_rejection
       where organisation_id = $1 and import_id = $2 and (row_number, position) > ($3, $4)
       order by row_number, position limit $5`,
      [tx.organisationId, importId, behind.row, behind.position, limit],
    ),
  );
}

/**
 * The rejected rows as a CSV file, to be mended and imported again: the columns of the file, then the line, what is
 * wrong and how to mend it. In UTF-8 with a mark, which spreadsheets need.
 */
export async function* rejectedRowsFile(database: Database, actor: Actor, importId: string): AsyncGenerator<string> {
  mayI(actor, 'read');
  const { settings } = await inOrganisation(database, actor, (tx) => selectImportAtWork(tx, importId));
  const columns = settings?.format.columns ?? [];
  yield `\ufeff${csvRow([...columns, 'Row', 'Problem', 'How to mend it'])}`;
  let behind: Place = { row: 0, position: 0 };
  let rows: RejectedRow[] = [];
  do {
    const page = await listRejectedRows(database, actor, importId, { behind, limit: 5000 });
    behind = page.at(-1) ?? behind;
    // The last row of a page may go on in the next one.
    rows.push(...page);
    const open = page.length === 5000 ? rows.filter(({ row }) => row === behind.row) : [];
    yield rows.length === open.length ? '' : linesOf(rows.slice(0, rows.length - open.length), columns.length);
    rows = open;
    if (page.length < 5000) return;
  } while (true);
}

function linesOf(problems: readonly RejectedRow[], columns: number): string {
  const lines = [...Map.groupBy(problems, ({ row }) => row)].map(([row, found]) => {
    const cells = Array.from({ length: columns }, (_, at) => found[0]!.cells[at] ?? '');
    const sentences = found.map(({ column, problem }) => (column ? `${column}: ${problem}` : problem));
    return csvRow([...cells, String(row), sentences.join(' '), found.map(({ mend }) => mend).join(' ')]);
  });
  return lines.join('');
}
