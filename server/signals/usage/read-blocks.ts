import type { PoolClient } from 'pg';
import { type EpochDay, isoDate } from '../../lib/days.ts';
import { type ColumnKind, readRows } from '../columns/read-columns.ts';
import { BLOCK_SIZE } from '../columns/rows.ts';
import { type ActiveRows, decodeActiveRows } from './active-rows.ts';
import { USERS } from './user-counts.ts';

/** The amounts of one metric and day for consecutive rows. */
export interface AmountBlock {
  readonly metric: number;
  readonly day: EpochDay;
  readonly firstRow: number;
  readonly active: ActiveRows;
}

const BLOCK: readonly ColumnKind[] = ['number', 'number', 'number', 'bytes'];

/** Reads the stored amounts of the days from `from` (null: the first) up to, not with, `before`; of all metrics, or of these. */
export async function readBlocks(
  client: PoolClient,
  organisationId: string,
  { from, before, metrics }: { from: EpochDay | null; before: EpochDay; metrics?: readonly number[] },
  onBlock: (block: AmountBlock) => void,
): Promise<void> {
  const since = from === null ? '' : `and day >= date '${isoDate(from)}'`;
  const which = metrics ? `metric in (${metrics.join(', ')})` : `metric <> ${USERS}`;
  const sql = `select metric, day - date '1970-01-01', block, data from usage_block
    where organisation_id = ${client.escapeLiteral(organisationId)} and ${which} and day < date '${isoDate(before)}' ${since}`;
  await readRows(client, sql, BLOCK, (numbers, bytes) => {
    const [metric, day, block] = numbers;
    onBlock({ metric: metric!, day: day!, firstRow: block! * BLOCK_SIZE, active: decodeActiveRows(bytes[3]!) });
  });
}
