import type { Transaction } from '../context/transaction.ts';
import { byteaArray, int4Array, textArray } from '../database/binary-array.ts';
import { type EpochDay, isoDate } from '../lib/days.ts';
import { decodeColumn, encodeColumn } from './columns/column-codec.ts';
import { type ColumnKind, readRows } from './columns/read-columns.ts';
import { BLOCK_SIZE, blocksOf, type Rows } from './columns/rows.ts';
import type { SignalColumns } from './signal-group.ts';

/** So many blocks are encoded and written together. */
const AT_ONCE = 250;

/** Keeps the signals of a day for all accounts, in place of an earlier computation of the same day. */
export async function writeSnapshot(
  tx: Transaction,
  day: EpochDay,
  columns: SignalColumns,
  count: number,
): Promise<void> {
  const date = isoDate(day);
  await tx.execute('delete from signal_block where organisation_id = $1 and day = $2', [tx.organisationId, date]);
  const blocks: { signal: string; block: number; values: Float64Array }[] = [];
  for (const [signal, values] of columns)
    for (let block = 0; block * BLOCK_SIZE < count; block++)
      blocks.push({
        signal,
        block,
        values: values.subarray(block * BLOCK_SIZE, Math.min(count, (block + 1) * BLOCK_SIZE)),
      });
  for (let from = 0; from < blocks.length; from += AT_ONCE) {
    const some = blocks.slice(from, from + AT_ONCE);
    await tx.execute(
      `insert into signal_block (organisation_id, day, signal, block, data)
       select $1, $2, * from unnest($3::text[], $4::int4[], $5::bytea[])`,
      [
        tx.organisationId,
        date,
        textArray(some.map(({ signal }) => signal)),
        int4Array(some.map(({ block }) => block)),
        byteaArray(some.map(({ values }) => encodeColumn(values))),
      ],
    );
  }
}

const BLOCK: readonly ColumnKind[] = ['number', 'bytes', 'number', 'bytes'];

/** Signals of kept days for these rows: by day, then by name. Days without a snapshot are missing. */
export async function readSnapshots(
  tx: Transaction,
  days: readonly EpochDay[],
  signals: readonly string[] | null,
  rows: Rows,
): Promise<Map<EpochDay, Map<string, Float64Array>>> {
  const found = new Map<EpochDay, Map<string, Float64Array>>();
  if (days.length === 0) return found;
  const quote = (text: string) => tx.client.escapeLiteral(text);
  const dates = days.map((day) => `date '${isoDate(day)}'`).join(', ');
  const named = signals ? `and signal in (${signals.map(quote).join(', ')})` : '';
  const some = rows.only ? `and block in (${[...blocksOf(rows.only), -1].join(', ')})` : '';
  const values = new Float64Array(BLOCK_SIZE);
  await readRows(
    tx.client,
    `select day - date '1970-01-01', convert_to(signal, 'UTF8'), block, data from signal_block
     where organisation_id = ${quote(tx.organisationId)} and day in (${dates}) ${named} ${some}`,
    BLOCK,
    (numbers, bytes) => {
      const day = numbers[0]!;
      const columns = found.get(day) ?? new Map<string, Float64Array>();
      found.set(day, columns);
      const signal = bytes[1]!.toString('utf8');
      const column = columns.get(signal) ?? new Float64Array(rows.count).fill(Number.NaN);
      columns.set(signal, column);
      const first = numbers[2]! * BLOCK_SIZE;
      if (!rows.only) {
        if (first < rows.count) decodeColumn(bytes[3]!, column, first, Math.min(BLOCK_SIZE, rows.count - first));
        return;
      }
      decodeColumn(bytes[3]!, values, 0, BLOCK_SIZE);
      for (const slot of rows.only)
        if (slot >= first && slot < first + BLOCK_SIZE) column[rows.rowOf(slot)] = values[slot - first]!;
    },
  );
  return found;
}

/** Which of these days have a snapshot. */
export async function keptDays(tx: Transaction, days: readonly EpochDay[], signal: string): Promise<Set<EpochDay>> {
  const rows = await tx.query<{ day: number }>(
    `select distinct day - date '1970-01-01' as day from signal_block
     where organisation_id = $1 and day = any($2::date[]) and signal = $3`,
    [tx.organisationId, days.map(isoDate), signal],
  );
  return new Set(rows.map((row) => row.day));
}
