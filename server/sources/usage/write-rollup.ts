import type { Transaction } from '../../context/transaction.ts';
import { dateArray, float8Array, int4Array, int8Array } from '../../database/binary-array.ts';
import type { AccountAndDay, AccountDay } from './roll-up.ts';

/** How many account slots share a block of columns: 2 to the power of this. */
export const BLOCK_BITS = 12;

/** The users and the metrics that are known to have been counted for an account on a day. */
export interface CountedDay {
  readonly users: ReadonlySet<number>;
  readonly metrics: ReadonlySet<number>;
}

/** What is known to have been counted; nothing where nothing is said. */
export type Counted = (accountDay: AccountAndDay) => CountedDay | undefined;

/** What had not been known to be counted for an account on a day, and now is. */
export interface NewlyCounted extends AccountAndDay {
  readonly users: readonly number[];
  readonly metrics: readonly number[];
}

/**
 * Adds rollups to what has been counted so far and marks the days as stale. `accountDays` are sorted, as a rollup gives them. Users of whom
 * it is known that they have been counted are left out, and amounts that are known to be there are added to without asking whether they are.
 * Gives what is known beyond that now.
 */
export async function addRollup(
  tx: Transaction,
  accountDays: readonly AccountDay[],
  counted: Counted = () => undefined,
): Promise<NewlyCounted[]> {
  if (accountDays.length === 0) return [];
  const known: Amounts = { slots: [], metrics: [], days: [], amounts: [] };
  const others: Amounts = { slots: [], metrics: [], days: [], amounts: [] };
  const fresh = accountDays.map((accountDay) => {
    const { accountSlot, day } = accountDay;
    const before = counted(accountDay);
    const metrics: number[] = [];
    for (const [metric, amount] of accountDay.amounts) {
      const isKnown = before?.metrics.has(metric) ?? false;
      if (!isKnown) metrics.push(metric);
      addTo(isKnown ? known : others, accountDay, metric, amount);
    }
    const users: number[] = [];
    for (const user of accountDay.users) if (!before?.users.has(user)) users.push(user);
    return { accountSlot, day, users: users.sort((a, b) => a - b), metrics };
  });
  if (known.slots.length > 0) await addToKnown(tx, known);
  if (others.slots.length > 0) await upsertAmounts(tx, others);
  await addUsers(tx, fresh);
  await markStale(tx, accountDays);
  return fresh.filter(({ users, metrics }) => users.length > 0 || metrics.length > 0);
}

interface Amounts {
  readonly slots: number[];
  readonly metrics: number[];
  readonly days: number[];
  readonly amounts: number[];
}

function addTo(list: Amounts, { accountSlot, day }: AccountAndDay, metric: number, amount: number): void {
  list.slots.push(accountSlot);
  list.metrics.push(metric);
  list.days.push(day);
  list.amounts.push(amount);
}

/** Half the work of an upsert, which has to lock each row before it may add to it. */
async function addToKnown(tx: Transaction, known: Amounts): Promise<void> {
  const { rowCount } = await tx.client.query({
    name: 'usage: add to known amounts',
    text: `update usage_day d set amount = d.amount + u.amount
      from (select unnest($2::int4[]) as account_slot, unnest($3::int4[]) as metric, unnest($4::date[]) as day, unnest($5::float8[]) as amount) u
      where d.organisation_id = $1 and d.account_slot = u.account_slot and d.metric = u.metric::int2 and d.day = u.day`,
    values: valuesOf(tx, known),
  });
  if (rowCount !== known.slots.length) throw new ForgottenAmounts();
}

/** What was known to have been counted is there no longer: whoever remembered it has to forget it and begin again. */
export class ForgottenAmounts extends Error {
  /** As PostgreSQL says that a transaction has to be tried again. */
  readonly code = '40001';
}

async function upsertAmounts(tx: Transaction, amounts: Amounts): Promise<void> {
  await tx.client.query({
    name: 'usage: add amounts',
    text: `insert into usage_day as d (organisation_id, account_slot, metric, day, amount)
      select $1, account_slot, metric, day, amount
      from unnest($2::int4[], $3::int4[], $4::date[], $5::float8[]) as u (account_slot, metric, day, amount)
      on conflict (organisation_id, account_slot, metric, day) do update set amount = d.amount + excluded.amount`,
    values: valuesOf(tx, amounts),
  });
}

function valuesOf(tx: Transaction, { slots, metrics, days, amounts }: Amounts): unknown[] {
  return [tx.organisationId, int4Array(slots), int4Array(metrics), dateArray(days), float8Array(amounts)];
}

async function addUsers(tx: Transaction, counted: readonly NewlyCounted[]): Promise<void> {
  const slots: number[] = [];
  const days: number[] = [];
  const users: number[] = [];
  for (const { accountSlot, day, users: ofDay } of counted) {
    for (const user of ofDay) {
      slots.push(accountSlot);
      days.push(day);
      users.push(user);
    }
  }
  if (users.length === 0) return;
  await tx.client.query({
    name: 'usage: add users',
    text: `insert into usage_user_day (organisation_id, account_slot, day, user_hash)
      select $1, unnest($2::int4[]), unnest($3::date[]), unnest($4::int8[])
      on conflict do nothing`,
    values: [tx.organisationId, int4Array(slots), dateArray(days), int8Array(users)],
  });
}

/**
 * Says which blocks of which days no longer equal the rows. The mark is written anew even when it is there, which holds off whoever is
 * about to take it until this transaction is over: who makes blocks first deletes the marks and then, in a statement of its own, reads.
 */
export async function markStale(tx: Transaction, touched: readonly AccountAndDay[]): Promise<void> {
  if (touched.length === 0) return;
  const blocks = new Map<number, { day: number; block: number }>();
  for (const { accountSlot, day } of touched) {
    const block = accountSlot >> BLOCK_BITS;
    blocks.set(day * 2 ** (32 - BLOCK_BITS) + block, { day, block });
  }
  const sorted = [...blocks.values()].sort((a, b) => a.day - b.day || a.block - b.block);
  await tx.client.query({
    name: 'usage: mark stale',
    text: `insert into usage_stale (organisation_id, day, block)
      select $1, day, block from unnest($2::date[], $3::int4[]) as s (day, block)
      on conflict (organisation_id, day, block) do update set since = excluded.since`,
    values: [tx.organisationId, dateArray(sorted.map((s) => s.day)), int4Array(sorted.map((s) => s.block))],
  });
}
