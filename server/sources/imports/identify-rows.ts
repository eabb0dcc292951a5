import type { Transaction } from '../../context/transaction.ts';
import { contentHash, externalId } from '../csv/fingerprint.ts';
import type { MappedRow, RowProblem } from '../csv/map-row.ts';
import type { RecordKindKey } from '../kinds/record-kinds.ts';
import { contactIds } from './contact-book.ts';
import { type ResolvedAccount, resolveAccounts } from './resolve-accounts.ts';
import type { IdentifiedRow, RecordChange, WritingContext } from './row-outcome.ts';
import type { SeenIds } from './seen-ids.ts';

export interface IdentifiedRows {
  readonly rows: readonly IdentifiedRow[];
  /** By the text of the rows that refers to them; of an accounts file none. */
  readonly accounts: ReadonlyMap<string, ResolvedAccount>;
  /** Rows of unknown accounts, by position. */
  readonly unknown: ReadonlyMap<number, RowProblem>;
  /** Accounts that were made for the rows. */
  readonly changes: readonly RecordChange[];
}

/** Finds, or where the import may makes, the accounts of the rows, and says by which id each record is known. */
export async function identifyRows(
  tx: Transaction,
  context: WritingContext,
  kind: RecordKindKey,
  mappedRows: readonly MappedRow[],
): Promise<IdentifiedRows> {
  const rows = mappedRows.map((mapped) => ({ mapped, externalId: externalId(kind, mapped) }));
  if (kind === 'accounts') return { rows, accounts: new Map(), unknown: new Map(), changes: [] };
  const references = mappedRows.map(accountReference);
  const { accounts, changes } = await resolveAccounts(tx, context, references);
  const unknown = new Map(
    mappedRows.flatMap((mapped, at) =>
      accounts.has(references[at]!) ? [] : [[at, unknownAccount(mapped, context)] as const],
    ),
  );
  if (kind !== 'contacts') return { rows, accounts, unknown, changes };
  const known = rows.filter((_, at) => !unknown.has(at));
  const ids = await contactIds(tx, context.sourceId, known, ({ mapped }) => accounts.get(accountReference(mapped))!);
  const idOf = new Map(known.map(({ mapped }, at) => [mapped, ids[at]!]));
  return {
    rows: rows.map((row) => ({ ...row, externalId: idOf.get(row.mapped) ?? row.externalId })),
    accounts,
    unknown,
    changes,
  };
}

/** Remembers the ids of rows that were committed before an interruption; `rejected` are the lines that were not. */
export async function recallIds(
  tx: Transaction,
  context: WritingContext,
  kind: RecordKindKey,
  mappedRows: readonly MappedRow[],
  { seen, rejected }: { readonly seen: SeenIds; readonly rejected: ReadonlySet<number> },
): Promise<void> {
  const accepted = mappedRows.filter(({ row }) => !rejected.has(row));
  if (kind === 'usage' || accepted.length === 0) return;
  const { rows } = await identifyRows(tx, { ...context, createAccounts: false }, kind, accepted);
  for (const { mapped, externalId: id } of rows) seen.add(id, mapped.row, contentHash(mapped));
}

/** The text by which a row refers to its account. */
export function accountReference({ record }: MappedRow): string {
  return String((record as { account?: unknown }).account);
}

function unknownAccount(mapped: MappedRow, { columnOf }: WritingContext): RowProblem {
  return {
    row: mapped.row,
    column: columnOf('account'),
    problem: `There is no account "${accountReference(mapped)}".`,
    mend: 'Import the accounts first, or let the import create them.',
  };
}
