import { recordAudit } from '../audit/record.ts';
import { mayI } from '../context/permission.ts';
import type { Transaction } from '../context/transaction.ts';
import { storableText } from '../lib/storable-text.ts';
import { ACCOUNT_COLUMN, type AccountFields } from './account-fields.ts';
import { type Changes, type Clock, tell } from './account-state.ts';
import { type AccountToEnsure, ensureAccounts } from './ensure-accounts.ts';
import { knowAttributes } from './know-attributes.ts';
import { loadAccountStates } from './load-account-states.ts';
import { saveAccountStates } from './save-account-states.ts';

export interface AccountRow {
  readonly externalId: string;
  /** Only what is given is written; null empties a field, except the name. A new account without a name is called by its id. */
  readonly fields: Partial<AccountFields>;
  /** Custom attributes by key, merged with those that are there; null empties one. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** Since when this has been so; now where it is not given. A row may tell of the past: what is known of later stays. */
  readonly at?: Date;
}

export interface WrittenAccount {
  readonly accountId: string;
  readonly slot: number;
  readonly outcome: 'created' | 'updated' | 'unchanged';
  /** By column or `attributes.<key>`: what was known before for that time, and what is known now. */
  readonly changes: Readonly<Changes>;
}

/**
 * Makes and changes accounts, thousands at a time, and keeps the history of their fields: the first value known holds from the beginning
 * of time, a later one since `at`. Answers in the order of the rows. Takes turns with others who make accounts, so call it before
 * facts are written. Emits nothing: the caller tells what happened.
 */
export async function writeAccounts(
  tx: Transaction,
  sourceId: string,
  rows: readonly AccountRow[],
  { importId, reason }: { readonly importId?: string; readonly reason?: string } = {},
): Promise<WrittenAccount[]> {
  mayI(tx.actor, 'work');
  if (rows.length === 0) return [];
  const ensured = await ensureAccounts(tx, sourceId, accountsOf(rows));
  await knowAttributes(tx, rows);
  const clock = await readClock(tx);
  const states = await loadAccountStates(tx, [...new Set([...ensured.values()].map(({ id }) => id))]);
  const written: WrittenAccount[] = [];
  const created = new Set<string>();
  for (const index of inOrderOfTime(rows)) {
    const row = rows[index]!;
    const { id, slot, isNew } = ensured.get(row.externalId)!;
    const changes = tell(states.get(id)!, factsOf(row), row.at?.getTime() ?? null, clock);
    const isCreated = isNew && !created.has(id);
    if (isCreated) created.add(id);
    const outcome = isCreated ? 'created' : Object.keys(changes).length > 0 ? 'updated' : 'unchanged';
    written[index] = { accountId: id, slot, outcome, changes };
  }
  await saveAccountStates(tx, sourceId, states.values());
  await audit(tx, written, importId, reason);
  return written;
}

/** One entry for each account, with the first name and domain that its rows give. */
function accountsOf(rows: readonly AccountRow[]): AccountToEnsure[] {
  const accounts = new Map<string, AccountToEnsure>();
  for (const { externalId, fields } of rows) {
    const known = accounts.get(externalId);
    accounts.set(externalId, {
      externalId,
      name: known?.name ?? fields.name,
      domain: known?.domain ?? fields.domain,
    });
  }
  return [...accounts.values()];
}

async function readClock(tx: Transaction): Promise<Clock> {
  return tx.one<{ now: number; timeZone: string }>(
    'organisation',
    `select floor(extract(epoch from now()) * 1000)::float8 as now, time_zone as "timeZone"
     from organisation where organisation_id = $1`,
    [tx.organisationId],
  );
}

/** What happened first is told first; what is so now, last. */
function inOrderOfTime(rows: readonly AccountRow[]): number[] {
  const time = (index: number) => rows[index]!.at?.getTime() ?? Number.POSITIVE_INFINITY;
  return rows.map((_, index) => index).sort((a, b) => (time(a) === time(b) ? a - b : time(a) - time(b)));
}

function factsOf({ fields, attributes }: AccountRow): Map<string, unknown> {
  const facts = new Map<string, unknown>();
  for (const [field, column] of Object.entries(ACCOUNT_COLUMN)) {
    const value = storable(fields[field as keyof AccountFields]);
    if (value === undefined || (column === 'name' && !value)) continue;
    facts.set(column, column === 'name' ? String(value).trim().slice(0, 300) : value);
  }
  for (const [key, value] of Object.entries(attributes ?? {}))
    if (value !== undefined) facts.set(`attributes.${key}`, storable(value));
  return facts;
}

function storable(value: unknown): unknown {
  return typeof value === 'string' ? storableText(value) : value;
}

async function audit(
  tx: Transaction,
  written: readonly WrittenAccount[],
  importId: string | undefined,
  reason: string | undefined,
): Promise<void> {
  const updated = written.filter(({ outcome }) => outcome === 'updated');
  if (updated.length === 0) return;
  const only = new Set(updated.map(({ accountId }) => accountId)).size === 1 ? updated[0] : undefined;
  const side = (which: 'before' | 'after') =>
    Object.fromEntries(Object.entries(only?.changes ?? {}).map(([field, change]) => [field, change[which]]));
  await recordAudit(tx, {
    action: only ? 'account.changed' : 'accounts.changed',
    entity: 'account',
    entityId: only ? only.accountId : `${updated.length} accounts`,
    before: only ? side('before') : undefined,
    after: only
      ? side('after')
      : { count: updated.length, accountIds: updated.slice(0, 100).map(({ accountId }) => accountId), importId },
    reason,
  });
}
