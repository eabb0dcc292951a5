import type { Transaction } from '../../context/transaction.ts';
import { byteaArray, dateArray, int4Array } from '../../database/binary-array.ts';
import { type EpochDay, epochDay, isoDate } from '../../lib/days.ts';
import { NumberList } from '../columns/number-list.ts';
import { type ColumnKind, readRows } from '../columns/read-columns.ts';
import { BLOCK_SIZE } from '../columns/rows.ts';
import { encodeActiveRows } from './active-rows.ts';
import { forgetCarry } from './carry-usage.ts';
import { packUser, USERS } from './user-counts.ts';

const DAYS_AT_ONCE = 24;
const ROW: readonly ColumnKind[] = ['number', 'number', 'number', 'number'];

/**
 * Makes the columns of days whose rows have changed since: days before `before`. The marks are taken first: whoever records usage for
 * one of these days waits, or has committed and is read here.
 */
export async function compactUsage(tx: Transaction, before: EpochDay): Promise<number> {
  const stale = await tx.query<{ day: string; block: number }>(
    'delete from usage_stale where organisation_id = $1 and day < $2 returning day, block',
    [tx.organisationId, isoDate(before)],
  );
  const days = [...new Set(stale.map((mark) => epochDay(mark.day)))].sort((a, b) => a - b);
  if (days.length > 0) await forgetCarry(tx, days[0]!);
  for (let from = 0; from < days.length; from += DAYS_AT_ONCE) {
    const some = days.slice(from, from + DAYS_AT_ONCE);
    const marks = stale.filter((mark) => some.includes(epochDay(mark.day)));
    await rebuild(tx, some, marks);
  }
  return days.length;
}

async function rebuild(tx: Transaction, days: EpochDay[], marks: { day: string; block: number }[]): Promise<void> {
  const wanted = new Set(marks.map((mark) => blockKey(epochDay(mark.day), mark.block)));
  const blocks = await countedBlocks(tx, days, wanted);
  const users = await userBlocks(tx, days, wanted);
  await tx.execute(
    `delete from usage_block b using unnest($2::date[], $3::int[]) m(day, block)
     where b.organisation_id = $1 and b.day = m.day and b.block = m.block`,
    [tx.organisationId, marks.map((mark) => mark.day), marks.map((mark) => mark.block)],
  );
  const rows = [...blocks, ...users];
  const AT_ONCE = 2000;
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE);
    await tx.execute(
      `insert into usage_block (organisation_id, metric, day, block, data)
       select $1, * from unnest($2::int4[], $3::date[], $4::int4[], $5::bytea[]) as b (metric, day, block, data)`,
      [
        tx.organisationId,
        int4Array(some.map((row) => row.metric)),
        dateArray(some.map((row) => row.day)),
        int4Array(some.map((row) => row.block)),
        byteaArray(some.map((row) => row.data)),
      ],
    );
  }
}

interface BlockRow {
  readonly metric: number;
  readonly day: EpochDay;
  readonly block: number;
  readonly data: Buffer;
}

function blockKey(day: EpochDay, block: number): string {
  return `${day}/${block}`;
}

async function countedBlocks(tx: Transaction, days: EpochDay[], wanted: Set<string>): Promise<BlockRow[]> {
  const columns = new Map<string, { metric: number; day: EpochDay; block: number; values: Float64Array }>();
  const sql = `select metric, day - date '1970-01-01', account_slot, amount
    from usage_day where ${onDays(tx, days)}`;
  await readRows(tx.client, sql, ROW, ([metric, day, slot, amount]) => {
    const block = Math.floor(slot! / BLOCK_SIZE);
    if (!wanted.has(blockKey(day!, block))) return;
    const key = `${metric}/${day}/${block}`;
    let column = columns.get(key);
    if (!column) {
      column = { metric: metric!, day: day!, block, values: new Float64Array(BLOCK_SIZE) };
      columns.set(key, column);
    }
    column.values[slot! % BLOCK_SIZE] = amount!;
  });
  return [...columns.values()].map(({ values, ...block }) => ({ ...block, data: encodeActiveRows(values) }));
}

async function userBlocks(tx: Transaction, days: EpochDay[], wanted: Set<string>): Promise<BlockRow[]> {
  const lists = new Map<string, { day: EpochDay; block: number; users: NumberList }>();
  const sql = `select 0, day - date '1970-01-01', account_slot, user_hash::float8
    from usage_user_day where ${onDays(tx, days)}`;
  await readRows(tx.client, sql, ROW, ([, day, slot, hash]) => {
    const block = Math.floor(slot! / BLOCK_SIZE);
    const key = blockKey(day!, block);
    if (!wanted.has(key)) return;
    let list = lists.get(key);
    if (!list) {
      list = { day: day!, block, users: new NumberList() };
      lists.set(key, list);
    }
    list.users.push(packUser(slot! % BLOCK_SIZE, hash!));
  });
  return [...lists.values()].map(({ day, block, users }) => {
    const values = users.take();
    return { metric: USERS, day, block, data: Buffer.from(values.buffer, 0, values.byteLength) };
  });
}

function onDays(tx: Transaction, days: EpochDay[]): string {
  const dates = days.map((day) => `date '${isoDate(day)}'`).join(', ');
  return `organisation_id = ${tx.client.escapeLiteral(tx.organisationId)} and day in (${dates})`;
}
