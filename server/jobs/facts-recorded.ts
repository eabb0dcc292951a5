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
  for (let from = 0; from < accountIds.length; from += MOST_AT_ONCE)
    await tx.execute('insert into account_to_diagnose (organisation_id, account_ids) values ($1, $2)', [
      tx.organisationId,
      uuidArray(accountIds.slice(from, from + MOST_AT_ONCE)),
    ]);
  await emit(tx, { name: 'facts.recorded' }, jobFor(tx));
}

/** One diagnosis of an organisation's new facts at a time, before anything that can wait: somebody may be looking. */
function jobFor(tx: Transaction): JobOptions {
  return { key: 'facts.recorded', queue: `facts:${tx.organisationId}`, priority: -10 };
}

/** Takes the accounts that wait: they are gone when this transaction commits, and wait again when it does not. */
export async function takeRecorded(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ account_ids: string[] }>(
    `with waiting as materialized (
       select id, cardinality(account_ids) as size from account_to_diagnose
       where organisation_id = $1 order by id limit $2 for update skip locked),
     counted as (select id, sum(size) over (order by id) - size as before from waiting)
     delete from account_to_diagnose d using counted c
     where d.organisation_id = $1 and d.id = c.id and c.before < $2 returning d.account_ids`,
    [tx.organisationId, MOST_AT_ONCE],
  );
  const accountIds = rows.flatMap((row) => row.account_ids);
  if (accountIds.length >= MOST_AT_ONCE) await emit(tx, { name: 'facts.recorded' }, jobFor(tx));
  return [...new Set(accountIds)];
}
