import { systemActor } from '../context/actor.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import type { PlaybookDefinition } from '../playbooks/definition.ts';
import { openRun } from './open-run.ts';
import { readConditions } from './read-conditions.ts';
import { resolveOwners } from './resolve-owner.ts';
import { runWorld } from './run-world.ts';

const AT_ONCE = 50;

interface OpenSituation {
  readonly id: string;
  readonly account_id: string;
  readonly slot: number;
  readonly playbook_key: string;
  readonly playbook_version: number;
  readonly headline: string;
  readonly definition: PlaybookDefinition;
}

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
  const situations = await tx.query<OpenSituation & Record<string, unknown>>(
    `select s.id, s.account_id, a.slot, s.playbook_key, s.playbook_version, s.headline, v.definition
     from situation s
     join account a on a.organisation_id = $1 and a.id = s.account_id and a.archived_at is null
     join playbook_version v on v.organisation_id = $1 and v.key = s.playbook_key and v.version = s.playbook_version
     where s.organisation_id = $1 and s.id = any($2) and s.state = 'open'
       and not exists (select from run r where r.organisation_id = $1 and r.situation_id = s.id)
     order by s.id for update of s`,
    [tx.organisationId, situationIds],
  );
  if (situations.length === 0) return 0;
  const world = await runWorld(tx, now);
  const owners = await resolveOwners(tx, [...new Set(situations.map((situation) => situation.account_id))]);
  const whens = situations.flatMap(({ definition }) => definition.steps.flatMap((step) => step.when ?? []));
  const { truthOf } = await readConditions(tx, situations, whens);
  let started = 0;
  for (const situation of situations) {
    const wanted = {
      accountId: situation.account_id,
      playbookKey: situation.playbook_key,
      version: situation.playbook_version,
      situationId: situation.id,
      because: situation.headline,
    };
    const opened = await openRun(tx, wanted, world, {
      ownerOf: owners.get(situation.account_id)!,
      readCondition: (expression) => truthOf(situation, expression),
    });
    if (opened.run !== null) started += 1;
  }
  return started;
}
