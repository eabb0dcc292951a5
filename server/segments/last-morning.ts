import type { Transaction } from '../context/transaction.ts';
import { loadCatalogue } from '../health/load-catalogue.ts';
import { epochDay } from '../lib/days.ts';
import { allRows, countSlots } from '../signals/columns/rows.ts';
import { openLabels } from '../signals/labels.ts';
import { readSnapshots } from '../signals/snapshot.ts';
import type { Morning } from './find-moves.ts';

/** The signals of every account on the last morning that was kept whole, 'YYYY-MM-DD'; null before the first diagnosis. */
export async function lastMorning(
  tx: Transaction,
  signals: readonly string[] | null = null,
): Promise<{ morning: Morning; asOf: string } | null> {
  const { last } = await tx.one<{ last: string | null }>(
    'organisation',
    `select max(day) as last from signal_block where organisation_id = $1 and signal = 'account.arr'`,
    [tx.organisationId],
  );
  if (last === null) return null;
  const rows = allRows(await countSlots(tx.client, tx.organisationId));
  const kept = (await readSnapshots(tx, [epochDay(last)], signals, rows)).get(epochDay(last)) ?? new Map();
  const catalogue = await loadCatalogue(tx);
  // A signal that came after that morning was unknown on it.
  const columns = new Map(
    [...catalogue.values()].map(({ name }) => [name, kept.get(name) ?? new Float64Array(rows.count).fill(Number.NaN)]),
  );
  return { morning: { rows, columns, catalogue, labels: await openLabels(tx) }, asOf: last };
}
