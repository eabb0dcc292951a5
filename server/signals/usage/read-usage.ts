import { type EpochDay, isoDate } from '../../lib/days.ts';
import { type ColumnKind, readRows } from '../columns/read-columns.ts';
import { BLOCK_SIZE } from '../columns/rows.ts';
import { type FactScope, lastDay } from '../signal-group.ts';
import type { ActiveRows } from './active-rows.ts';
import { readBlocks } from './read-blocks.ts';
import { type ActiveUsers, packUser, USERS } from './user-counts.ts';

/** Where usage goes as it is read: amounts of consecutive rows on a day, and the users active on it. */
export interface UsageReader {
  onAmounts(metric: number, day: EpochDay, firstRow: number, active: ActiveRows): void;
  onUsers(users: ActiveUsers): void;
}

/** Two windows of 28 days. */
const USER_WINDOW = 56;

/**
 * Reads the usage of all accounts from columns: the amounts of the days from `from` (null: the first) on, and the users of the window. Days
 * end before the last day of the scope.
 */
export async function readUsageOfAll(scope: FactScope, from: EpochDay | null, reader: UsageReader): Promise<void> {
  const before = lastDay(scope);
  await readBlocks(scope.client, scope.organisationId, { from, before }, ({ metric, day, firstRow, active }) =>
    reader.onAmounts(metric, day, firstRow, active),
  );
  const sql = `select (day - date '1970-01-01')::float8, block::float8, data from usage_block
    where organisation_id = ${scope.client.escapeLiteral(scope.organisationId)} and metric = ${USERS}
      and day < date '${isoDate(before)}' and day >= date '${isoDate(scope.days[0]! - USER_WINDOW)}'`;
  await readRows(scope.client, sql, ['number', 'number', 'bytes'], ([day, block], bytes) => {
    const data = bytes[2]!;
    const users = new Float64Array(
      data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) as ArrayBuffer,
    );
    reader.onUsers({ day: day!, block: block!, users });
  });
}

const ROW: readonly ColumnKind[] = ['number', 'number', 'number', 'number'];

/** Reads the usage of a few accounts from its rows, all days before the last day of the scope. */
export async function readUsageOfSome(scope: FactScope, reader: UsageReader): Promise<void> {
  const organisation = scope.client.escapeLiteral(scope.organisationId);
  const slots = [...scope.rows.slots, -1].join(',');
  const where = `organisation_id = ${organisation} and account_slot in (${slots}) and day < date '${isoDate(lastDay(scope))}'`;
  const rows = new Uint16Array(1);
  const amounts = new Float64Array(1);
  await readRows(
    scope.client,
    `select metric::float8, (day - date '1970-01-01')::float8, account_slot::float8, amount from usage_day where ${where}`,
    ROW,
    ([metric, day, slot, value]) => {
      amounts[0] = value!;
      if (value! > 0) reader.onAmounts(metric!, day!, scope.rows.rowOf(slot!), { rows, amounts });
    },
  );
  const usersFrom = isoDate(scope.days[0]! - USER_WINDOW);
  const byDay = new Map<string, { day: EpochDay; block: number; users: number[] }>();
  await readRows(
    scope.client,
    `select 0::float8, (day - date '1970-01-01')::float8, account_slot::float8, user_hash::float8
     from usage_user_day where ${where} and day >= date '${usersFrom}'`,
    ROW,
    ([, day, slot, hash]) => {
      const row = scope.rows.rowOf(slot!);
      const block = Math.floor(row / BLOCK_SIZE);
      const key = `${day}/${block}`;
      const entry = byDay.get(key) ?? { day: day!, block, users: [] };
      entry.users.push(packUser(row % BLOCK_SIZE, hash!));
      byDay.set(key, entry);
    },
  );
  for (const { day, block, users } of byDay.values()) reader.onUsers({ day, block, users: Float64Array.from(users) });
}
