import type { EpochDay } from '../../lib/days.ts';
import { BLOCK_SIZE } from '../columns/rows.ts';

/** 40 bits of a user's hash stand below the row's place in its block: 52 bits, exact in a double. */
const USER_BITS = 2 ** 40;

/** The "metric" under which the users of a day are stored. */
export const USERS = -1;

/** Who was active on a day, for the rows of one block: (row in block) * 2^40 + hash of the user. */
export interface ActiveUsers {
  readonly day: EpochDay;
  readonly block: number;
  readonly users: Float64Array;
}

/** One user of one row of a block as a number. */
export function packUser(rowInBlock: number, userHash: number): number {
  return rowInBlock * USER_BITS + userHash;
}

/** The place in its block of a packed user's row. */
export function rowOfUser(packed: number): number {
  return Math.floor(packed / USER_BITS);
}

/** Distinct users a row, over the 7 and 28 days before `day` and over the 28 days before those. */
export interface UserCounts {
  readonly users7: Float64Array;
  readonly users28: Float64Array;
  readonly usersBefore28: Float64Array;
}

/** Counts distinct users; `active` in any order. */
export function countUsers(active: readonly ActiveUsers[], day: EpochDay, rows: number): UserCounts {
  const counts = {
    users7: new Float64Array(rows),
    users28: new Float64Array(rows),
    usersBefore28: new Float64Array(rows),
  };
  const blocks = Map.groupBy(
    active.filter((entry) => entry.day < day && entry.day >= day - 56),
    (entry) => entry.block,
  );
  for (const [block, entries] of blocks) {
    const firstRow = block * BLOCK_SIZE;
    // The latest days first: whoever is new to the 28 days within 7 days counts for both.
    entries.sort((a, b) => b.day - a.day);
    const recent = entries.filter((entry) => entry.day >= day - 28);
    const seen = new NumberSet(totalUsers(recent));
    for (const entry of recent)
      for (const user of entry.users) {
        if (!seen.add(user)) continue;
        const row = firstRow + rowOfUser(user);
        counts.users28[row]!++;
        if (entry.day >= day - 7) counts.users7[row]!++;
      }
    const before = entries.filter((entry) => entry.day < day - 28);
    const seenBefore = new NumberSet(totalUsers(before));
    for (const entry of before)
      for (const user of entry.users) if (seenBefore.add(user)) counts.usersBefore28[firstRow + rowOfUser(user)]!++;
  }
  return counts;
}

function totalUsers(entries: readonly ActiveUsers[]): number {
  return entries.reduce((sum, entry) => sum + entry.users.length, 0);
}

/** A set of non-negative numbers in one flat table: several times faster than Set for millions of doubles. */
class NumberSet {
  readonly #table: Float64Array;
  readonly #mask: number;

  constructor(most: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(8, most * 2)));
    this.#table = new Float64Array(size).fill(-1);
    this.#mask = size - 1;
  }

  /** Whether the value was not in the set before. */
  add(value: number): boolean {
    const high = Math.floor(value / 4_294_967_296);
    let at = (Math.imul(value | 0, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> 0;
    at = (at ^ (at >>> 15)) & this.#mask;
    for (;;) {
      const found = this.#table[at]!;
      if (found === value) return false;
      if (found === -1) {
        this.#table[at] = value;
        return true;
      }
      at = (at + 1) & this.#mask;
    }
  }
}
