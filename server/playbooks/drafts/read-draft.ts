import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { findDraft, type PlaybookDraft } from './draft.ts';

/** What is being written of a playbook; null when nothing is. 404 for an unknown playbook. */
export function readDraft(database: Database, actor: Actor, key: string): Promise<PlaybookDraft | null> {
  mayI(actor, 'manage_playbooks');
  return inOrganisation(database, actor, async (tx) => {
    await tx.one('playbook', 'select key from playbook where organisation_id = $1 and key = $2', [
      tx.organisationId,
      key,
    ]);
    return findDraft(tx, key);
  });
}
