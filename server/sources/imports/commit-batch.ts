import type { Actor } from '../../context/actor.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import { int8Array, jsonbArray, textArray } from '../../database/binary-array.ts';
import type { Database } from '../../database/database.ts';
import { storableJson, storableText } from '../../lib/storable-text.ts';
import { isMapped, type MappedRow, type RowProblem } from '../csv/map-row.ts';
import type { RecordKindKey } from '../kinds/record-kinds.ts';
import { isRejected, type RecordChange, type RowOutcome, type WritingContext } from './row-outcome.ts';
import type { SeenIds } from './seen-ids.ts';
import { writeRows } from './write-rows.ts';

/** A row of the file, read. */
export interface BatchRow {
  readonly cells: readonly string[];
  readonly result: MappedRow | readonly RowProblem[];
}

export interface Batch {
  /** The number of the first row, counted from 0. */
  readonly first: number;
  readonly rows: readonly BatchRow[];
  /** How much of the file had been read behind its last row. */
  readonly bytesRead: number;
}

/** Somebody else works on the same import, or it has ended: this one has nothing more to do. */
export class ImportTakenOver extends Error {}

/** Rejected rows beyond this many are counted, but not kept. */
export const keptRejections = 100_000;

/**
 * Writes a batch in one transaction with the import's progress: after an interruption it is there whole or not at all,
 * and the import goes on behind it. A row that the database itself refuses is found by halving and rejected.
 */
export async function commitBatch(
  database: Database,
  actor: Actor,
  { kind, context, seen }: { readonly kind: RecordKindKey; readonly context: WritingContext; readonly seen: SeenIds },
  batch: Batch,
  attempts = 5,
): Promise<void> {
  const work = { kind, context, seen };
  try {
    const newIds = await inOrganisation(database, actor, (tx) => writeBatch(tx, work, batch));
    for (const { id, row, content } of newIds) seen.add(id, row, content);
  } catch (error) {
    if (isPassing(error) && attempts > 1) return commitBatch(database, actor, work, batch, attempts - 1);
    if (!isRefusal(error)) throw error;
    if (batch.rows.length > 1) {
      const middle = batch.rows.length >> 1;
      await commitBatch(database, actor, work, { ...batch, rows: batch.rows.slice(0, middle) });
      const first = batch.first + middle;
      await commitBatch(database, actor, work, { ...batch, first, rows: batch.rows.slice(middle) });
      return;
    }
    const [{ cells, result } = { cells: [], result: [] }] = batch.rows;
    if (!isMapped(result)) throw error;
    const refused: RowProblem = {
      row: result.row,
      problem: `The database refuses the row: ${(error as Error).message}.`,
      mend: 'Correct the row, or leave it out.',
    };
    await commitBatch(database, actor, work, { ...batch, rows: [{ cells, result: [refused] }] });
  }
}

/** SQLSTATE classes 22 (a value that does not fit) and 23 (a constraint): trying again would not help. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code));
}

/** A deadlock or a conflict with another transaction: PostgreSQL asks to try again. */
function isPassing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40P01' || error.code === '40001');
}

async function writeBatch(
  tx: Transaction,
  { kind, context, seen }: { readonly kind: RecordKindKey; readonly context: WritingContext; readonly seen: SeenIds },
  { first, rows, bytesRead }: Batch,
) {
  const { state, next } = await tx.one<{ state: string; next: number }>(
    'import',
    'select state, next_row as next from import where organisation_id = $1 and id = $2 for update',
    [tx.organisationId, context.importId],
  );
  if (state !== 'running' || next !== first) throw new ImportTakenOver();
  const mapped = rows.flatMap(({ result }) => (isMapped(result) ? [result] : []));
  const written = await writeRows(tx, context, kind, mapped, seen);
  const rejections = rejectionsOf(rows, written.outcomes);
  const count = (wanted: RowOutcome) => written.outcomes.filter((outcome) => outcome === wanted).length;
  await saveChanges(tx, context.importId, written.changes);
  await saveRejections(tx, context.importId, rejections);
  await tx.execute(
    `update import set next_row = $3, rows_read = rows_read + $4, rows_created = rows_created + $5,
       rows_updated = rows_updated + $6, rows_unchanged = rows_unchanged + $7, rows_rejected = rows_rejected + $8,
       bytes_read = greatest(bytes_read, $9)
     where organisation_id = $1 and id = $2`,
    [
      tx.organisationId,
      context.importId,
      first + rows.length,
      rows.length,
      count('created'),
      count('updated'),
      count('unchanged'),
      rejections.length,
      bytesRead,
    ],
  );
  return written.newIds;
}

