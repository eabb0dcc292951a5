import { z } from 'zod';
import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { notFound } from '../../lib/problem.ts';
import { addTag } from './add-tag.ts';

/** A tag: a few words, in small letters. */
const tag = z.string().trim().toLowerCase().min(1, 'Write a word.').max(40, 'At most 40 characters.');

/** Tags an account by hand. One that is there already stays as it is; 404 for an account that is not here. */
export async function tagAccount(database: Database, actor: Actor, accountId: string, word: string): Promise<void> {
  mayI(actor, 'work');
  await inOrganisation(database, actor, (tx) => addTag(tx, accountId, tag.parse(word)));
}

/** Takes a tag off an account. 404 when it is not there. */
export async function removeTag(database: Database, actor: Actor, accountId: string, word: string): Promise<void> {
  mayI(actor, 'work');
  await inOrganisation(database, actor, async (tx) => {
    const removed = await tx.execute(
      'delete from account_tag where organisation_id = $1 and account_id = $2 and tag = $3',
      [tx.organisationId, accountId, word],
    );
    if (removed === 0) throw notFound('tag');
    await recordAudit(tx, {
      action: 'account.untagged',
      entity: 'account',
      entityId: accountId,
      before: { tag: word },
    });
  });
}
