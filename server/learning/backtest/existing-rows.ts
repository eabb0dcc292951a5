import type { Transaction } from '../../context/transaction.ts';
import { readColumns } from '../../signals/columns/read-columns.ts';

/** 1 for the rows (slots) of accounts that are there and not archived. */
export async function existingRows(tx: Transaction, count: number): Promise<Uint8Array> {
  const exists = new Uint8Array(count);
  const organisation = tx.client.escapeLiteral(tx.organisationId);
  const sql = `select slot from account where organisation_id = ${organisation} and archived_at is null`;
  const [slots] = await readColumns(tx.client, sql, 1);
  for (const slot of slots!) if (slot < count) exists[slot] = 1;
  return exists;
}
