import type { EpochDay } from '../../lib/days.ts';
import type { ActiveRows } from './active-rows.ts';
import { continued, type UsageCarry } from './carry-usage.ts';
import type { UsageTotals } from './usage-totals.ts';

/** The windows of totals that are needed; those of all days are always there. */
export interface WindowsNeeded {
  readonly week: boolean;
  readonly month: boolean;
  /** The 28 days before the last 28. */
  readonly monthBefore: boolean;
  readonly quarter: boolean;
  /** Amounts times their age over 90 days; needs the quarter, too. */
  readonly aged: boolean;
}

/** What was active on a day in a run of rows. */
interface ActiveBlock {
  readonly firstRow: number;
  readonly rows: Uint16Array;
  readonly amounts: Float64Array;
}

const NOTHING: readonly ActiveBlock[] = [];

/**
 * The totals of one metric that move from day to day: what enters a window is added and what leaves it is taken away, so that a day costs
 * what was active at its edges. Counts are exact; a sum is set to zero when its window has become empty, so that fractions leave nothing.
 */
export class MovingTotals {
  readonly #blocks = new Map<EpochDay, ActiveBlock[]>();
  readonly #totals: UsageTotals;
  readonly #daysBefore28: Float64Array;
  readonly #needed: WindowsNeeded;
  #day = Number.NaN;
  #first = Number.POSITIVE_INFINITY;

  constructor(rows: number, carry: UsageCarry | null, metric: number, needed: WindowsNeeded) {
    this.#totals = continued(carry?.totals.get(metric), 0, rows);
    this.#daysBefore28 = new Float64Array(rows);
    this.#needed = needed;
  }

  /** Adds what was active on a day, before the first move. Rows past the last are left out. */
  add(day: EpochDay, firstRow: number, { rows, amounts }: ActiveRows): void {
    const blocks = this.#blocks.get(day) ?? [];
    let count = rows.length;
    while (count > 0 && firstRow + rows[count - 1]! >= this.#daysBefore28.length) count--;
    // One kind of array, whatever was stored, so that the loops below are compiled for it.
    const numbers = amounts instanceof Float64Array ? amounts : new Float64Array(amounts);
    blocks.push({ firstRow, rows: rows.subarray(0, count), amounts: numbers });
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
    const needed = this.#needed;
    const { aged90, amount90, days90 } = totals;
    // Everything in the 90 days has become a day older.
    if (needed.aged) for (let row = 0; row < aged90.length; row++) aged90[row]! += amount90[row]!;
    for (const block of this.#on(day - 1)) {
      see(block, day - 1, totals);
      if (needed.week) enter(block, totals.amount7, totals.days7);
      if (needed.month) enter(block, totals.amount28, totals.days28);
      if (needed.quarter) enter(block, amount90, days90);
      if (needed.aged) age(block, 1, aged90);
    }
    if (needed.week) for (const block of this.#on(day - 8)) leave(block, totals.amount7, totals.days7);
    for (const block of this.#on(day - 29)) {
      if (needed.month) leave(block, totals.amount28, totals.days28);
      if (needed.monthBefore) enter(block, totals.amountBefore28, this.#daysBefore28);
    }
    if (needed.monthBefore)
      for (const block of this.#on(day - 57)) leave(block, totals.amountBefore28, this.#daysBefore28);
    if (!needed.quarter) return;
    for (const block of this.#on(day - 91)) {
      leave(block, amount90, days90);
      if (needed.aged) age(block, -91, aged90, days90);
    }
  }

  #on(day: EpochDay): readonly ActiveBlock[] {
    return this.#blocks.get(day) ?? NOTHING;
  }
}

function see({ firstRow, rows }: ActiveBlock, day: EpochDay, { daysTotal, first, last }: UsageTotals): void {
  for (let i = 0; i < rows.length; i++) {
    const row = firstRow + rows[i]!;
    daysTotal[row]!++;
    if (!(last[row]! >= day)) last[row] = day;
    if (!(first[row]! <= day)) first[row] = day;
  }
}

function enter({ firstRow, rows, amounts }: ActiveBlock, sums: Float64Array, days: Float64Array): void {
  for (let i = 0; i < rows.length; i++) {
    const row = firstRow + rows[i]!;
    sums[row]! += amounts[i]!;
    days[row]!++;
  }
}

function leave({ firstRow, rows, amounts }: ActiveBlock, sums: Float64Array, days: Float64Array): void {
  for (let i = 0; i < rows.length; i++) {
    const row = firstRow + rows[i]!;
    const left = days[row]! - 1;
    days[row] = left;
    sums[row] = left === 0 ? 0 : sums[row]! - amounts[i]!;
  }
}

/** Adds amounts of an age in days, negative to take them away; `days` then says where nothing is left. */
function age({ firstRow, rows, amounts }: ActiveBlock, days: number, aged: Float64Array, left?: Float64Array): void {
  for (let i = 0; i < rows.length; i++) {
    const row = firstRow + rows[i]!;
    aged[row]! += amounts[i]! * days;
    if (left !== undefined && left[row] === 0) aged[row] = 0;
  }
}
