import { z } from 'zod';
import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { draftChanged, findDraft } from './draft.ts';

/** The draft that is meant, as one has seen it. */
export const seenDraft = z.object({ revision: z.uuid() });

/** Throws away what is being written of a playbook. Throws a 409 problem when it is another text by now: nobody throws away what they have not seen. */
export async function discardDraft(
  database: Database,
  actor: Actor,
  key: string,
  input: z.input<typeof seenDraft>,
): Promise<void> {
  mayI(actor, 'manage_playbooks');
  const { revision } = seenDraft.parse(input);
  await inOrganisation(database, actor, async (tx) => {
    if (!(await removeDraft(tx, key, revision))) throw draftChanged(await findDraft(tx, key));
    await recordAudit(tx, { action: 'playbook.draft_discarded', entity: 'playbook', entityId: key });
  });
}

/** Takes the draft away when it is still this one; says whether it was. */
export async function removeDraft(tx: Transaction, key: string, revision: string): Promise<boolean> {
  const removed = await tx.query(
    'delete from playbook_draft where organisation_id = $1 and key = $2 and revision = $3 returning key',
    [tx.organisationId, key, revision],
  );
  return removed.length > 0;
}
