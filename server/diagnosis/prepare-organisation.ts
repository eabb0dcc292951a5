import { systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { ensureDefaultPersonas } from '../personas/default-personas.ts';
import { publishLibrary } from '../playbooks/publish-library.ts';
import { ensureDefaultSegments } from '../segments/default-segments.ts';

/** Makes a new organisation ready for its first diagnosis: gives it the usual segments and personas and publishes the playbooks that ship with Steward. Done again, it changes nothing. */
export async function prepareOrganisation(database: Database, organisationId: string): Promise<void> {
  await inOrganisation(database, systemActor(organisationId), async (tx) => {
    await ensureDefaultSegments(tx);
    await ensureDefaultPersonas(tx);
    await publishLibrary(tx);
  });
}
