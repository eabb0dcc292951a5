import { systemActor } from '../context/actor.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import { uuidArray } from '../database/binary-array.ts';
import type { Database } from '../database/database.ts';
import { openRuns } from './open-run.ts';
import { runWorld } from './run-world.ts';

const AT_ONCE = 200;

/**
 * Starts the runs of situations that a diagnosis has opened, some at a time, each at most once however often it is asked: a situation that was
 * dismissed or cleared meanwhile, or has had its run, starts none. Returns how many were started.
 */
export async function startRuns(
  database: Database,
  organisationId: string,
  situationIds: readonly string[],
  now = new Date(),
): Promise<number> {
  const actor = systemActor(organisationId);
  const ids = [...situationIds].sort();
  let started = 0;
  for (let from = 0; from < ids.length; from += AT_ONCE)
    started += await inOrganisation(database, actor, (tx) => startSome(tx, ids.slice(from, from + AT_ONCE), now));
  return started;
}

async function startSome(tx: Transaction, situationIds: readonly string[], now: Date): Promise<number> {
  // Runs are numbered one after the other; who starts several takes the turn before locking anything else.
  await tx.execute('select from organisation where organisation_id = $1 for no key update', [tx.organisationId]);
  const situations = await tx.query<{
    situationId: string;
    accountId: string;
    playbookKey: string;
    version: number;
    because: string;
  }>(
    `select s.id as "situationId", s.account_id as "accountId", s.playbook_key as "playbookKey", s.playbook_version as version,
       s.headline as because
     from situation s join account a on a.organisation_id = $1 and a.id = s.account_id and a.archived_at is null
     where s.organisation_id = $1 and s.id = any($2) and s.state = 'open' and s.merged_run_id is null
       and not exists (select from run r where r.organisation_id = $1 and r.situation_id = s.id)
     order by s.id for update of s`,
    [tx.organisationId, uuidArray(situationIds)],
  );
  if (situations.length === 0) return 0;
  const opened = await openRuns(tx, situations, await runWorld(tx, now));
  return opened.filter(({ run }) => run !== null).length;
}
