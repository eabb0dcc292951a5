import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/**
 * Real data of real firms, which may not be shipped: tests use it where it lies, and say so where it does not. README.md there tells what it
 * is, and holds figures that were computed without us.
 */
export const DATA_SETS = process.env.STEWARD_DATA_SETS ?? join(import.meta.dirname, '../../shared/data');
export const HAS_DATA_SETS = existsSync(DATA_SETS);

export function dataFile(name: string): string {
  return join(DATA_SETS, name);
}

/** The rows of a file as a plain reader finds them, by column. */
export function rawRows<Column extends string>(name: string): Record<Column, string>[] {
  return parse(readFileSync(dataFile(name)), { columns: true });
}

const DAY = 86_400_000;

/** '2018-08-01' or a timestamp that begins like it as days since 1970-01-01, in plain arithmetic. */
export function plainDay(text: string): number {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number);
  return Date.UTC(year!, month! - 1, day!) / DAY;
}

/** The first of every month from `first` as long as 90 days after it lie before `end` or on it. */
export function monthsUntil(first: string, end: string): number[] {
  const days: number[] = [];
  const date = new Date(`${first}T00:00:00Z`);
  for (; date.getTime() / DAY + 90 <= plainDay(end); date.setUTCMonth(date.getUTCMonth() + 1))
    days.push(date.getTime() / DAY);
  return days;
}

/** What an account's active days say as of a day, counted by hand. */
export function usageByHand(active: ReadonlySet<number> | undefined, asOf: number) {
  const before = [...(active ?? [])].filter((day) => day < asOf);
  return {
    last: before.length > 0 ? Math.max(...before) : null,
    daysSinceLast: before.length > 0 ? asOf - Math.max(...before) : null,
    total: before.length > 0 ? before.length : null,
    in90: before.length > 0 ? before.filter((day) => day >= asOf - 90).length : null,
  };
}

/** The active days of each account. */
export function activeDays(rows: readonly { account: string; timestamp: string }[]): Map<string, Set<number>> {
  const days = new Map<string, Set<number>>();
  for (const { account, timestamp } of rows) {
    const known = days.get(account) ?? new Set<number>();
    known.add(plainDay(timestamp));
    days.set(account, known);
  }
  return days;
}
