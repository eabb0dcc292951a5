import { TRUE, UNKNOWN } from '../../expressions/truth.ts';
import type { EpochDay } from '../../lib/days.ts';
import type { Past } from './open-past.ts';
import type { Firing } from './simulate-firings.ts';

/** Which accounts (rows) are asked about, and what may have become of them. */
export interface Asked {
  readonly eligible: string;
  readonly truth: string;
  /** Days from a row to the moment at which the outcome is asked. */
  readonly horizon: number;
  /** Rows of accounts that exist: 1. */
  readonly exists: Uint8Array;
}

/** A row on a day does not count, counts without the outcome a horizon later, or with it. */
export const WITHOUT = 1;
export const WITH = 2;

export interface CountedCells {
  /** By the place among the asked days: for each row 0, `WITHOUT` or `WITH`. */
  readonly cells: readonly Uint8Array[];
  /** By row: how many days count, and how many of them were followed by the outcome. */
  readonly rows: Float64Array;
  readonly positives: Float64Array;
}

/**
 * What of a trial does not depend on its trigger: the rows that count on each of the days, those that are eligible and of which it is known what
 * followed. Kept with the past, since it stays the same while thresholds move.
 */
export function countedCells(past: Past, asked: Asked, days: readonly EpochDay[]): CountedCells {
  const { eligible, truth, horizon } = asked;
  const key = ['counted', eligible, truth, horizon, days[0], days.at(-1), days.length].join('/');
  return keptWith(past, asked.exists, key, () => {
    const rows = new Float64Array(past.rows.count);
    const positives = new Float64Array(past.rows.count);
    const mayCount = eligibleRows(past, asked);
    const outcome = past.truthOf(truth, horizon);
    const cells = days.map((day) =>
      cellsOf(mayCount[past.placeOf(day)]!, outcome[past.placeOf(day + horizon)]!, rows, positives),
    );
    return { cells, rows, positives };
  });
}

/** By the place of the day: 1 for the rows of accounts that exist and are eligible. */
export function eligibleRows(
  past: Past,
  { eligible, exists }: Pick<Asked, 'eligible' | 'exists'>,
): readonly Uint8Array[] {
  return keptWith(past, exists, `eligible/${eligible}`, () =>
    past.truthOf(eligible).map((truth) => {
      const found = new Uint8Array(truth.length);
      for (let row = 0; row < found.length; row++) found[row] = truth[row]! & exists[row]!;
      return found;
    }),
  );
}

/** The days from `from` to `to` on which the outcome began for accounts that were eligible within the horizon before, in ascending order. */
export function beginnings(
  past: Past,
  asked: Asked,
  { from, to }: { from: EpochDay; to: EpochDay },
): readonly Firing[] {
  const { eligible, truth, horizon } = asked;
  return keptWith(past, asked.exists, ['began', eligible, truth, horizon, from, to].join('/'), () => {
    const found: Firing[] = [];
    const mayCount = eligibleRows(past, asked);
    const outcome = past.truthOf(truth, horizon);
    const lastEligible = new Int32Array(past.rows.count).fill(-1e6);
    for (const [place, day] of past.days.entries()) {
      if (day > to) break;
      const before = outcome[place - 1];
      if (before !== undefined && day >= from)
        noteBeginnings(outcome[place]!, before, lastEligible, day - horizon, (row) => found.push({ row, day }));
      noteEligible(mayCount[place]!, lastEligible, day);
    }
    return found;
  });
}

function cellsOf(mayCount: Uint8Array, outcome: Uint8Array, rows: Float64Array, positives: Float64Array): Uint8Array {
  const cells = new Uint8Array(mayCount.length);
  for (let row = 0; row < cells.length; row++) {
    const after = outcome[row]!;
    if (mayCount[row] === 0 || after === UNKNOWN) continue;
    cells[row] = WITHOUT + after;
    rows[row]!++;
    positives[row]! += after;
  }
  return cells;
}

function noteBeginnings(
  now: Uint8Array,
  before: Uint8Array,
  lastEligible: Int32Array,
  since: EpochDay,
  note: (row: number) => void,
): void {
  for (let row = 0; row < now.length; row++)
    if (now[row] === TRUE && before[row] !== TRUE && lastEligible[row]! >= since) note(row);
}

function noteEligible(mayCount: Uint8Array, lastEligible: Int32Array, day: EpochDay): void {
  for (let row = 0; row < mayCount.length; row++) if (mayCount[row] !== 0) lastEligible[row] = day;
}

interface Kept {
  readonly exists: Uint8Array;
  readonly byKey: Map<string, unknown>;
}

const kept = new WeakMap<Past, Kept>();
const MOST_KEPT = 8;

/** What was worked out for a past before, as long as the same accounts exist; else worked out now. What was used last is kept longest. */
function keptWith<Value>(past: Past, exists: Uint8Array, key: string, make: () => Value): Value {
  let ofPast = kept.get(past);
  if (ofPast?.exists !== exists) {
    ofPast = { exists, byKey: new Map() };
    kept.set(past, ofPast);
  }
  const { byKey } = ofPast;
  const value = byKey.has(key) ? (byKey.get(key) as Value) : make();
  byKey.delete(key);
  byKey.set(key, value);
  if (byKey.size > MOST_KEPT) byKey.delete(byKey.keys().next().value!);
  return value;
}
