import { recordAudit } from '../audit/record.ts';
import { mayI } from '../context/permission.ts';
import type { Transaction } from '../context/transaction.ts';
import { int4Array, textArray, uuidArray } from '../database/binary-array.ts';
import { storableText } from '../lib/storable-text.ts';
import { type AccountReference, type FoundAccount, findAccounts } from './find-accounts.ts';

const MANY = 100;

export interface AccountToEnsure extends AccountReference {
  /** Its name if it has to be made; the external id, or the beginning of a long one, where there is none. */
  readonly name?: string;
}

export interface EnsuredAccount {
  readonly id: string;
  readonly slot: number;
  readonly isNew: boolean;
}

/**
 * The accounts that a source speaks of, by external id, made where they are missing, each with the next dense slot. What was found by
 * another source's id or by domain is from now on known to this source too. In a transaction that also writes facts, call this
 * first: it takes turns with others who make accounts.
 */
export async function ensureAccounts(
  tx: Transaction,
  sourceId: string,
  wanted: readonly AccountToEnsure[],
): Promise<Map<string, EnsuredAccount>> {
  mayI(tx.actor, 'work');
  const found = await findAccounts(tx, sourceId, wanted);
  const created = new Map<string, EnsuredAccount>();
  if (wanted.some(({ externalId }) => !isCertain(found.get(externalId)))) {
    await tx.query('select 1 from organisation where organisation_id = $1 for no key update', [tx.organisationId]);
    for (const [externalId, account] of await findAccounts(tx, sourceId, wanted)) found.set(externalId, account);
    const missing = [...new Map(wanted.map((account) => [storableText(account.externalId), account]))]
      .filter(([, account]) => !found.has(account.externalId))
      .map(([externalId, account]) => ({ externalId, name: nameOf(account), isNamed: Boolean(account.name?.trim()) }));
    for (const [externalId, account] of await create(tx, sourceId, missing)) created.set(externalId, account);
    await identify(tx, sourceId, found, created);
  }
  const result = new Map<string, EnsuredAccount>();
  for (const { externalId } of wanted) {
    const known = found.get(externalId);
    result.set(
      externalId,
      known ? { id: known.id, slot: known.slot, isNew: false } : created.get(storableText(externalId))!,
    );
  }
  return result;
}

function isCertain(found: FoundAccount | undefined): boolean {
  return found?.by === 'source';
}

interface MissingAccount {
  readonly externalId: string;
  readonly name: string;
  readonly isNamed: boolean;
}

/** Ids that only machines read: hexadecimal, as databases make them. */
const OPAQUE_ID = /^[0-9a-f-]{24,}$/i;
/** As much of such an id is enough to tell a few thousand accounts apart; the whole id is beside it. */
const SHORT = 8;

function nameOf({ name, externalId }: AccountToEnsure): string {
  const shown = OPAQUE_ID.test(externalId) ? externalId.slice(0, SHORT) : externalId;
  return storableText(name?.trim() || shown).slice(0, 300);
}

async function create(
  tx: Transaction,
  sourceId: string,
  missing: readonly MissingAccount[],
): Promise<Map<string, EnsuredAccount>> {
  if (missing.length === 0) return new Map();
  const { next } = await tx.one<{ next: number }>(
    'organisation',
    `update organisation set next_account_slot = next_account_slot + $2 where organisation_id = $1
     returning next_account_slot as next`,
    [tx.organisationId, missing.length],
  );
  const created = new Map<string, EnsuredAccount>();
  for (const [index, { externalId }] of missing.entries())
    created.set(externalId, { id: crypto.randomUUID(), slot: next - missing.length + index, isNew: true });
  await tx.execute(
    `insert into account (organisation_id, id, slot, name)
     select $1, id, slot, name from unnest($2::uuid[], $3::int4[], $4::text[]) as a (id, slot, name)`,
    [
      tx.organisationId,
      uuidArray([...created.values()].map(({ id }) => id)),
      int4Array([...created.values()].map(({ slot }) => slot)),
      textArray(missing.map(({ name }) => name)),
    ],
  );
  // A connection keeps its plans for checking foreign keys. One made while there were few accounts reads all of them for every row.
  if (missing.length >= MANY) await tx.query('discard plans');
  const named = missing.filter(({ isNamed }) => isNamed);
  await tx.execute(
    `insert into account_field (organisation_id, account_id, field, valid_from, value, source_id)
     select $1, id, 'name', '-infinity', to_jsonb(name), $2 from unnest($3::uuid[], $4::text[]) as f (id, name)`,
    [
      tx.organisationId,
      sourceId,
      uuidArray(named.map(({ externalId }) => created.get(externalId)!.id)),
      textArray(named.map(({ name }) => name)),
    ],
  );
  await recordAudit(tx, {
    action: 'accounts.created',
    entity: 'account',
    entityId: missing.length === 1 ? created.get(missing[0]!.externalId)!.id : `${missing.length} accounts`,
    after: { count: missing.length, externalIds: missing.slice(0, 100).map(({ externalId }) => externalId) },
  });
  return created;
}

/** Keeps by which id the source knows each account that it had not named before. */
async function identify(
  tx: Transaction,
  sourceId: string,
  found: ReadonlyMap<string, FoundAccount>,
  created: ReadonlyMap<string, EnsuredAccount>,
): Promise<void> {
  const identities = [...created].map(([externalId, { id }]) => ({ externalId, id }));
  for (const [externalId, account] of found)
    if (!isCertain(account)) identities.push({ externalId: storableText(externalId), id: account.id });
  if (identities.length === 0) return;
  await tx.execute(
    `insert into account_identity (organisation_id, source_id, external_id, account_id)
     select $1, $2, external_id, id from unnest($3::text[], $4::uuid[]) as i (external_id, id)
     on conflict do nothing`,
    [
      tx.organisationId,
      sourceId,
      textArray(identities.map(({ externalId }) => externalId)),
      uuidArray(identities.map(({ id }) => id)),
    ],
  );
}
