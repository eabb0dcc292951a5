import type { z } from 'zod';
import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { draftChanged, findDraft, type PlaybookDraft, writtenDraft } from './draft.ts';

/**
 * Keeps what is being written of a playbook; the audit log hears of the first time, not of every pause. Throws a 409 problem when somebody
 * else has saved, published or thrown it away since, and then changes nothing; 404 for an unknown playbook or version.
 */
export function saveDraft(
  database: Database,
  actor: Actor,
  key: string,
  input: z.input<typeof writtenDraft>,
): Promise<PlaybookDraft> {
  mayI(actor, 'manage_playbooks');
  const { document, basedOn, revision } = writtenDraft.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    await tx.one(
      'version of this playbook',
      'select version from playbook_version where organisation_id = $1 and key = $2 and version = $3',
      [tx.organisationId, key, basedOn],
    );
    const before = await findDraft(tx, key, true);
    if ((before?.revision ?? null) !== revision) throw draftChanged(before);
    const saved = await tx.maybe(
      `insert into playbook_draft (organisation_id, key, document, based_on, saved_by) values ($1, $2, $3, $4, $5)
       on conflict (organisation_id, key) do update set document = excluded.document, based_on = excluded.based_on,
         saved_by = excluded.saved_by, revision = gen_random_uuid(), saved_at = now()
       where playbook_draft.revision = $6 returning key`,
      [tx.organisationId, key, document, basedOn, actor.memberId, revision],
    );
    const draft = await findDraft(tx, key);
    if (!saved || draft === null) throw draftChanged(draft);
    if (before === null)
      await recordAudit(tx, {
        action: 'playbook.draft_begun',
        entity: 'playbook',
        entityId: key,
        after: { basedOn },
      });
    return draft;
  });
}
