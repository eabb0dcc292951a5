import { mayI } from '../context/permission.ts';
import type { Transaction } from '../context/transaction.ts';
import { jsonbArray, uuidArray } from '../database/binary-array.ts';
import { storableJson } from '../lib/storable-text.ts';
import { FACT_TABLES, type FactTable } from './fact-table.ts';
import { markOf } from './write-facts.ts';

/** What `writeFacts` did to a record. */
export interface FactChange {
  readonly id: string;
  /** null: it was made. */
  readonly before: unknown;
  readonly mark: string;
}

/**
 * Takes back what was written: records that were made go, records that were changed become what they were. A record
 * that somebody has changed since stays as it is. Gives the ids of those that stay.
 */
export async function revertFacts(
  tx: Transaction,
  table: FactTable,
  changes: readonly FactChange[],
): Promise<Set<string>> {
  mayI(tx.actor, 'work');
  await tx.query(`set local timezone to 'UTC'`);
  const found = await tx.query<{ id: string; mark: string }>(
    `select id, ${markOf('t')} as mark from ${table} t
     where t.organisation_id = $1 and t.id = any($2::uuid[]) order by id for update`,
    [tx.organisationId, uuidArray(changes.map(({ id }) => id))],
  );
  const marks = new Map(found.map(({ id, mark }) => [id, mark]));
  const untouched = changes.filter(({ id, mark }) => marks.get(id) === mark);
  await remove(
    tx,
    table,
    untouched.filter(({ before }) => before === null),
  );
  await restore(
    tx,
    table,
    untouched.filter(({ before }) => before !== null),
  );
  return new Set(changes.filter(({ id, mark }) => marks.has(id) && marks.get(id) !== mark).map(({ id }) => id));
}

async function remove(tx: Transaction, table: FactTable, made: readonly FactChange[]): Promise<void> {
  if (made.length === 0) return;
  await tx.execute(`delete from ${table} where organisation_id = $1 and id = any($2::uuid[])`, [
    tx.organisationId,
    uuidArray(made.map(({ id }) => id)),
  ]);
}

async function restore(tx: Transaction, table: FactTable, changed: readonly FactChange[]): Promise<void> {
  if (changed.length === 0) return;
  const columns = ['account_id', 'attributes', ...Object.keys(FACT_TABLES[table])];
  await tx.execute(
    `update ${table} t set ${columns.map((column) => `${column} = b.${column}`).join(', ')}
     from unnest($2::uuid[], $3::jsonb[]) c (id, before), jsonb_populate_record(null::${table}, c.before) b
     where t.organisation_id = $1 and t.id = c.id`,
    [
      tx.organisationId,
      uuidArray(changed.map(({ id }) => id)),
      jsonbArray(changed.map(({ before }) => storableJson(before))),
    ],
  );
}
