import { type Assignment, assignTeam, type TeamRole } from '../../accounts/assign-team.ts';
import { FACT_TABLES, type FactTable } from '../../accounts/fact-table.ts';
import { removeUnusedAccounts } from '../../accounts/remove-accounts.ts';
import { type AccountChange, revertAccounts } from '../../accounts/revert-accounts.ts';
import { revertFacts } from '../../accounts/revert-facts.ts';
import { recordAudit } from '../../audit/record.ts';
import { type Actor, systemActor } from '../../context/actor.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import { textArray } from '../../database/binary-array.ts';
import type { Database } from '../../database/database.ts';
import { emit } from '../../jobs/enqueue.ts';
import { removeUsage } from '../usage/remove-usage.ts';
import { type Import, selectImport } from './import-record.ts';

const batchSize = 2000;

interface Change {
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * Takes back all that an import has done: what it made goes, what it changed becomes what it was. What somebody has
 * changed since, and accounts that something else speaks of, stay; `problem` of the import says how many. Killed at any
 * moment it goes on when it is called again. An import that is not being undone stays as it is.
 */
export async function undoImport(database: Database, organisationId: string, importId: string): Promise<Import> {
  const actor = systemActor(organisationId, 'Import');
  const found = await inOrganisation(database, actor, (tx) => selectImport(tx, importId));
  if (found.state !== 'undoing') return found;
  if (found.kind === 'usage') await removeUsage(database, actor, importId);
  for (const table of [...(Object.keys(FACT_TABLES) as FactTable[]), 'account_team', 'account']) {
    await undoTable(database, actor, found, table);
  }
  return inOrganisation(database, actor, (tx) => finish(tx, importId));
}

async function undoTable(database: Database, actor: Actor, found: Import, table: string): Promise<void> {
  for (let behind: string | undefined = ''; behind !== undefined; ) {
    const from: string = behind;
    behind = await inOrganisation(database, actor, (tx) => undoBatch(tx, found, table, from));
  }
}

/** Undoes the changes behind a key and forgets those that are undone; gives the last key, or undefined at the end. */
async function undoBatch(tx: Transaction, found: Import, table: string, behind: string): Promise<string | undefined> {
  const changes = await tx.query<{ key: string; before: unknown; after: unknown }>(
    `select record_key as key, before, after from import_change
     where organisation_id = $1 and import_id = $2 and record_table = $3 and record_key > $4
     order by record_key limit $5 for update`,
    [tx.organisationId, found.id, table, behind, batchSize],
  );
  if (changes.length === 0) return undefined;
  const kept = await revert(tx, found.sourceId, table, changes);
  await tx.execute(
    `delete from import_change
     where organisation_id = $1 and import_id = $2 and record_table = $3 and record_key = any($4::text[])`,
    [tx.organisationId, found.id, table, textArray(changes.flatMap(({ key }) => (kept.has(key) ? [] : [key])))],
  );
  return changes.at(-1)!.key;
}

function revert(tx: Transaction, sourceId: string, table: string, changes: readonly Change[]): Promise<Set<string>> {
  if (table === 'account') return revertAccountChanges(tx, sourceId, changes);
  if (table === 'account_team') return revertTeam(tx, changes);
  return revertFacts(
    tx,
    table as FactTable,
    changes.map(({ key, before, after }) => ({ id: key, before, mark: String(after) })),
  );
}

async function revertAccountChanges(
  tx: Transaction,
  sourceId: string,
  changes: readonly Change[],
): Promise<Set<string>> {
  const made = changes.filter(({ before }) => before === null).map(({ key }) => key);
  const changed = changes.filter(({ before }) => before !== null).map(accountChange);
  const kept = await removeUnusedAccounts(tx, sourceId, made);
  for (const id of await revertAccounts(tx, sourceId, changed)) kept.add(id);
  return kept;
}

function accountChange({ key, before, after }: Change): AccountChange {
  const told = Object.entries(after as Record<string, { value: unknown; at: number }>);
  const was = before as Record<string, unknown>;
  return {
    accountId: key,
    changes: Object.fromEntries(
      told.map(([field, { value, at }]) => [field, { before: was[field] ?? null, after: value, at }]),
    ),
  };
}

async function revertTeam(tx: Transaction, changes: readonly Change[]): Promise<Set<string>> {
  const wanted = changes.map((change): Assignment & { key: string; given: string | null } => {
    const [accountId = '', role] = change.key.split(' ');
    const memberId = (change.before as { memberId: string | null }).memberId;
    const given = (change.after as { memberId: string | null }).memberId;
    return { key: change.key, accountId, role: role as TeamRole, memberId, given };
  });
  const now = await tx.query<{ key: string; member_id: string }>(
    `select account_id || ' ' || role as key, member_id from account_team
     where organisation_id = $1 and valid_to is null and account_id || ' ' || role = any($2::text[])`,
    [tx.organisationId, textArray(wanted.map(({ key }) => key))],
  );
  const holders = new Map(now.map(({ key, member_id }) => [key, member_id]));
  const isAsGiven = ({ key, given }: { key: string; given: string | null }) => (holders.get(key) ?? null) === given;
  await assignTeam(tx, wanted.filter(isAsGiven));
  return new Set(wanted.filter((change) => !isAsGiven(change)).map(({ key }) => key));
}

async function finish(tx: Transaction, importId: string): Promise<Import> {
  const { kept } = await tx.one<{ kept: number }>(
    'import',
    'select count(*) as kept from import_change where organisation_id = $1 and import_id = $2',
    [tx.organisationId, importId],
  );
  const reason =
    kept === 0
      ? null
      : `${kept} ${kept === 1 ? 'record stays' : 'records stay'}, changed or in use by something else since.`;
  const ended = await tx.execute(
    `update import set state = 'undone', undone_at = now(), problem = $3
     where organisation_id = $1 and id = $2 and state = 'undoing'`,
    [tx.organisationId, importId, reason],
  );
  if (ended > 0) {
    await recordAudit(tx, { action: 'import.undone', entity: 'import', entityId: importId, after: { kept } });
    await emit(tx, { name: 'import.completed', importId });
  }
  return selectImport(tx, importId);
}
