import { systemActor } from '../server/context/actor.ts';
import { inOrganisation } from '../server/context/transaction.ts';
import type { Database } from '../server/database/database.ts';
import { listOrganisations } from '../server/identity/list-organisations.ts';
import type { Organisation } from '../server/identity/organisation.ts';
import { removeSample } from '../server/identity/remove-sample.ts';
import type { SignIn } from '../server/identity/sign-in.ts';
import type { Log } from '../server/lib/log.ts';
import { loadSample, type SampleOptions } from './load-sample.ts';
import { emailOf, HOME, TEAM } from './vendor.ts';

/** On whose day the sample opens. */
export interface SampleHome {
  readonly name: string;
  readonly email: string;
}

const LOCK = 1_398_886_732;

/**
 * Loads the sample where there is no organisation yet, and again where loading it was interrupted. Of several processes that start at the
 * same time one does so and the others wait. Answers who signs in to look at it, or null where there is no sample.
 */
export async function ensureSample(
  database: Database,
  signIn: SignIn,
  log: Log,
  options: SampleOptions,
): Promise<SampleHome | null> {
  const home = { name: TEAM[HOME].name, email: emailOf(HOME) };
  const lock = await database.worker.connect();
  try {
    await lock.query('select pg_advisory_lock($1, 0)', [LOCK]);
    const organisations = await listOrganisations(database);
    const sample = organisations.find(({ isSample }) => isSample);
    const isThere = sample !== undefined && (await isComplete(database, sample));
    if (isThere) return (await signIn.findUser(home.email)) ? home : null;
    if (sample) await removeSample(database, signIn, systemActor(sample.id), log);
    if (organisations.some(({ isSample }) => !isSample)) return null;
    await loadSample(database, signIn, options);
    return home;
  } finally {
    // Ends the session, and the lock with it.
    lock.release(true);
  }
}

/** The last thing that is written of a sample says that it has been loaded. */
function isComplete(database: Database, { id }: Organisation): Promise<boolean> {
  return inOrganisation(database, systemActor(id), async (tx) => {
    const entry = await tx.maybe(
      `select from audit_entry where organisation_id = $1 and action = 'sample.loaded' limit 1`,
      [id],
    );
    return entry !== null;
  });
}
