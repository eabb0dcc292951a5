import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { factsRecorded } from '../../jobs/facts-recorded.ts';
import { problem } from '../../lib/problem.ts';
import { writeFacts } from '../write-facts.ts';
import { insertContact, newContact } from './add-contact.ts';
import { handSource, knowByHand } from './hand-source.ts';
import { actionItem, openActionItems } from './open-action-items.ts';

export const INTERACTION_KINDS = ['call', 'email', 'meeting', 'note', 'chat'] as const;
export const DIRECTIONS = ['inbound', 'outbound', 'two_way', 'internal'] as const;

const AHEAD = 24 * 3_600_000;

/** A talk, a message or a note: with whom, when, what was said, what follows from it. */
export const newInteraction = z.strictObject({
  kind: z.enum(INTERACTION_KINDS),
  occurredAt: z.coerce
    .date()
    .refine((at) => at.getTime() < Date.now() + AHEAD, 'This lies in the future. Log what has happened.'),
  /** A contact of the account, or somebody new; may be missing for a note only. */
  contact: z.union([z.strictObject({ id: z.uuid() }), newContact]).nullable(),
  /** By default two-way for talks, outbound for e-mail, internal for notes. */
  direction: z.enum(DIRECTIONS).optional(),
  isExecutive: z.boolean().default(false),
  subject: z.string().trim().max(300, 'At most 300 characters.').default(''),
  summary: z.string().trim().min(1, 'Say in a sentence what it was about.').max(20_000, 'At most 20,000 characters.'),
  nextTouchpoint: z.iso.date('Use a day such as 2026-02-14.').nullable().default(null),
  actionItems: z.array(actionItem).max(50, 'At most 50 action items.').default([]),
});

const USUAL_DIRECTION = {
  call: 'two_way',
  email: 'outbound',
  meeting: 'two_way',
  note: 'internal',
  chat: 'two_way',
} as const;

/**
 * Puts an interaction on the timeline of an account; each action item becomes a task of its owner. Counts as a contact at once: the account is
 * diagnosed anew, and a run that waits for its first action has it.
 */
export function logInteraction(
  database: Database,
  actor: Actor,
  accountId: string,
  input: z.input<typeof newInteraction>,
): Promise<{ id: string; tasks: number }> {
  mayI(actor, 'take_part');
  const { contact, actionItems, ...said } = newInteraction.parse(input);
  if (contact === null && said.kind !== 'note')
    throw problem(400, 'Say with whom it was. Only a note has no contact.', [
      { at: 'contact', problem: 'is missing', mend: 'Choose a contact of the account, or enter a name.' },
    ]);
  return inOrganisation(database, actor, async (tx) => {
    const source = await handSource(tx);
    await knowByHand(tx, source, accountId);
    const values = {
      contact_id: contact && (await contactOf(tx, accountId, contact)),
      member_id: actor.memberId,
      kind: said.kind,
      direction: said.direction ?? USUAL_DIRECTION[said.kind],
      is_executive: said.isExecutive,
      subject: said.subject || null,
      summary: said.summary,
      next_touchpoint: said.nextTouchpoint,
      occurred_at: said.occurredAt,
    };
    const [written] = await writeFacts(tx, source, 'interaction', [{ externalId: randomUUID(), accountId, values }]);
    const { id } = written!;
    const tasks = await openActionItems(tx, { id, accountId, kind: said.kind }, actionItems);
    await recordAudit(tx, {
      action: 'interaction.logged',
      entity: 'interaction',
      entityId: id,
      after: { accountId, kind: said.kind, occurredAt: said.occurredAt.toISOString(), tasks },
    });
    await factsRecorded(tx, [accountId]);
    return { id, tasks };
  });
}

/** The id of a contact who must be one of this account, or of the one just made. */
async function contactOf(
  tx: Transaction,
  accountId: string,
  contact: { readonly id: string } | z.output<typeof newContact>,
): Promise<string> {
  if (!('id' in contact)) return insertContact(tx, accountId, contact);
  const { id } = await tx.one<{ id: string }>(
    'contact',
    'select id from contact where organisation_id = $1 and account_id = $2 and id = $3',
    [tx.organisationId, accountId, contact.id],
  );
  return id;
}
