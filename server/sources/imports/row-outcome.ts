import type { MappedRow, RowProblem } from '../csv/map-row.ts';

/** What became of a row. */
export type RowOutcome = 'created' | 'updated' | 'unchanged' | RowProblem;

/** What an import did to a record, as table `import_change` keeps it, so that it can be undone. */
export interface RecordChange {
  readonly table: string;
  readonly key: string;
  /** null: it was made. */
  readonly before: unknown;
  readonly after: unknown;
}

export interface WrittenRows {
  /** In the order of the rows. */
  readonly outcomes: readonly RowOutcome[];
  readonly changes: readonly RecordChange[];
}

/** A row to be written, with the id by which its source knows the record. */
export interface IdentifiedRow {
  readonly mapped: MappedRow;
  readonly externalId: string;
}

/** Where rows come from and how they are to be written. */
export interface WritingContext {
  readonly importId: string;
  readonly sourceId: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly createAccounts: boolean;
  /** The column that is mapped to a field, for problems that the database finds. */
  readonly columnOf: (field: string) => string;
}

export function isRejected(outcome: RowOutcome | undefined): outcome is RowProblem {
  return typeof outcome === 'object';
}
