import { mayI } from '../context/permission.ts';
import type { Transaction } from '../context/transaction.ts';
import { uuidArray } from '../database/binary-array.ts';
import { FACT_TABLES } from './fact-table.ts';

/**
 * Removes accounts as if they had never been, with all that was computed for them; but not those that something else
 * speaks of: facts, usage, another source, work that people did. Gives the ids of those that stay.
 */
export async function removeUnusedAccounts(
  tx: Transaction,
  sourceId: string,
  accountIds: readonly string[],
): Promise<Set<string>> {
  mayI(tx.actor, 'work');
  const facts = Object.keys(FACT_TABLES).map(
    (table) => `exists (select from ${table} f where f.organisation_id = $1 and f.account_id = a.id)`,
  );
  const used = await tx.query<{ id: string }>(
    `select a.id from account a where a.organisation_id = $1 and a.id = any($2::uuid[]) and (
       ${facts.join('\n or ')}
       or exists (select from usage_event e where e.organisation_id = $1 and e.account_slot = a.slot)
       or exists (select from tracked_user u where u.organisation_id = $1 and u.account_id = a.id)
       or exists (select from account_identity i
         where i.organisation_id = $1 and i.account_id = a.id and i.source_id <> $3)
       or exists (select from task t
         where t.organisation_id = $1 and t.account_id = a.id and (t.run_id is null or t.closed_by is not null))
       or exists (select from run r join run_entry e on e.organisation_id = $1 and e.run_id = r.id and e.actor_kind <> 'system'
         where r.organisation_id = $1 and r.account_id = a.id))`,
    [tx.organisationId, uuidArray(accountIds), sourceId],
  );
  const kept = new Set(used.map(({ id }) => id));
  await tx.execute('delete from account where organisation_id = $1 and id = any($2::uuid[])', [
    tx.organisationId,
    uuidArray(accountIds.filter((id) => !kept.has(id))),
  ]);
  return kept;
}
