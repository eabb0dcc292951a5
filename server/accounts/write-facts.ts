import { mayI } from '../context/permission.ts';
import type { Transaction } from '../context/transaction.ts';
import { textArray } from '../database/binary-array.ts';
import { storableJson } from '../lib/storable-text.ts';
import { columnOf, type FactColumnOf, type FactTable } from './fact-table.ts';

export interface FactRow<Table extends FactTable> {
  /** The source's own id: a row with the same id is the same fact, told again. */
  readonly externalId: string;
  readonly accountId: string;
  /** Only what is given is written, and every row gives the same columns. Instants as Date, days as 'YYYY-MM-DD'. */
  readonly values: Readonly<Partial<Record<FactColumnOf<Table>, string | number | boolean | Date | null>>>;
  /** Merged with those that are there; null removes one. */
  readonly attributes?: Readonly<Record<string, unknown>>;
}

export interface WrittenFact {
  readonly id: string;
  readonly outcome: 'created' | 'updated' | 'unchanged';
  /** The record as it was, where it has been changed. */
  readonly before?: unknown;
  /** Stands for the record as it is now; null where it did not change. `revertFacts` compares it. */
  readonly mark: string | null;
}

/** Stands for all that a record holds; the same in every session, since times are printed in UTC. */
export const markOf = (alias: string) => `md5(to_jsonb(${alias})::text)`;

/**
 * Writes facts of one source, thousands at a time: new ones are made, known ones changed where they differ. Answers in
 * the order of the rows, whose external ids must differ. Audits and emits nothing: the caller tells what happened.
 */
export async function writeFacts<Table extends FactTable>(
  tx: Transaction,
  sourceId: string,
  table: Table,
  rows: readonly FactRow<Table>[],
): Promise<WrittenFact[]> {
  // What was said with a customer may come from executives, too.
  mayI(tx.actor, table === 'interaction' ? 'take_part' : 'work');
  if (rows.length === 0) return [];
  await tx.query(`set local timezone to 'UTC'`);
  const known = await tx.query<{ external_id: string; id: string; before: unknown }>(
    `select external_id, id, to_jsonb(t) as before from ${table} t
     where t.organisation_id = $1 and t.source_id = $2 and t.external_id = any($3::text[]) order by external_id for update`,
    [tx.organisationId, sourceId, textArray(rows.map(({ externalId }) => externalId))],
  );
  const before = new Map(known.map((row) => [row.external_id, row]));
  const written = await tx.query<{ external_id: string; id: string; mark: string }>(upsert(table, rows[0]!), [
    tx.organisationId,
    sourceId,
    storableJson(rows.map(jsonOf)),
  ]);
  const after = new Map(written.map((row) => [row.external_id, row]));
  return rows.map(({ externalId }): WrittenFact => {
    const [old, now] = [before.get(externalId), after.get(externalId)];
    if (!now) return { id: old!.id, outcome: 'unchanged', mark: null };
    if (!old) return { id: now.id, outcome: 'created', mark: now.mark };
    return { id: now.id, outcome: 'updated', before: old.before, mark: now.mark };
  });
}

function jsonOf({ externalId, accountId, values, attributes = {} }: FactRow<FactTable>): Record<string, unknown> {
  return { ...values, external_id: externalId, account_id: accountId, attributes };
}

function upsert(table: FactTable, { values }: FactRow<FactTable>): string {
  const columns = Object.keys(values);
  const written = ['account_id', 'attributes', ...columns];
  const value = (column: string) => {
    const { otherwise } = columnOf(table, column);
    return otherwise ? `coalesce(n.${column}, ${otherwise})` : `n.${column}`;
  };
  return `insert into ${table} as t (organisation_id, source_id, external_id, ${written.join(', ')})
    select $1, $2, n.external_id, n.account_id, jsonb_strip_nulls(coalesce(k.attributes, '{}') || n.attributes)
      ${columns.map((column) => `, ${value(column)}`).join('')}
    from jsonb_to_recordset($3) n (external_id text, account_id uuid, attributes jsonb
      ${columns.map((column) => `, ${column} ${columnOf(table, column).type}`).join('')})
    left join ${table} k on k.organisation_id = $1 and k.source_id = $2 and k.external_id = n.external_id
    order by n.external_id
    on conflict (organisation_id, source_id, external_id) do update
      set ${written.map((column) => `${column} = excluded.${column}`).join(', ')}
      where (${written.map((column) => `t.${column}`).join(', ')})
        is distinct from (${written.map((column) => `excluded.${column}`).join(', ')})
    returning external_id, id, ${markOf('t')} as mark`;
}
