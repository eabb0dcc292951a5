import type { Transaction } from '../context/transaction.ts';
import { TRUE, UNKNOWN } from '../expressions/truth.ts';
import { dayOf, epochDay } from '../lib/days.ts';
import type { PlaybookDefinition } from '../playbooks/definition.ts';
import { conditionsOfSteps } from './conditions-of.ts';
import { daysToHold, decideExit } from './decide-exit.ts';
import { type Contact, firstContacts } from './first-contact.ts';
import { definitionsOf, type PlaybookVersion } from './pinned-definition.ts';
import { type ConditionReadings, computeConditions, NO_READINGS, readConditions } from './read-conditions.ts';
import type { RunHappening } from './run-event.ts';
import type { RunState } from './run-state.ts';
import { type RunWorld, runWorld } from './run-world.ts';

/** A diagnosis that is done: of all accounts, or of a few. */
export interface Diagnosed {
  readonly diagnosisId: string;
  /** The morning, 'YYYY-MM-DD', as of which it read the facts; tomorrow for what is known so far today. */
  readonly asOf: string;
  readonly accountIds: readonly string[] | null;
}

/** What a run has to be told. */
export interface News {
  readonly contact: Contact | null;
  readonly isArchived: boolean;
}

interface OpenRun extends PlaybookVersion, Record<string, unknown> {
  readonly id: string;
  readonly slot: number;
  readonly isArchived: boolean;
  readonly success: RunState['success'];
  readonly isWorkedOff: boolean;
  readonly isBlocked: boolean;
  /** The conditions that would end a wait or a repetition, or begin or end a group. */
  readonly asks: readonly string[];
  readonly isUntouched: boolean;
}

/** The open runs for which a diagnosis changes something, and what it read of their conditions: nothing that cannot matter to any of them. */
export async function findNews(
  tx: Transaction,
  diagnosed: Diagnosed,
  now: Date,
): Promise<{ news: Map<string, News>; readings: ConditionReadings }> {
  const news = new Map<string, News>();
  const runs = await tx.query<OpenRun>(
    `select r.id, a.slot, a.archived_at is not null as "isArchived", r.progress -> 'success' as success,
       not jsonb_path_exists(r.progress, '$.steps.*.status ? (@ != "done" && @ != "skipped")') as "isWorkedOff",
       jsonb_path_exists(r.progress, '$.steps.*.status ? (@ == "blocked")') as "isBlocked",
       jsonb_path_query_array(r.progress, '$.*.*.asks ? (@ != null)') as asks,
       r.first_action_at is null as "isUntouched", r.playbook_key as "playbookKey", r.playbook_version as version,
       r.definition as "ownDefinition"
     from run r join account a on a.organisation_id = $1 and a.id = r.account_id
     where r.organisation_id = $1 and r.state = 'open' and ($2::uuid[] is null or r.account_id = any($2))`,
    [tx.organisationId, diagnosed.accountIds],
  );
  if (runs.length === 0) return { news, readings: NO_READINGS };
  const definitionOf = await definitionsOf(tx, runs);
  const world = await runWorld(tx, now);
  const asking = runs.filter((run) => conditionsFor(run, definitionOf(run), diagnosed, world).length > 0);
  const conditions = asking.flatMap((run) => conditionsFor(run, definitionOf(run), diagnosed, world));
  const readings = await readingsFor(tx, asking, conditions, diagnosed);
  const contacts = runs.some((run) => run.isUntouched)
    ? await firstContacts(tx, diagnosed.accountIds, world.now)
    : new Map<string, Contact>();
  for (const run of runs) {
    const contact = contacts.get(run.id) ?? null;
    const definition = definitionOf(run);
    const turns = decideExit(run, readingOf(run, definition, diagnosed, readings, world), definition).length > 0;
    const hears = run.asks.some((condition) => readings.truthOf(run, condition) === TRUE);
    if (contact !== null || run.isArchived || turns || hears || (run.isBlocked && readings.isRead))
      news.set(run.id, { contact, isArchived: run.isArchived });
  }
  return { news, readings };
}

/** What the diagnosis says of a run's exit. */
export function readingOf(
  account: { readonly slot: number },
  { exit }: PlaybookDefinition,
  diagnosed: Diagnosed,
  readings: ConditionReadings,
  world: RunWorld,
): Extract<RunHappening, { kind: 'conditions_evaluated' }> {
  return {
    kind: 'conditions_evaluated',
    day: diagnosed.asOf,
    success: readings.truthOf(account, exit.success.when) ?? UNKNOWN,
    failure: exit.failure ? (readings.truthOf(account, exit.failure.when) ?? UNKNOWN) : UNKNOWN,
    live: isLive(diagnosed, world),
  };
}

/** The conditions that this diagnosis may turn: success that has to hold is counted by mornings only, and steps ask while they
 * are blocked, wait or repeat. What follows from their end may ask the next condition at once. */
function conditionsFor(
  { isArchived, isBlocked, asks }: OpenRun,
  definition: PlaybookDefinition,
  diagnosed: Diagnosed,
  world: RunWorld,
): string[] {
  if (isArchived) return [];
  const { exit } = definition;
  const asksSuccess = !isLive(diagnosed, world) || daysToHold(definition) === 0;
  return [
    ...(exit.failure ? [exit.failure.when] : []),
    ...(asksSuccess ? [exit.success.when] : []),
    ...(isBlocked || asks.length > 0 ? conditionsOfSteps(definition) : []),
  ];
}

function isLive({ asOf }: Diagnosed, { now, timeZone }: RunWorld): boolean {
  return asOf > dayOf(now, timeZone);
}

/** A diagnosis of a few accounts keeps nothing: what it read is computed again for those that ask. */
async function readingsFor(
  tx: Transaction,
  asking: readonly OpenRun[],
  conditions: readonly string[],
  { asOf, accountIds }: Diagnosed,
): Promise<ConditionReadings> {
  const kept = await readConditions(tx, asking, conditions, asOf);
  return kept.isRead || accountIds === null ? kept : computeConditions(tx, asking, conditions, epochDay(asOf));
}
