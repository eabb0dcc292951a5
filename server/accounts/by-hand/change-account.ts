import { z } from 'zod';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { factsRecorded } from '../../jobs/facts-recorded.ts';
import { writeAccounts } from '../write-accounts.ts';
import { accountEntry } from './account-entry.ts';
import { handSource, knowByHand } from './hand-source.ts';

/** Any of the fields; what is left out stays. `reason` is kept in the audit log. */
export const accountChange = accountEntry.partial().extend({ reason: z.string().trim().max(2000).optional() });

/** Changes fields of an account from now on, keeping what they were before. Audited; the account is diagnosed anew. */
export function changeAccount(
  database: Database,
  actor: Actor,
  accountId: string,
  input: z.input<typeof accountChange>,
): Promise<void> {
  mayI(actor, 'work');
  const change = accountChange.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    await changeFields(tx, accountId, change);
  });
}

/** Does so inside a transaction; returns whether anything is different. */
export async function changeFields(
  tx: Transaction,
  accountId: string,
  { attributes, reason, ...fields }: z.output<typeof accountChange>,
): Promise<boolean> {
  const source = await handSource(tx);
  const externalId = await knowByHand(tx, source, accountId);
  const row = { externalId, fields, ...(attributes && { attributes }) };
  const [written] = await writeAccounts(tx, source, [row], { ...(reason && { reason }) });
  if (written!.outcome === 'unchanged') return false;
  await factsRecorded(tx, [accountId]);
  return true;
}
