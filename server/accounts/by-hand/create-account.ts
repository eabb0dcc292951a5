import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { factsRecorded } from '../../jobs/facts-recorded.ts';
import { problem } from '../../lib/problem.ts';
import { writeAccounts } from '../write-accounts.ts';
import { accountEntry } from './account-entry.ts';
import { handSource } from './hand-source.ts';

/** A name, and what else is known. */
export const newAccount = accountEntry.partial().required({ name: true });

/** Makes an account by hand. Throws a 409 problem when there is already one with this domain. */
export function createAccount(
  database: Database,
  actor: Actor,
  input: z.input<typeof newAccount>,
): Promise<{ id: string }> {
  mayI(actor, 'work');
  const { attributes, ...fields } = newAccount.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const source = await handSource(tx);
    const row = { externalId: randomUUID(), fields, ...(attributes && { attributes }) };
    const [written] = await writeAccounts(tx, source, [row]);
    const { accountId, outcome } = written!;
    if (outcome !== 'created')
      throw problem(
        409,
        `There is already an account with the domain ${fields.domain}. Open it, or leave the domain out.`,
      );
    await factsRecorded(tx, [accountId]);
    return { id: accountId };
  });
}
