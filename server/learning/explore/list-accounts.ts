import type { Transaction } from '../../context/transaction.ts';
import { int4Array } from '../../database/binary-array.ts';
import { explain } from '../../expressions/clauses.ts';
import type { Expression } from '../../expressions/expression.ts';
import { describeClause } from '../../expressions/sentence.ts';
import { type EpochDay, isoDate } from '../../lib/days.ts';
import { readRow } from '../../signals/read-row.ts';
import type { Past } from '../backtest/open-past.ts';

/** A row of the past on a day. */
export interface RowOnDay {
  readonly row: number;
  readonly day: EpochDay;
}

/** An account with its story: the day, and what its signals said that morning. */
export interface ListedAccount {
  readonly id: string;
  readonly name: string;
  /** 'YYYY-MM-DD'. */
  readonly on: string;
  readonly story: string;
}

export interface AccountList {
  readonly total: number;
  /** The latest first. */
  readonly accounts: readonly ListedAccount[];
}

const LISTED = 12;

/** Names the accounts of some rows and says what a condition saw of them; of each account the latest day, of all the latest dozen. */
export async function listAccounts(
  tx: Transaction,
  past: Past,
  found: readonly RowOnDay[],
  condition: Expression,
  currency: string,
): Promise<AccountList> {
  const latest = new Map<number, EpochDay>();
  for (const { row, day } of found) latest.set(row, Math.max(day, latest.get(row) ?? day));
  const listed = [...latest].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, LISTED);
  const rows = await tx.query<{ slot: number; id: string; name: string }>(
    'select slot, id, name from account where organisation_id = $1 and slot = any($2) and archived_at is null',
    [tx.organisationId, int4Array(listed.map(([row]) => past.rows.slots[row]!))],
  );
  const bySlot = new Map(rows.map((account) => [account.slot, account]));
  const accounts = listed.flatMap(([row, day]) => {
    const account = bySlot.get(past.rows.slots[row]!);
    if (!account) return [];
    const read = readRow(past.columnsOn(past.placeOf(day)), row, past.catalogue, past.labels);
    const story = explain(condition, read, past.catalogue).map((clause) => describeClause(clause, { currency }));
    return [{ id: account.id, name: account.name, on: isoDate(day), story: story.join('; ') }];
  });
  return { total: latest.size, accounts };
}
