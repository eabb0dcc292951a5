import { systemActor } from '../context/actor.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { UNKNOWN } from '../expressions/truth.ts';
import { dayOf, epochDay } from '../lib/days.ts';
import type { PlaybookDefinition } from '../playbooks/definition.ts';
import { decideExit } from './decide-exit.ts';
import { type Contact, firstContacts } from './first-contact.ts';
import { type LockedRun, lockRuns } from './locked-run.ts';
import { moveRuns, runActor } from './move-run.ts';
import { type ConditionReadings, computeConditions, readConditions, type SlottedAccount } from './read-conditions.ts';
import { resolveOwners } from './resolve-owner.ts';
import type { RunEvent, RunHappening } from './run-event.ts';
import type { RunState } from './run-state.ts';
import { type RunWorld, runWorld } from './run-world.ts';

const AT_ONCE = 50;

/** A diagnosis that is done: of all accounts, or of a few. */
interface Diagnosed {
  readonly diagnosisId: string;
  /** The morning, 'YYYY-MM-DD', as of which it read the facts; tomorrow for what is known so far today. */
  readonly asOf: string;
  readonly accountIds: readonly string[] | null;
}

interface OpenRun {
  readonly id: string;
  readonly slot: number;
  readonly isArchived: boolean;
  readonly success: RunState['success'];
  readonly isBlocked: boolean;
  readonly playbook: string;
}

/** What a run has to be told. */
interface News {
  readonly contact: Contact | null;
  readonly isArchived: boolean;
}

/**
 * Tells open runs what a diagnosis found: conditions that end them or open a blocked step, a first contact that was logged, an account that
 * has left. All runs are read at once, and only those for which something changes are locked and moved, some at a time. Told twice, they do
 * not move twice. Returns how many moved.
 */
export async function evaluateRuns(
  database: Database,
  organisationId: string,
  diagnosed: Diagnosed,
  now = new Date(),
): Promise<number> {
  const actor = systemActor(organisationId);
  const { news, readings } = await inOrganisation(database, actor, (tx) => findNews(tx, diagnosed, now));
  const ids = [...news.keys()].sort();
  for (let from = 0; from < ids.length; from += AT_ONCE)
    await inOrganisation(database, actor, async (tx) => {
      const runs = await lockRuns(tx, ids.slice(from, from + AT_ONCE));
      const world = await runWorld(tx, now);
      const owners = await resolveOwners(tx, [...new Set(runs.map((run) => run.account.id))]);
      let telling = runs.map((run) => ({ run, events: eventsFor(run, news.get(run.id)!, diagnosed, readings, world) }));
      // Each run is told one thing after the other, and all of them at the same time.
      while (telling.length > 0) {
        const happenings = telling.map(({ run, events: [event] }) => ({
          run,
          event: { ...event!, by: runActor(actor) },
        }));
        const moved = await moveRuns(tx, happenings, world, { owners, readings });
        telling = telling
          .map(({ run, events }, index) => ({ run: { ...run, state: moved[index]!.state }, events: events.slice(1) }))
          .filter(({ events }) => events.length > 0);
      }
    });
  return ids.length;
}

/** The open runs for which the diagnosis changes something. */
async function findNews(
  tx: Transaction,
  diagnosed: Diagnosed,
  now: Date,
): Promise<{ news: Map<string, News>; readings: ConditionReadings }> {
  const runs = await tx.query<OpenRun & Record<string, unknown>>(
    `select r.id, a.slot, a.archived_at is not null as "isArchived", r.progress -> 'success' as success,
       jsonb_path_exists(r.progress, '$.steps.*.status ? (@ == "blocked")') as "isBlocked",
       r.playbook_key || ' ' || r.playbook_version as playbook
     from run r join account a on a.organisation_id = $1 and a.id = r.account_id
     where r.organisation_id = $1 and r.state = 'open' and ($2::uuid[] is null or r.account_id = any($2))`,
    [tx.organisationId, diagnosed.accountIds],
  );
  const definitions = await definitionsOf(tx, new Set(runs.map((run) => run.playbook)));
  const expressions = [...definitions.values()].flatMap(conditionsOf);
  const readings = await readingsFor(tx, runs, expressions, diagnosed);
  const world = await runWorld(tx, now);
  const contacts = await firstContacts(tx, diagnosed.accountIds, world.now);
  const news = new Map<string, News>();
  for (const run of runs) {
    const contact = contacts.get(run.id) ?? null;
    const definition = definitions.get(run.playbook)!;
    const turns = decideExit(run, readingOf(run, definition, diagnosed, readings, world), definition).length > 0;
    if (contact !== null || run.isArchived || turns || (run.isBlocked && readings.isRead))
      news.set(run.id, { contact, isArchived: run.isArchived });
  }
  return { news, readings };
}

/** A diagnosis of a few accounts keeps nothing: what it read is computed again for those that have runs. */
async function readingsFor(
  tx: Transaction,
  accounts: readonly SlottedAccount[],
  expressions: readonly string[],
  { asOf, accountIds }: Diagnosed,
): Promise<ConditionReadings> {
  const kept = await readConditions(tx, accounts, expressions, asOf);
  return kept.isRead || accountIds === null ? kept : computeConditions(tx, accounts, expressions, epochDay(asOf));
}

async function definitionsOf(
  tx: Transaction,
  playbooks: ReadonlySet<string>,
): Promise<Map<string, PlaybookDefinition>> {
  const rows = await tx.query<{ playbook: string; definition: PlaybookDefinition }>(
    `select key || ' ' || version as playbook, definition from playbook_version
     where organisation_id = $1 and key || ' ' || version = any($2)`,
    [tx.organisationId, [...playbooks]],
  );
  return new Map(rows.map((row) => [row.playbook, row.definition]));
}

function conditionsOf({ exit, steps }: PlaybookDefinition): string[] {
  return [exit.success.when, ...(exit.failure ? [exit.failure.when] : []), ...steps.flatMap((step) => step.when ?? [])];
}

function readingOf(
  account: { readonly slot: number },
  { exit }: PlaybookDefinition,
  { asOf }: Diagnosed,
  readings: ConditionReadings,
  { now, timeZone }: RunWorld,
): Extract<RunHappening, { kind: 'conditions_evaluated' }> {
  return {
    kind: 'conditions_evaluated',
    day: asOf,
    success: readings.truthOf(account, exit.success.when) ?? UNKNOWN,
    failure: exit.failure ? (readings.truthOf(account, exit.failure.when) ?? UNKNOWN) : UNKNOWN,
    live: asOf > dayOf(now, timeZone),
  };
}

function eventsFor(
  run: LockedRun,
  { contact, isArchived }: News,
  diagnosed: Diagnosed,
  readings: ConditionReadings,
  world: RunWorld,
): (Pick<RunEvent, 'id'> & RunHappening)[] {
  if (isArchived) return [{ id: 'account_left', kind: 'account_left', reason: 'The account was archived.' }];
  const reading = readingOf(run.account, run.definition, diagnosed, readings, world);
  return [
    ...(contact === null
      ? []
      : [{ id: `contact:${contact.id}`, kind: 'contact_logged', what: contact.what, at: contact.at } as const]),
    { id: `diagnosis:${diagnosed.diagnosisId}`, ...reading },
  ];
}
