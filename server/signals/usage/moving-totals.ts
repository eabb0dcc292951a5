import type { EpochDay } from '../../lib/days.ts';
import type { ActiveRows } from './active-rows.ts';
import { continued, type UsageCarry } from './carry-usage.ts';
import type { UsageTotals } from './usage-totals.ts';

/**
 * The totals of one metric that move from day to day: what enters a window is added and what leaves it is taken away, so that a day costs
 * what was active at its edges. Counts are exact; a sum is set to zero when its window has become empty, so that fractions leave nothing.
 */
export class MovingTotals {
  readonly #blocks = new Map<EpochDay, { firstRow: number; active: ActiveRows }[]>();
  readonly #totals: UsageTotals;
  readonly #daysBefore28: Float64Array;
  #day = Number.NaN;
  #first = Number.POSITIVE_INFINITY;

  constructor(rows: number, carry: UsageCarry | null, metric: number) {
    this.#totals = continued(carry?.totals.get(metric), 0, rows);
    this.#daysBefore28 = new Float64Array(rows);
  }

  /** Adds what was active on a day, before the first move. Rows past the last are left out. */
  add(day: EpochDay, firstRow: number, active: ActiveRows): void {
    const blocks = this.#blocks.get(day) ?? [];
    blocks.push({ firstRow, active });
    this.#blocks.set(day, blocks);
    this.#first = Math.min(this.#first, day);
  }

  /** The totals as of a later day; the arrays are the same each time. */
  moveTo(day: EpochDay): UsageTotals {
    if (Number.isNaN(this.#day)) this.#day = Math.min(day, this.#first);
    while (this.#day < day) this.#step(++this.#day);
    return { ...this.#totals, day };
  }

  #step(day: EpochDay): void {
    const totals = this.#totals;
    // Everything in the 90 days has become a day older.
    const { aged90, amount90 } = totals;
    for (let row = 0; row < aged90.length; row++) aged90[row]! += amount90[row]!;
    this.#each(day - 1, (row, amount) => {
      totals.daysTotal[row]!++;
      if (!(totals.last[row]! >= day - 1)) totals.last[row] = day - 1;
      if (!(totals.first[row]! <= day - 1)) totals.first[row] = day - 1;
      totals.amount7[row]! += amount;
      totals.days7[row]!++;
      totals.amount28[row]! += amount;
      totals.days28[row]!++;
      amount90[row]! += amount;
      aged90[row]! += amount;
      totals.days90[row]!++;
    });
    this.#leave(day - 8, totals.amount7, totals.days7);
    this.#leave(day - 29, totals.amount28, totals.days28);
    this.#each(day - 29, (row, amount) => {
      totals.amountBefore28[row]! += amount;
      this.#daysBefore28[row]!++;
    });
    this.#leave(day - 57, totals.amountBefore28, this.#daysBefore28);
    this.#each(day - 91, (row, amount) => {
      aged90[row]! -= amount * 91;
    });
    this.#leave(day - 91, amount90, totals.days90);
    this.#each(day - 91, (row) => {
      if (totals.days90[row] === 0) aged90[row] = 0;
    });
  }

  #leave(day: EpochDay, sums: Float64Array, days: Float64Array): void {
    this.#each(day, (row, amount) => {
      days[row]!--;
      sums[row] = days[row] === 0 ? 0 : sums[row]! - amount;
    });
  }

  #each(day: EpochDay, visit: (row: number, amount: number) => void): void {
    const rows = this.#daysBefore28.length;
    for (const { firstRow, active } of this.#blocks.get(day) ?? [])
      for (let i = 0; i < active.rows.length; i++) {
        const row = firstRow + active.rows[i]!;
        if (row < rows) visit(row, active.amounts[i]!);
      }
  }
}
