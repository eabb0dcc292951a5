import type { Transaction } from '../context/transaction.ts';
import { uuidArray } from '../database/binary-array.ts';
import { ACCOUNT_COLUMN } from './account-fields.ts';
import type { AccountState } from './account-state.ts';
import type { FieldValue } from './field-history.ts';

const COLUMNS = Object.values(ACCOUNT_COLUMN);

/** Reads accounts with the whole history of their fields, and locks them until the transaction ends. */
export async function loadAccountStates(tx: Transaction, ids: readonly string[]): Promise<Map<string, AccountState>> {
  const accounts = await tx.query<Record<string, unknown> & { id: string; attributes: Record<string, unknown> }>(
    `select id, attributes, ${COLUMNS.join(', ')} from account
     where organisation_id = $1 and id = any($2::uuid[]) order by id for no key update`,
    [tx.organisationId, uuidArray(ids)],
  );
  const histories = await readHistories(tx, ids);
  return new Map(
    accounts.map(({ id, attributes, ...columns }) => {
      const row = new Map<string, unknown>(Object.entries(columns));
      for (const [key, value] of Object.entries(attributes)) row.set(`attributes.${key}`, value);
      return [id, { id, row, before: histories.get(id) ?? new Map(), after: new Map() }];
    }),
  );
}

async function readHistories(tx: Transaction, ids: readonly string[]): Promise<Map<string, Map<string, FieldValue[]>>> {
  const stretches = await tx.query<{ id: string; field: string; from: number; to: number; value: unknown }>(
    `select account_id as id, field, (extract(epoch from valid_from) * 1000)::float8 as "from",
       (extract(epoch from valid_to) * 1000)::float8 as "to", value
     from account_field where organisation_id = $1 and account_id = any($2::uuid[]) order by account_id, field, valid_from`,
    [tx.organisationId, uuidArray(ids)],
  );
  const histories = new Map<string, Map<string, FieldValue[]>>();
  for (const { id, field, ...stretch } of stretches) {
    const fields = histories.get(id) ?? new Map<string, FieldValue[]>();
    const history = fields.get(field) ?? [];
    history.push(stretch);
    fields.set(field, history);
    histories.set(id, fields);
  }
  return histories;
}
