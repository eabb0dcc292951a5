import type { EpochDay } from '../../lib/days.ts';

export const EVERY = ['day', 'week', 'month'] as const;
export type Every = (typeof EVERY)[number];

/** 1970-01-05 was a Monday. */
const A_MONDAY = 4;

/** The days from `from` to `to`, both included, on which a snapshot is taken: each, Mondays, or the firsts of months. */
export function snapshotDays(from: EpochDay, to: EpochDay, every: Every): EpochDay[] {
  const days: EpochDay[] = [];
  for (let day = from; day <= to; day++) {
    if (every === 'week' && (day - A_MONDAY) % 7 !== 0) continue;
    if (every === 'month' && new Date(day * 86_400_000).getUTCDate() !== 1) continue;
    days.push(day);
  }
  return days;
}

/** The Monday of a day's week. */
export function mondayOf(day: EpochDay): EpochDay {
  return day - ((((day - A_MONDAY) % 7) + 7) % 7);
}
