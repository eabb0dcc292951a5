import type { Transaction } from '../context/transaction.ts';
import { jsonbArray, textArray, timestamptzArray, uuidArray } from '../database/binary-array.ts';
import { storableJson } from '../lib/storable-text.ts';
import { ACCOUNT_COLUMN } from './account-fields.ts';
import type { AccountState } from './account-state.ts';
import { type FieldValue, isSame, valueNow } from './field-history.ts';

interface Stretch extends FieldValue {
  readonly accountId: string;
  readonly field: string;
}

/** Writes what has become of accounts: their rows as they are now, and what is new in the history of their fields. */
export async function saveAccountStates(
  tx: Transaction,
  sourceId: string,
  accounts: Iterable<AccountState>,
): Promise<void> {
  const changed = [...accounts].filter((account) => account.after.size > 0);
  if (changed.length === 0) return;
  await updateRows(tx, changed);
  const inserted: Stretch[] = [];
  const shortened: Stretch[] = [];
  const corrected: Stretch[] = [];
  const removed: Stretch[] = [];
  for (const { id, before, after } of changed) {
    for (const [field, history] of after) {
      const known = new Map((before.get(field) ?? []).map((stretch) => [stretch.from, stretch]));
      const kept = new Set(history.map((stretch) => stretch.from));
      for (const old of known.values()) if (!kept.has(old.from)) removed.push({ accountId: id, field, ...old });
      for (const stretch of history) {
        const old = known.get(stretch.from);
        const row = { accountId: id, field, ...stretch };
        if (!old) inserted.push(row);
        else if (!isSame(old.value, stretch.value)) corrected.push(row);
        else if (old.to !== stretch.to) shortened.push(row);
      }
    }
  }
  await removeHistory(tx, removed);
  await updateHistory(tx, shortened, 'valid_to = n.valid_to');
  await updateHistory(tx, corrected, 'valid_to = n.valid_to, value = n.value, recorded_at = now()');
  await insertHistory(tx, sourceId, inserted);
}

async function updateRows(tx: Transaction, accounts: readonly AccountState[]): Promise<void> {
  const rows = accounts.map((account) => {
    const row: Record<string, unknown> = { id: account.id };
    const attributes: Record<string, unknown> = {};
    for (const [field, value] of valuesOf(account)) {
      if (!field.startsWith('attributes.')) row[field] = value;
      else if (value !== null) attributes[field.slice('attributes.'.length)] = value;
    }
    return { ...row, attributes };
  });
  const columns = [...Object.values(ACCOUNT_COLUMN), 'attributes'];
  await tx.execute(
    `update account a set ${columns.map((column) => `${column} = n.${column}`).join(', ')}, updated_at = now()
     from jsonb_populate_recordset(null::account, $2) n where a.organisation_id = $1 and a.id = n.id`,
    [tx.organisationId, storableJson(rows)],
  );
}

function valuesOf({ row, after }: AccountState): Map<string, unknown> {
  const values = new Map(row);
  for (const [field, history] of after) values.set(field, valueNow(history));
  return values;
}

async function updateHistory(tx: Transaction, stretches: readonly Stretch[], what: string): Promise<void> {
  if (stretches.length === 0) return;
  await tx.execute(
    `update account_field f set ${what}
     from unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::jsonb[])
       as n (account_id, field, valid_from, valid_to, value)
     where f.organisation_id = $1 and f.account_id = n.account_id and f.field = n.field and f.valid_from = n.valid_from`,
    [tx.organisationId, ...columnsOf(stretches)],
  );
}

async function removeHistory(tx: Transaction, stretches: readonly Stretch[]): Promise<void> {
  if (stretches.length === 0) return;
  const [accountIds, fields, from] = columnsOf(stretches);
  await tx.execute(
    `delete from account_field f using unnest($2::uuid[], $3::text[], $4::timestamptz[]) n (account_id, field, valid_from)
     where f.organisation_id = $1 and f.account_id = n.account_id and f.field = n.field and f.valid_from = n.valid_from`,
    [tx.organisationId, accountIds, fields, from],
  );
}

async function insertHistory(tx: Transaction, sourceId: string, stretches: readonly Stretch[]): Promise<void> {
  if (stretches.length === 0) return;
  await tx.execute(
    `insert into account_field (organisation_id, account_id, field, valid_from, valid_to, value, source_id)
     select $1, account_id, field, valid_from, valid_to, value, $7
     from unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::jsonb[])
       as n (account_id, field, valid_from, valid_to, value)`,
    [tx.organisationId, ...columnsOf(stretches), sourceId],
  );
}

function columnsOf(stretches: readonly Stretch[]): Buffer[] {
  return [
    uuidArray(stretches.map((stretch) => stretch.accountId)),
    textArray(stretches.map((stretch) => stretch.field)),
    timestamptzArray(stretches.map((stretch) => stretch.from)),
    timestamptzArray(stretches.map((stretch) => stretch.to)),
    jsonbArray(stretches.map((stretch) => storableJson(stretch.value))),
  ];
}
