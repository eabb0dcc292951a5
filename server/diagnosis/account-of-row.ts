import type { Transaction } from '../context/transaction.ts';
import { int4Array } from '../database/binary-array.ts';
import type { Rows } from '../signals/columns/rows.ts';
import type { TriggerStep } from './trigger-state.ts';

/** The account behind a row; null for one that is archived. */
export type AccountOf = (row: number) => { readonly id: string; readonly name: string } | null;

/** Loads the accounts that the steps of all triggers are about to open or clear. */
export async function loadAccountsOfRows(
  tx: Transaction,
  steps: readonly { step: TriggerStep }[],
  all: Rows,
): Promise<AccountOf> {
  const slots = new Set<number>();
  for (const { step } of steps)
    for (const found of [step.ready, step.cleared]) for (const row of found) slots.add(all.slots[row]!);
  const rows = await tx.query<{ slot: number; id: string; name: string }>(
    `select slot, id, name from account where organisation_id = $1 and slot = any($2::int[]) and archived_at is null`,
    [tx.organisationId, int4Array([...slots])],
  );
  const bySlot = new Map(rows.map((row) => [row.slot, row]));
  return (row) => bySlot.get(all.slots[row]!) ?? null;
}
