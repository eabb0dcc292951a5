import type { Transaction } from '../context/transaction.ts';
import { uuidArray } from '../database/binary-array.ts';
import { emit, type JobOptions } from './enqueue.ts';

/** More than this at once would keep one transaction open for long; the rest is taken by the next. */
const MOST_AT_ONCE = 500;

/**
 * Tells that facts of these accounts are new or corrected: they are diagnosed within moments. What is told while a diagnosis runs waits
 * for the next one together, so that a burst of facts costs little more than one.
 */
export async function factsRecorded(tx: Transaction, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return;
  await tx.execute(
    `insert into account_to_diagnose (organisation_id, account_id) select $1, * from unnest($2::uuid[])`,
    [tx.organisationId, uuidArray(accountIds)],
  );
  await emit(tx, { name: 'facts.recorded' }, jobFor(tx));
}

/** One diagnosis of an organisation's new facts at a time, before anything that can wait: somebody may be looking. */
function jobFor(tx: Transaction): JobOptions {
  return { key: 'facts.recorded', queue: `facts:${tx.organisationId}`, priority: -10 };
}

/** Takes the accounts that wait: they are gone when this transaction commits, and wait again when it does not. */
export async function takeRecorded(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ account_id: string }>(
    `delete from account_to_diagnose d using (
       select organisation_id, id from account_to_diagnose where organisation_id = $1 order by id limit $2 for update skip locked) w
     where d.organisation_id = $1 and d.organisation_id = w.organisation_id and d.id = w.id returning d.account_id`,
    [tx.organisationId, MOST_AT_ONCE],
  );
  if (rows.length === MOST_AT_ONCE) await emit(tx, { name: 'facts.recorded' }, jobFor(tx));
  return [...new Set(rows.map((row) => row.account_id))];
}