interface Rejection {
  readonly cells: readonly string[];
  readonly problems: readonly RowProblem[];
}

function rejectionsOf(rows: readonly BatchRow[], outcomes: readonly RowOutcome[]): Rejection[] {
  let next = 0;
  return rows.flatMap(({ cells, result }): Rejection[] => {
    if (!isMapped(result)) return [{ cells, problems: result }];
    const outcome = outcomes[next++];
    return isRejected(outcome) ? [{ cells, problems: [outcome] }] : [];
  });
}

async function saveRejections(tx: Transaction, importId: string, rejections: readonly Rejection[]): Promise<void> {
  if (rejections.length === 0) return;
  const { rejected } = await tx.one<{ rejected: number }>(
    'import',
    'select rows_rejected as rejected from import where organisation_id = $1 and id = $2',
    [tx.organisationId, importId],
  );
  const lines = rejections
    .slice(0, Math.max(0, keptRejections - rejected))
    .flatMap(({ cells, problems }) => problems.map((found, position) => ({ cells, position, ...found })));
  await tx.execute(
    `insert into import_rejection (organisation_id, import_id, row_number, position, "column", problem, mend, cells)
     select $1, $2, row_number, position, "column", problem, mend, cells
     from unnest($3::int8[], $4::int8[], $5::text[], $6::text[], $7::text[], $8::jsonb[])
       r (row_number, position, "column", problem, mend, cells)`,
    [
      tx.organisationId,
      importId,
      int8Array(lines.map(({ row }) => row)),
      int8Array(lines.map(({ position }) => position)),
      textArray(lines.map(({ column }) => (column === undefined ? null : storableText(column)))),
      textArray(lines.map(({ problem }) => storableText(problem))),
      textArray(lines.map(({ mend }) => storableText(mend))),
      jsonbArray(lines.map(({ cells }) => storableJson(cells))),
    ],
  );
}

/** Keeps what was done to each record; where one was changed before, the first state before and the last one after. */
async function saveChanges(tx: Transaction, importId: string, changes: readonly RecordChange[]): Promise<void> {
  if (changes.length === 0) return;
  const merged = new Map<string, RecordChange>();
  for (const change of changes) {
    const id = `${change.table} ${change.key}`;
    const earlier = merged.get(id);
    merged.set(id, earlier ? mergeChanges(earlier, change) : change);
  }
  const list = [...merged.values()].sort((a, b) => (`${a.table} ${a.key}` < `${b.table} ${b.key}` ? -1 : 1));
  await tx.execute(
    `insert into import_change as c (organisation_id, import_id, record_table, record_key, before, after)
     select $1, $2, t, k, b, a from unnest($3::text[], $4::text[], $5::jsonb[], $6::jsonb[]) n (t, k, b, a)
     on conflict (organisation_id, import_id, record_table, record_key) do update
       set before = excluded.before || c.before, after = c.after || excluded.after`,
    [
      tx.organisationId,
      importId,
      textArray(list.map(({ table }) => table)),
      textArray(list.map(({ key }) => key)),
      jsonbArray(list.map(({ before }) => (before === null ? null : storableJson(before)))),
      jsonbArray(list.map(({ after }) => storableJson(after))),
    ],
  );
}

function mergeChanges(earlier: RecordChange, later: RecordChange): RecordChange {
  const before = earlier.before === null ? null : { ...(later.before as object), ...(earlier.before as object) };
  return { ...earlier, before, after: { ...(earlier.after as object), ...(later.after as object) } };
}
