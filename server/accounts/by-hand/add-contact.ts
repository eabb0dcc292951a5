import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { factsRecorded } from '../../jobs/facts-recorded.ts';
import { problem } from '../../lib/problem.ts';
import { writeFacts } from '../write-facts.ts';
import { contactEntry } from './contact-entry.ts';
import { handSource, knowByHand } from './hand-source.ts';

/** A name, and what else is known. */
export const newContact = contactEntry.partial().required({ name: true });

/** Adds a contact of an account by hand. Throws a 409 problem when the account has one with this address. */
export function addContact(
  database: Database,
  actor: Actor,
  accountId: string,
  input: z.input<typeof newContact>,
): Promise<{ id: string }> {
  mayI(actor, 'work');
  const contact = newContact.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const id = await insertContact(tx, accountId, contact);
    await factsRecorded(tx, [accountId]);
    return { id };
  });
}

/** The same inside a transaction that goes on, such as one that logs a talk with somebody new. Emits nothing. */
export async function insertContact(
  tx: Transaction,
  accountId: string,
  { joinedOn = null, leftOn = null, ...contact }: z.output<typeof newContact>,
): Promise<string> {
  const source = await handSource(tx);
  await knowByHand(tx, source, accountId);
  const same = await tx.maybe<{ name: string | null }>(
    'select name from contact where organisation_id = $1 and account_id = $2 and lower(email) = $3',
    [tx.organisationId, accountId, contact.email ?? null],
  );
  if (same) throw problem(409, `${contact.email} is already the address of ${same.name ?? 'a contact'} here.`);
  const values = { ...contact, joined_on: joinedOn, left_on: leftOn };
  const [written] = await writeFacts(tx, source, 'contact', [{ externalId: randomUUID(), accountId, values }]);
  const { id } = written!;
  await recordAudit(tx, {
    action: 'contact.added',
    entity: 'contact',
    entityId: id,
    after: { accountId, name: contact.name, role: contact.role ?? null },
  });
  return id;
}
