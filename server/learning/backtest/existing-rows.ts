import type { Transaction } from '../../context/transaction.ts';

/** 1 for the rows (slots) of accounts that are there and not archived. */
export async function existingRows(tx: Transaction, count: number): Promise<Uint8Array> {
  const exists = new Uint8Array(count);
  const rows = await tx.query<{ slot: number }>(
    'select slot from account where organisation_id = $1 and archived_at is null',
    [tx.organisationId],
  );
  for (const { slot } of rows) if (slot < count) exists[slot] = 1;
  return exists;
}
