import type { PoolClient } from 'pg';

/** Accounts in a block: the number of slots that share one stored column. */
export const BLOCK_SIZE = 4096;

/**
 * The accounts that a computation is about. For all accounts a row is the slot itself; for a few, rows are numbered in the order given.
 */
export interface Rows {
  readonly count: number;
  /** The slot of each row. */
  readonly slots: Int32Array;
  /** Slots to compute, or null for all of the organisation. */
  readonly only: readonly number[] | null;
  /** The row of a slot, or -1. */
  rowOf(slot: number): number;
}

/** Rows for every slot of the organisation that was ever given out. */
export function allRows(count: number): Rows {
  return {
    count,
    slots: Int32Array.from({ length: count }, (_, slot) => slot),
    only: null,
    rowOf: (slot) => (slot < count ? slot : -1),
  };
}

/** Rows for these slots only. */
export function someRows(slots: readonly number[]): Rows {
  const rowBySlot = new Map(slots.map((slot, row) => [slot, row]));
  return {
    count: slots.length,
    slots: Int32Array.from(slots),
    only: slots,
    rowOf: (slot) => rowBySlot.get(slot) ?? -1,
  };
}

/** The number of account slots of an organisation. */
export async function countSlots(client: PoolClient, organisationId: string): Promise<number> {
  const { rows } = await client.query<{ next_account_slot: number }>(
    'select next_account_slot from organisation where organisation_id = $1',
    [organisationId],
  );
  return rows[0]?.next_account_slot ?? 0;
}

/** The blocks in which these slots are stored. */
export function blocksOf(slots: readonly number[]): number[] {
  return [...new Set(slots.map((slot) => Math.floor(slot / BLOCK_SIZE)))];
}
