import type { EpochDay } from '../lib/days.ts';
import { decodeColumn, encodeColumn } from '../signals/columns/column-codec.ts';
import { BLOCK_SIZE, type Rows } from '../signals/columns/rows.ts';

/** Armed: may open. Open: has opened and is still true. Disarmed: was open, must be false for a while before it may open again. */
export const ARMED = 0;
export const OPEN = 1;
export const DISARMED = 2;

/**
 * What a trigger remembers of every row: since which day it has been true (positive) or not true (negative; 0: never seen), and its
 * state. Kept as one column of whole numbers.
 */
export interface TriggerMemory {
  readonly since: Int32Array;
  readonly state: Uint8Array;
}

export function emptyMemory(rows: number): TriggerMemory {
  return { since: new Int32Array(rows), state: new Uint8Array(rows) };
}

/** What a day changes: rows that may open (true for long enough, and armed) and rows that are no longer true. */
export interface TriggerStep {
  readonly ready: number[];
  readonly cleared: number[];
  /** How many open rows are still true. */
  readonly confirmed: number;
}

/**
 * Moves a trigger's memory on to `day` with the truth of each row (1 true; 0 false and 2 unknown are both "not true"). Days come in
 * order; the same day twice changes nothing. `ready` rows stay armed until `markOpen` says that they were opened.
 */
export function stepTrigger(
  memory: TriggerMemory,
  truth: Uint8Array,
  day: EpochDay,
  holdsForDays: number,
  rearmAfterDays: number,
): TriggerStep {
  const { since, state } = memory;
  const ready: number[] = [];
  const cleared: number[] = [];
  let confirmed = 0;
  for (let row = 0; row < since.length; row++) {
    const before = since[row]!;
    if (truth[row] === 1) {
      if (before < 0 && state[row] === DISARMED && day + before >= rearmAfterDays) state[row] = ARMED;
      if (before <= 0) since[row] = day;
      if (state[row] === OPEN) confirmed++;
      else if (state[row] === ARMED && day - since[row]! >= holdsForDays) ready.push(row);
      continue;
    }
    if (before >= 0) since[row] = -day;
    if (state[row] === OPEN) {
      cleared.push(row);
      state[row] = DISARMED;
    }
  }
  return { ready, cleared, confirmed };
}

/** The row has opened: it does not open again before it has been false for the time to re-arm. */
export function markOpen(memory: TriggerMemory, row: number): void {
  memory.state[row] = OPEN;
}

/** The situation has ended otherwise (its run closed, or somebody said it was none): what is still true may open again. */
export function arm(memory: TriggerMemory, row: number): void {
  if (memory.state[row] === OPEN) memory.state[row] = ARMED;
}

/** One block at a time goes through here: thousands are written and read in one diagnosis. */
const values = new Float64Array(BLOCK_SIZE);

/** The memory of at most a block of rows as bytes. */
export function encodeMemory(memory: TriggerMemory, from: number, to: number): Buffer {
  for (let row = from; row < to; row++) values[row - from] = memory.since[row]! * 4 + memory.state[row]!;
  return encodeColumn(values.subarray(0, to - from));
}

/** Reads a block's bytes, whose first slot is given, into the memory of the rows that it has. */
export function decodeMemory(data: Buffer, firstSlot: number, rows: Rows, memory: TriggerMemory): void {
  decodeColumn(data, values, 0, BLOCK_SIZE);
  const keep = (slot: number, row: number) => {
    const value = values[slot - firstSlot]!;
    if (Number.isNaN(value)) return;
    // Two bits of state below the day; & gives them for negative days too.
    const state = value & 3;
    memory.state[row] = state;
    memory.since[row] = (value - state) / 4;
  };
  const end = firstSlot + BLOCK_SIZE;
  if (rows.only) {
    for (const slot of rows.only) if (slot >= firstSlot && slot < end) keep(slot, rows.rowOf(slot));
    return;
  }
  for (let slot = firstSlot; slot < Math.min(end, rows.count); slot++) keep(slot, slot);
}
