import type { EpochDay } from '../../lib/days.ts';
import { NumberList } from '../columns/number-list.ts';
import { BLOCK_SIZE } from '../columns/rows.ts';
import { type ActiveUsers, rowOfUser, type UserCounts } from './user-counts.ts';

/**
 * Distinct users that move from day to day, the same as `countUsers` gives. Whoever is active on a day counts on each of the following 7 (or
 * 28) mornings; runs of mornings that touch are one, so that only their two ends change a count.
 */
export class MovingUsers {
  readonly #week: Changes;
  readonly #month: Changes;
  readonly #before: Changes;

  constructor(active: readonly ActiveUsers[], rows: number) {
    this.#week = changesOf(active, 7, rows);
    this.#month = changesOf(active, 28, rows);
    // The 28 days before the last 28 are those of 28 days ago.
    this.#before = { ...this.#month, counts: new Float64Array(rows), at: Number.NEGATIVE_INFINITY };
  }

  /** The counts as of a later day; the arrays are the same each time. */
  moveTo(day: EpochDay): UserCounts {
    return {
      users7: moveTo(this.#week, day),
      users28: moveTo(this.#month, day),
      usersBefore28: moveTo(this.#before, day - 28),
    };
  }
}

/** The rows in which a count rises or falls on the morning of a day. */
interface Changes {
  readonly rise: ReadonlyMap<EpochDay, Float64Array>;
  readonly fall: ReadonlyMap<EpochDay, Float64Array>;
  readonly days: readonly EpochDay[];
  readonly counts: Float64Array;
  at: EpochDay;
}

function changesOf(active: readonly ActiveUsers[], window: number, rows: number): Changes {
  const rise = new Map<EpochDay, NumberList>();
  const fall = new Map<EpochDay, NumberList>();
  const note = (changes: Map<EpochDay, NumberList>, day: EpochDay, row: number) => {
    const list = changes.get(day) ?? new NumberList();
    list.push(row);
    changes.set(day, list);
  };
  for (const [block, entries] of Map.groupBy(active, (entry) => entry.block)) {
    const lastSeen = new Map<number, EpochDay>();
    const rowOf = (user: number) => block * BLOCK_SIZE + rowOfUser(user);
    for (const { day, users } of entries.sort((a, b) => a.day - b.day))
      for (const user of users) {
        const last = lastSeen.get(user);
        if (last === day) continue;
        lastSeen.set(user, day);
        const row = rowOf(user);
        if (row >= rows || (last !== undefined && day - last <= window)) continue;
        note(rise, day + 1, row);
        if (last !== undefined) note(fall, last + window + 1, row);
      }
    for (const [user, last] of lastSeen) if (rowOf(user) < rows) note(fall, last + window + 1, rowOf(user));
  }
  const days = [...new Set([...rise.keys(), ...fall.keys()])].sort((a, b) => a - b);
  const taken = (lists: Map<EpochDay, NumberList>) => new Map([...lists].map(([day, list]) => [day, list.take()]));
  return { rise: taken(rise), fall: taken(fall), days, counts: new Float64Array(rows), at: Number.NEGATIVE_INFINITY };
}

function moveTo(changes: Changes, day: EpochDay): Float64Array {
  const { counts, rise, fall } = changes;
  for (const changed of changes.days) {
    if (changed <= changes.at || changed > day) continue;
    for (const row of rise.get(changed) ?? []) counts[row]!++;
    for (const row of fall.get(changed) ?? []) counts[row]!--;
  }
  changes.at = day;
  return counts;
}
