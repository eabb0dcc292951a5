import type { EpochDay } from '../../lib/days.ts';
import type { ActiveRows } from './active-rows.ts';

/** Sums over the windows before one day, for one metric and every row. Windows are whole days: 28 days = [day - 28, day). */
export interface UsageTotals {
  readonly day: EpochDay;
  readonly amount7: Float64Array;
  readonly amount28: Float64Array;
  /** The 28 days before those 28 days. */
  readonly amountBefore28: Float64Array;
  readonly amount90: Float64Array;
  /** Sum of amount times age in days, over 90 days: what the trend needs. */
  readonly aged90: Float64Array;
  readonly days7: Float64Array;
  readonly days28: Float64Array;
  readonly days90: Float64Array;
  readonly daysTotal: Float64Array;
  /** First and last active day, NaN where there was none. */
  readonly first: Float64Array;
  readonly last: Float64Array;
}

/** Empty totals for a day and a number of rows. */
export function emptyTotals(day: EpochDay, rows: number): UsageTotals {
  const zeros = () => new Float64Array(rows);
  return {
    day,
    amount7: zeros(),
    amount28: zeros(),
    amountBefore28: zeros(),
    amount90: zeros(),
    aged90: zeros(),
    days7: zeros(),
    days28: zeros(),
    days90: zeros(),
    ...noDays(rows),
  };
}

/** The totals of all days where there has been none. */
export function noDays(rows: number): Pick<UsageTotals, 'daysTotal' | 'first' | 'last'> {
  return {
    daysTotal: new Float64Array(rows),
    first: new Float64Array(rows).fill(Number.NaN),
    last: new Float64Array(rows).fill(Number.NaN),
  };
}

/**
 * Adds the active rows of a day: `amounts[i]` for row `firstRow + rows[i]`, each above zero. Days may come in any order, each row and day
 * once. Days on or after `totals.day` are not part of the past and are left out; so are rows past the last.
 */
export function addDay(totals: UsageTotals, day: EpochDay, firstRow: number, { rows, amounts }: ActiveRows): void {
  const age = totals.day - day;
  if (age < 1) return;
  const { daysTotal, first, last } = totals;
  const count = rowsThatExist(rows, daysTotal.length - firstRow);
  for (let i = 0; i < count; i++) {
    const row = firstRow + rows[i]!;
    daysTotal[row]!++;
    if (!(last[row]! >= day)) last[row] = day;
    if (!(first[row]! <= day)) first[row] = day;
  }
  if (age > 90) return;
  const { amount90, aged90, days90 } = totals;
  for (let i = 0; i < count; i++) {
    const row = firstRow + rows[i]!;
    amount90[row]! += amounts[i]!;
    aged90[row]! += amounts[i]! * age;
    days90[row]!++;
  }
  if (age <= 28) addTo(totals.amount28, totals.days28, firstRow, rows, amounts, count);
  else if (age <= 56) addTo(totals.amountBefore28, null, firstRow, rows, amounts, count);
  if (age <= 7) addTo(totals.amount7, totals.days7, firstRow, rows, amounts, count);
}

function addTo(
  sums: Float64Array,
  days: Float64Array | null,
  firstRow: number,
  rows: Uint16Array,
  amounts: ArrayLike<number>,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const row = firstRow + rows[i]!;
    sums[row]! += amounts[i]!;
    if (days) days[row]!++;
  }
}

/** Rows ascend: those that a smaller computation does not have are at the end. */
function rowsThatExist(rows: Uint16Array, limit: number): number {
  let count = rows.length;
  while (count > 0 && rows[count - 1]! >= limit) count--;
  return count;
}
