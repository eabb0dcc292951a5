import type { Transaction } from '../../context/transaction.ts';
import { contentHash } from '../csv/fingerprint.ts';
import type { MappedRow } from '../csv/map-row.ts';
import type { RecordKindKey } from '../kinds/record-kinds.ts';
import { accountReference, type IdentifiedRows, identifyRows } from './identify-rows.ts';
import {
  type IdentifiedRow,
  isRejected,
  type RowOutcome,
  type WritingContext,
  type WrittenRows,
} from './row-outcome.ts';
import type { SeenIds } from './seen-ids.ts';
import { writeAccountRows } from './write-account-rows.ts';
import { writeFactRows } from './write-fact-rows.ts';
import { writeUsageRows } from './write-usage-rows.ts';

/** An id that a batch has brought, to be added to the seen ones once the batch is committed. */
export interface NewId {
  readonly id: string;
  readonly row: number;
  readonly content: number;
}

/**
 * Writes rows of one kind in one transaction. Rows of unknown accounts are rejected; so are rows with an id that stood
 * in the file before with another content. The same row again is unchanged.
 */
export async function writeRows(
  tx: Transaction,
  context: WritingContext,
  kind: RecordKindKey,
  mappedRows: readonly MappedRow[],
  seen: SeenIds,
): Promise<WrittenRows & { readonly newIds: readonly NewId[] }> {
  const identified = await identifyRows(tx, context, kind, mappedRows);
  const { rows, unknown } = identified;
  const outcomes = new Map<number, RowOutcome>(unknown);
  // Usage events are compared with what is recorded: there may be too many of them to remember.
  const { newIds, repeated } =
    kind === 'usage'
      ? { newIds: [], repeated: new Map<number, number>() }
      : findRepeated(rows, outcomes, seen, context);
  const indices = rows.flatMap((_, at) => (outcomes.has(at) || repeated.has(at) ? [] : [at]));
  const written = await write(
    tx,
    context,
    kind,
    indices.map((at) => rows[at]!),
    identified,
  );
  for (const [position, outcome] of written.outcomes.entries()) outcomes.set(indices[position]!, outcome);
  for (const [at, first] of repeated) {
    const outcome = outcomes.get(first);
    outcomes.set(at, isRejected(outcome) ? { ...outcome, row: rows[at]!.mapped.row } : 'unchanged');
  }
  const rejected = new Set([...outcomes.values()].flatMap((outcome) => (isRejected(outcome) ? [outcome.row] : [])));
  return {
    outcomes: rows.map((_, at) => outcomes.get(at)!),
    changes: [...identified.changes, ...written.changes],
    newIds: newIds.filter(({ row }) => !rejected.has(row)),
  };
}

function write(
  tx: Transaction,
  context: WritingContext,
  kind: RecordKindKey,
  rows: readonly IdentifiedRow[],
  { accounts }: IdentifiedRows,
): Promise<WrittenRows> {
  if (kind === 'accounts') return writeAccountRows(tx, context, rows);
  const accountOf = ({ mapped }: IdentifiedRow) => accounts.get(accountReference(mapped))!;
  if (kind === 'usage') return writeUsageRows(tx, context, rows, accountOf);
  return writeFactRows(tx, context, kind, rows, accountOf);
}

/**
 * Rows whose id stood in the file before. `repeated` are those that say the same, with the position of the first one in
 * this batch, or -1; those that say something else are rejected.
 */
function findRepeated(
  rows: readonly IdentifiedRow[],
  outcomes: Map<number, RowOutcome>,
  seen: SeenIds,
  { columnOf }: WritingContext,
): { newIds: NewId[]; repeated: Map<number, number> } {
  const newIds = new Map<string, NewId & { readonly at: number }>();
  const repeated = new Map<number, number>();
  for (const [at, { mapped, externalId: id }] of rows.entries()) {
    if (outcomes.has(at)) continue;
    const content = contentHash(mapped);
    const here = newIds.get(id);
    const before = seen.find(id) ?? here;
    if (!before) newIds.set(id, { id, row: mapped.row, content, at });
    else if (before.content === content) repeated.set(at, here?.at ?? -1);
    else {
      outcomes.set(at, {
        row: mapped.row,
        column: columnOf('id'),
        problem: `Row ${before.row} has the same id and says something else.`,
        mend: 'Map a column whose values are unique, or several columns that are unique together.',
      });
    }
  }
  return { newIds: [...newIds.values()], repeated };
}
