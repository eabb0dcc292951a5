import { type EpochDay, isoDate } from '../../lib/days.ts';
import { readRows } from '../columns/read-columns.ts';
import { BLOCK_SIZE } from '../columns/rows.ts';
import { dayOfDate, type FactScope, lastDay } from '../signal-group.ts';
import type { ActiveRows } from './active-rows.ts';
import { readBlocks } from './read-blocks.ts';
import { type ActiveUsers, packUser, USERS } from './user-counts.ts';

/** What of usage is read, and where it goes: amounts of consecutive rows on a day, and the users active on it. */
export interface UsageReader {
  readonly metrics: readonly number[];
  readonly withUsers: boolean;
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
  const range = { from, before, metrics: reader.metrics };
  await readBlocks(scope.client, scope.organisationId, range, ({ metric, day, firstRow, active }) =>
    reader.onAmounts(metric, day, firstRow, active),
  );
  if (!reader.withUsers) return;
  const sql = `select day - date '1970-01-01', block, data from usage_block
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

/** Reads the usage of a few accounts from its rows, all days before the last day of the scope. */
export async function readUsageOfSome(scope: FactScope, reader: UsageReader): Promise<void> {
  const organisation = scope.client.escapeLiteral(scope.organisationId);
  const slots = [...scope.rows.slots, -1].join(',');
  const where = `organisation_id = ${organisation} and account_slot in (${slots}) and day < date '${isoDate(lastDay(scope))}'`;
  const usersFrom = isoDate(scope.days[0]! - USER_WINDOW);
  const [amounts, users] = await Promise.all([
    scope.read(
      `select account_slot, ${dayOfDate('day')}, metric, amount from usage_day
       where ${where} and metric in (${reader.metrics.join(', ')})`,
      4,
    ),
    scope.read(
      `select account_slot, ${dayOfDate('day')}, user_hash::float8 from usage_user_day
       where ${where} and day >= date '${usersFrom}'`,
      3,
    ),
  ]);
  onAmountsOfSome(amounts, scope, reader);
  onUsersOfSome(users, scope, reader);
}

function onAmountsOfSome(
  [slots, days, metrics, values]: Float64Array[],
  { rows }: FactScope,
  reader: UsageReader,
): void {
  const row = new Uint16Array(1);
  for (let i = 0; i < slots!.length; i++) {
    const amounts = values!.subarray(i, i + 1);
    if (values![i]! > 0) reader.onAmounts(metrics![i]!, days![i]!, rows.rowOf(slots![i]!), { rows: row, amounts });
  }
}

function onUsersOfSome([slots, days, hashes]: Float64Array[], { rows }: FactScope, reader: UsageReader): void {
  const byDay = new Map<string, { day: EpochDay; block: number; users: number[] }>();
  for (let i = 0; i < slots!.length; i++) {
    const row = rows.rowOf(slots![i]!);
    const day = days![i]!;
    const block = Math.floor(row / BLOCK_SIZE);
    const key = `${day}/${block}`;
    const entry = byDay.get(key) ?? { day, block, users: [] };
    entry.users.push(packUser(row % BLOCK_SIZE, hashes![i]!));
    byDay.set(key, entry);
  }
  for (const { day, block, users } of byDay.values()) reader.onUsers({ day, block, users: Float64Array.from(users) });
}
