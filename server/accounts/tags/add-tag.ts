import { recordAudit } from '../../audit/record.ts';
import { mayI } from '../../context/permission.ts';
import type { Transaction } from '../../context/transaction.ts';

/** Adds a tag to an account, in small letters. Returns whether it is new there; 404 for an account that is not here. */
export async function addTag(tx: Transaction, accountId: string, tag: string): Promise<boolean> {
  mayI(tx.actor, 'work');
  await tx.one('account', 'select from account where organisation_id = $1 and id = $2', [tx.organisationId, accountId]);
  const added = await tx.execute(
    `insert into account_tag (organisation_id, account_id, tag, added_by) values ($1, $2, $3, $4) on conflict do nothing`,
    [tx.organisationId, accountId, tag.trim().toLowerCase(), tx.actor.memberId],
  );
  if (added === 0) return false;
  await recordAudit(tx, { action: 'account.tagged', entity: 'account', entityId: accountId, after: { tag } });
  return true;
}
