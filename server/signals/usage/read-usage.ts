import { type EpochDay, isoDate } from '../../lib/days.ts';
import { columnView, isConstantColumn } from '../columns/column-codec.ts';
import { type ColumnKind, readRows } from '../columns/read-columns.ts';
import { BLOCK_SIZE } from '../columns/rows.ts';
import { type FactScope, lastDay } from '../signal-group.ts';
import { USERS } from './compact-usage.ts';
import { type ActiveUsers, packUser } from './user-counts.ts';

/** Where usage goes as it is read: amounts of consecutive rows on a day, and the users active on it. */
export interface UsageReader {
  onAmounts(metric: number, day: EpochDay, firstRow: number, values: ArrayLike<number>): void;
  onUsers(users: ActiveUsers): void;
}

const USER_WINDOW = 56;

/** Reads the usage of all days before the last day of the scope: from columns for all accounts, from rows for a few. */
export async function readUsage(scope: FactScope, reader: UsageReader): Promise<void> {
  if (scope.rows.only) await readUsageRows(scope, reader);
  else await readUsageBlocks(scope, reader);
}

const BLOCK: readonly ColumnKind[] = ['number', 'number', 'number', 'bytes'];

async function readUsageBlocks(scope: FactScope, reader: UsageReader): Promise<void> {
  const usersFrom = isoDate(scope.days[0]! - USER_WINDOW);
  const sql = `select metric::float8, (day - date '1970-01-01')::float8, block::float8, data from usage_block
    where organisation_id = ${scope.client.escapeLiteral(scope.organisationId)} and day < date '${isoDate(lastDay(scope))}'
      and (metric <> ${USERS} or day >= date '${usersFrom}')`;
  await readRows(scope.client, sql, BLOCK, (numbers, bytes) => {
    const [metric, day, block] = numbers;
    const data = bytes[3]!;
    if (metric === USERS) {
      const users = new Float64Array(
        data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) as ArrayBuffer,
      );
      reader.onUsers({ day: day!, block: block!, users });
      return;
    }
    reader.onAmounts(metric!, day!, block! * BLOCK_SIZE, amountsOf(data));
  });
}

function amountsOf(data: Buffer): ArrayLike<number> {
  const values = columnView(data);
  return isConstantColumn(data) ? new Float64Array(2).fill(values[0]!) : values;
}

const ROW: readonly ColumnKind[] = ['number', 'number', 'number', 'number'];

async function readUsageRows(scope: FactScope, reader: UsageReader): Promise<void> {
  const organisation = scope.client.escapeLiteral(scope.organisationId);
  const slots = [...scope.rows.slots, -1].join(',');
  const where = `organisation_id = ${organisation} and account_slot in (${slots}) and day < date '${isoDate(lastDay(scope))}'`;
  const amount = new Float64Array(1);
  await readRows(
    scope.client,
    `select metric::float8, (day - date '1970-01-01')::float8, account_slot::float8, amount from usage_day where ${where}`,
    ROW,
    ([metric, day, slot, value]) => {
      amount[0] = value!;
      reader.onAmounts(metric!, day!, scope.rows.rowOf(slot!), amount);
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
