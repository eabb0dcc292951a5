import type { z } from 'zod';
import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { factsRecorded } from '../../jobs/facts-recorded.ts';
import { CONTACT_COLUMN, contactEntry } from './contact-entry.ts';

/** Any of the fields; what is left out stays. A contact who left keeps their history. */
export const contactChange = contactEntry.partial();

type Field = keyof typeof CONTACT_COLUMN;

/** Changes a contact: who they are, their role, that they have left. Audited; their account is diagnosed anew. */
export function changeContact(
  database: Database,
  actor: Actor,
  contactId: string,
  input: z.input<typeof contactChange>,
): Promise<void> {
  mayI(actor, 'work');
  const change = contactChange.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const fields = Object.keys(CONTACT_COLUMN) as Field[];
    const before = await tx.one<Record<Field, string | null> & { accountId: string }>(
      'contact',
      `select account_id as "accountId", ${fields.map((field) => `${CONTACT_COLUMN[field]} as "${field}"`).join(', ')}
       from contact where organisation_id = $1 and id = $2 for update`,
      [tx.organisationId, contactId],
    );
    const changed = fields.filter((field) => change[field] !== undefined && change[field] !== before[field]);
    if (changed.length === 0) return;
    await tx.execute(
      `update contact set ${changed.map((field, i) => `${CONTACT_COLUMN[field]} = $${i + 3}`).join(', ')}
       where organisation_id = $1 and id = $2`,
      [tx.organisationId, contactId, ...changed.map((field) => change[field])],
    );
    await recordAudit(tx, {
      action: 'contact.changed',
      entity: 'contact',
      entityId: contactId,
      before: Object.fromEntries(changed.map((field) => [field, before[field]])),
      after: Object.fromEntries(changed.map((field) => [field, change[field]])),
    });
    await factsRecorded(tx, [before.accountId]);
  });
}
