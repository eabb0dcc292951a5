/**
 * Columns that are used again for the next days: what is thrown away instead stays in memory until the collector comes round, which for an
 * organisation with many accounts is more than everything that is in use.
 */
export class ColumnPool {
  readonly #free: Float64Array[] = [];
  #taken: Float64Array[] = [];

  /** A column of unknown values. */
  take(rows: number): Float64Array {
    const free = this.#free.pop();
    const column = free?.length === rows ? free : new Float64Array(rows);
    this.#taken.push(column);
    return column.fill(Number.NaN);
  }

  /** Everything that was taken may be used again: nobody may read it any more. */
  takeBack(): void {
    this.#free.push(...this.#taken);
    this.#taken = [];
  }
}
