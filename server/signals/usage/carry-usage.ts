import type { Transaction } from '../../context/transaction.ts';
import { byteaArray, int4Array } from '../../database/binary-array.ts';
import { type EpochDay, isoDate } from '../../lib/days.ts';
import { decodeColumn, encodeColumn } from '../columns/column-codec.ts';
import { type ColumnKind, readRows } from '../columns/read-columns.ts';
import { BLOCK_SIZE, countSlots } from '../columns/rows.ts';
import { readBlocks } from './read-blocks.ts';
import { addDay, emptyTotals, noDays, type UsageTotals } from './usage-totals.ts';

/** Boundaries lie so many days apart. */
const PERIOD_DAYS = 64;
/** The longest window that needs single days. */
const WINDOW_DAYS = 90;

/** The sums of all days before `until`, by metric. */
export interface UsageCarry {
  readonly until: EpochDay;
  readonly totals: ReadonlyMap<number, TotalsOfAllDays>;
}

/** The totals that no window ends. */
type TotalsOfAllDays = Pick<UsageTotals, 'daysTotal' | 'first' | 'last'>;

/** Makes the sums up to the last boundary that a day's windows leave out, unless they are there. */
export async function carryUsage(tx: Transaction, before: EpochDay): Promise<void> {
  const until = Math.floor((before - WINDOW_DAYS) / PERIOD_DAYS) * PERIOD_DAYS;
  if (await isCarried(tx, until)) return;
  const count = await countSlots(tx.client, tx.organisationId);
  const last = await readCarry(tx, until, count);
  const totals = new Map<number, UsageTotals>();
  const of = (metric: number) => {
    const found = totals.get(metric) ?? continued(last?.totals.get(metric), until, count);
    totals.set(metric, found);
    return found;
  };
  for (const metric of last?.totals.keys() ?? []) of(metric);
  await readBlocks(
    tx.client,
    tx.organisationId,
    { from: last?.until ?? null, before: until },
    ({ metric, day, firstRow, active }) => addDay(of(metric), day, firstRow, active),
  );
  for (const [metric, sums] of totals) await writeCarry(tx, until, metric, sums, count);
}

async function isCarried(tx: Transaction, until: EpochDay): Promise<boolean> {
  const { found } = await tx.one<{ found: boolean }>(
    'usage',
    'select exists (select from usage_carry where organisation_id = $1 and until = $2) as found',
    [tx.organisationId, isoDate(until)],
  );
  return found;
}

/** The sums kept for the latest boundary not after `until`; null when there are none. */
export async function readCarry(
  tx: Pick<Transaction, 'client' | 'organisationId'>,
  until: EpochDay,
  count: number,
): Promise<UsageCarry | null> {
  const organisation = tx.client.escapeLiteral(tx.organisationId);
  const totals = new Map<number, TotalsOfAllDays>();
  let boundary: EpochDay | null = null;
  await readRows(
    tx.client,
    `select metric, until - date '1970-01-01', block, days_total, first_day, last_day from usage_carry
     where organisation_id = ${organisation} and until = (
       select max(until) from usage_carry where organisation_id = ${organisation} and until <= date '${isoDate(until)}')`,
    CARRY,
    (numbers, bytes) => {
      const [metric, day, block] = numbers;
      boundary = day!;
      const sums = totals.get(metric!) ?? noDays(count);
      totals.set(metric!, sums);
      const first = block! * BLOCK_SIZE;
      const size = Math.min(BLOCK_SIZE, count - first);
      if (size <= 0) return;
      decodeColumn(bytes[3]!, sums.daysTotal, first, size);
      decodeColumn(bytes[4]!, sums.first, first, size);
      decodeColumn(bytes[5]!, sums.last, first, size);
      // Slots given out since then are unknown to the column: they had no day.
      for (let row = first; row < first + size; row++) if (Number.isNaN(sums.daysTotal[row]!)) sums.daysTotal[row] = 0;
    },
  );
  return boundary === null ? null : { until: boundary, totals };
}

/** Forgets the sums over a day that has changed since. */
export async function forgetCarry(tx: Transaction, firstChanged: EpochDay): Promise<void> {
  await tx.execute('delete from usage_carry where organisation_id = $1 and until > $2', [
    tx.organisationId,
    isoDate(firstChanged),
  ]);
}

/** Totals as of a later day that go on from what was carried; the windows begin empty. */
export function continued(carried: TotalsOfAllDays | undefined, day: EpochDay, count: number): UsageTotals {
  const totals = emptyTotals(day, count);
  if (!carried) return totals;
  totals.daysTotal.set(carried.daysTotal);
  totals.first.set(carried.first);
  totals.last.set(carried.last);
  return totals;
}

const CARRY: readonly ColumnKind[] = ['number', 'number', 'number', 'bytes', 'bytes', 'bytes'];

async function writeCarry(
  tx: Transaction,
  until: EpochDay,
  metric: number,
  sums: TotalsOfAllDays,
  count: number,
): Promise<void> {
  const blocks = Array.from({ length: Math.ceil(count / BLOCK_SIZE) }, (_, block) => block);
  const encoded = (values: Float64Array) =>
    byteaArray(
      blocks.map((block) =>
        encodeColumn(values.subarray(block * BLOCK_SIZE, Math.min(count, (block + 1) * BLOCK_SIZE))),
      ),
    );
  await tx.execute(
    `insert into usage_carry (organisation_id, metric, until, block, days_total, first_day, last_day)
     select $1, $2, $3, c.* from unnest($4::int4[], $5::bytea[], $6::bytea[], $7::bytea[]) c on conflict do nothing`,
    [
      tx.organisationId,
      metric,
      isoDate(until),
      int4Array(blocks),
      encoded(sums.daysTotal),
      encoded(sums.first),
      encoded(sums.last),
    ],
  );
}
