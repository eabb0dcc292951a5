import { systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { organisationOf } from '../identity/organisation.ts';
import { assignAccounts } from './assign-accounts.ts';

/** After an import: gives accounts without a CSM one, if the organisation has chosen a rule for it. */
export async function assignAfterImport(database: Database, organisationId: string): Promise<void> {
  const actor = systemActor(organisationId);
  const { ownerRule } = await inOrganisation(database, actor, organisationOf);
  if (ownerRule !== 'by_hand') await assignAccounts(database, actor, { rule: ownerRule });
}
