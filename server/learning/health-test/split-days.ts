import type { EpochDay } from '../../lib/days.ts';
import type { Evidence } from './collect-evidence.ts';

/** Rows to learn from and later ones to judge by: every outcome of the earlier was known before the first of the later. */
export interface Split {
  readonly earlier: readonly number[];
  readonly later: readonly number[];
}

/**
 * Parts rows by their days, so that what was learned is judged by days that came afterwards. The border lies where the side with fewer outcomes
 * has most of them; rows whose outcome was not known yet at the border belong to neither side. Null for fewer than two days that far apart.
 */
export function splitByDay({ day, isPositive }: Evidence, rows: readonly number[], horizon: number): Split | null {
  const outcomes = new Map<EpochDay, number>();
  for (const row of rows) outcomes.set(day[row]!, (outcomes.get(day[row]!) ?? 0) + isPositive[row]!);
  const days = [...outcomes.keys()].sort((a, b) => a - b);
  const sum = (some: readonly EpochDay[]) => some.reduce((total, one) => total + outcomes.get(one)!, 0);
  let [border, most] = [null as EpochDay | null, -1];
  for (const first of days) {
    const before = days.filter((one) => one + horizon <= first);
    if (before.length === 0) continue;
    const least = Math.min(sum(before), sum(days.filter((one) => one >= first)));
    if (least > most) [border, most] = [first, least];
  }
  if (border === null) return null;
  const first = border;
  return {
    earlier: rows.filter((row) => day[row]! + horizon <= first),
    later: rows.filter((row) => day[row]! >= first),
  };
}
