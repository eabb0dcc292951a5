import type { Transaction } from '../context/transaction.ts';
import { type EpochDay, isoDate } from '../lib/days.ts';
import { someRows } from '../signals/columns/rows.ts';
import { readSnapshots } from '../signals/snapshot.ts';
import { computeDays } from './compute-days.ts';

/** A value on a day, 'YYYY-MM-DD'; null is unknown. */
export interface HistoryPoint {
  readonly day: string;
  readonly value: number | null;
}

const MOST_DAYS = 800;

/**
 * Numeric signals of one account, day by day, both ends included: what was kept of days lived through, computed from facts for the rest.
 */
export async function readSignalHistory(
  tx: Transaction,
  accountId: string,
  signals: readonly string[],
  from: EpochDay,
  to: EpochDay,
): Promise<Map<string, HistoryPoint[]>> {
  const { slot } = await tx.one<{ slot: number }>(
    'account',
    'select slot from account where organisation_id = $1 and id = $2',
    [tx.organisationId, accountId],
  );
  const first = Math.max(from, to - MOST_DAYS + 1);
  const days = Array.from({ length: Math.max(0, to - first + 1) }, (_, i) => first + i);
  const history = new Map<string, HistoryPoint[]>(signals.map((signal) => [signal, []]));
  const kept = await readSnapshots(tx, days, signals, someRows([slot]));
  await computeDays(
    tx,
    days,
    async ({ day, columns }) => {
      for (const signal of signals) {
        const value = kept.get(day)?.get(signal)?.[0] ?? columns.get(signal)?.[0] ?? Number.NaN;
        history.get(signal)!.push({ day: isoDate(day), value: Number.isNaN(value) ? null : value });
      }
    },
    [slot],
  );
  return history;
}
