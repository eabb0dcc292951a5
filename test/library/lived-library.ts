import { makeSource, makeTeam } from '../../sample/load-sample.ts';
import { CONVERSATIONS } from '../../sample/past/conversations.ts';
import { dateDiagnosis } from '../../sample/past/date-diagnosis.ts';
import { acceptOffered, offerWhatIsReady } from '../../sample/past/hand-over.ts';
import { type SampleTime, sampleTime } from '../../sample/sample-time.ts';
import { type TeamKey, VENDOR } from '../../sample/vendor.ts';
import { type WrittenCustomer, writeCustomers } from '../../sample/write-customers.ts';
import { writeUsage } from '../../sample/write-usage.ts';
import { writeFacts } from '../../server/accounts/write-facts.ts';
import { type Actor, type MemberActor, systemActor } from '../../server/context/actor.ts';
import { inOrganisation } from '../../server/context/transaction.ts';
import { type Database, openDatabase } from '../../server/database/database.ts';
import { closeSituationOfRun } from '../../server/diagnosis/close-situation.ts';
import { diagnoseOrganisation } from '../../server/diagnosis/diagnose-organisation.ts';
import { prepareOrganisation } from '../../server/diagnosis/prepare-organisation.ts';
import { createOrganisation } from '../../server/identity/create-organisation.ts';
import { openSignIn } from '../../server/identity/sign-in.ts';
import { createLog } from '../../server/lib/log.ts';
import { evaluateRuns } from '../../server/runs/evaluate-runs.ts';
import { lockRun } from '../../server/runs/locked-run.ts';
import { moveRun, runActor } from '../../server/runs/move-run.ts';
import { openRuns } from '../../server/runs/open-run.ts';
import type { RunEvent } from '../../server/runs/run-event.ts';
import type { RunState } from '../../server/runs/run-state.ts';
import { runWorld } from '../../server/runs/run-world.ts';
import { startRuns } from '../../server/runs/start-runs.ts';
import { createTestDatabase } from '../database.ts';
import { type Reading, readingOf } from './reading.ts';
import { type Case, customerOf, nameOf } from './told.ts';

/** A Wednesday in March, on which everything told has happened. */
const NOW = new Date('2026-03-11T16:00:00Z');
const FIRST_DAY = 132;
const HOUR_OF_DIAGNOSIS = 7;

/** What became of the runs of each case: one that was worked on by a reader of the guide, and one that nobody touched. */
export type Lived = ReadonlyMap<string, { readonly worked: Reading; readonly neglected: Reading }>;

interface LivedWorld {
  readonly database: Database;
  readonly system: Actor;
  readonly team: Readonly<Record<TeamKey, MemberActor>>;
  readonly sourceId: string;
  readonly time: SampleTime;
}

/** A customer of a case. */
interface Played {
  readonly played: Case;
  readonly isWorked: boolean;
  readonly customer: WrittenCustomer;
}

/**
 * Makes two customers for each case in a database of its own, publishes the library, and lives through the weeks morning by morning: a
 * diagnosis, the runs that it starts and ends, and then the day, on which a reader of the guide does each step a minute before it is due.
 */
export async function liveTheLibrary(cases: readonly Case[]): Promise<Lived> {
  const cloned = await createTestDatabase();
  const database = openDatabase(cloned.connection, cloned.secret);
  try {
    const time = sampleTime(NOW, VENDOR.timeZone);
    const log = createLog('silent');
    const signIn = openSignIn({
      identity: database.identity,
      publicUrl: 'http://steward.test',
      secret: cloned.secret,
      log,
    });
    const { id } = await createOrganisation(database, VENDOR);
    const system = systemActor(id, 'Sample');
    const team = await makeTeam(database, signIn, system);
    await prepareOrganisation(database, id);
    const sourceId = await inOrganisation(database, system, makeSource);
    const world = { database, system, team, sourceId, time };
    const played = await makeCustomers(world, cases);
    for (let daysAgo = FIRST_DAY; daysAgo >= 0; daysAgo--) await live(world, played, daysAgo);
    return new Map(
      await Promise.all(
        cases.map(async (one) => {
          const [worked, neglected] = played.filter((each) => each.played === one);
          return [
            nameOf(one),
            { worked: await read(world, worked!), neglected: await read(world, neglected!) },
          ] as const;
        }),
      ),
    );
  } finally {
    await database.close();
    await cloned.drop();
  }
}

async function makeCustomers({ database, system, team, sourceId, time }: LivedWorld, cases: readonly Case[]) {
  const both = cases.flatMap((played) => [true, false].map((isWorked) => ({ played, isWorked })));
  const members = Object.fromEntries(Object.entries(team).map(([key, { memberId }]) => [key, memberId]));
  const customers = await inOrganisation(database, system, (tx) =>
    writeCustomers(
      tx,
      sourceId,
      both.map(({ played, isWorked }) => customerOf(played, isWorked)),
      members as Record<TeamKey, string>,
      time,
    ),
  );
  await writeUsage(database, system.organisationId, sourceId, customers, time, () => {});
  return both.map((one, index): Played => ({ ...one, customer: customers[index]! }));
}

async function live(world: LivedWorld, played: readonly Played[], daysAgo: number): Promise<void> {
  const { database, system, time } = world;
  const { organisationId } = system;
  const at = time.at(daysAgo, HOUR_OF_DIAGNOSIS, 4);
  const { id, asOf, opened } = await inOrganisation(database, system, async (tx) => {
    const result = await diagnoseOrganisation(tx, time.today - daysAgo, { kind: 'nightly' });
    return { ...result, opened: await dateDiagnosis(tx, result.id, time, daysAgo, at) };
  });
  await startRuns(database, organisationId, opened, at);
  for (const {
    played: { playbook, byHand },
    customer,
  } of played)
    if (byHand === daysAgo) await startByHand(world, playbook, customer, time.at(daysAgo, 9, 30));
  await evaluateRuns(database, organisationId, { diagnosisId: id, asOf, accountIds: null }, at);
  const until = time.at(daysAgo - 1, HOUR_OF_DIAGNOSIS, 4);
  for (const run of await runsOf(world, played)) await workOn(world, run, until);
}

async function startByHand({ database, team }: LivedWorld, playbookKey: string, customer: WrittenCustomer, at: Date) {
  await inOrganisation(database, team.lena, async (tx) => {
    const because = 'Lena Hoffmann started it by hand.';
    const wanted = { accountId: customer.accountId, playbookKey, version: 1, situationId: null, because };
    await openRuns(tx, [wanted], await runWorld(tx, at));
  });
}

interface OpenRun extends Played {
  readonly id: string;
  readonly state: RunState;
}

/** The runs that the cases are about, and no others that began beside them. */
async function runsOf({ database, system }: LivedWorld, played: readonly Played[]): Promise<OpenRun[]> {
  const rows = await inOrganisation(database, system, (tx) =>
    tx.query<{ id: string; account_id: string; playbook_key: string; progress: RunState }>(
      `select id, account_id, playbook_key, progress from run where organisation_id = $1 and state = 'open' order by number`,
      [tx.organisationId],
    ),
  );
  return rows.flatMap(({ id, account_id, playbook_key, progress }) => {
    const found = played.find((one) => one.customer.accountId === account_id && one.played.playbook === playbook_key);
    return found ? [{ ...found, id, state: progress }] : [];
  });
}

type Next = { readonly at: Date; readonly step?: string; readonly owner?: string; readonly timer?: string };

/** Lets clocks fire and, where somebody works on it, steps be done a minute before they are due, until this moment. */
async function workOn(world: LivedWorld, run: OpenRun, until: Date): Promise<void> {
  let { state } = run;
  for (;;) {
    if (run.played.handsOver && state.status === 'open') {
      await offerWhatIsReady(world, run.id, state, lastChange(state));
      state = await stateOf(world, run.id);
    }
    if (state.status === 'closed') {
      const at = new Date(state.outcome!.at);
      await inOrganisation(world.database, world.system, (tx) => closeSituationOfRun(tx, run.id, at));
      return;
    }
    const next = nextOf(state, run.isWorked);
    if (next === null || next.at >= until) return;
    state = await perform(world, run, state, next);
  }
}

function nextOf(state: RunState, isWorked: boolean): Next | null {
  const steps = Object.entries(state.steps).flatMap(([step, { status, due, owner }]): Next[] =>
    isWorked && status === 'ready' && due !== null
      ? [{ at: new Date(Date.parse(due.at) - 60_000), step, owner: owner!.memberId }]
      : [],
  );
  const timers = Object.entries(state.timers).map(([timer, { at }]): Next => ({ at: new Date(at), timer }));
  return [...steps, ...timers].reduce<Next | null>((first, one) => (first && first.at <= one.at ? first : one), null);
}

async function perform(world: LivedWorld, run: OpenRun, state: RunState, next: Next): Promise<RunState> {
  if (run.played.handsOver && next.step && (await acceptOffered(world, run.id, next.step, next.at)))
    return stateOf(world, run.id);
  const actor = Object.values(world.team).find(({ memberId }) => memberId === next.owner) ?? world.system;
  return inOrganisation(world.database, actor, async (tx) => {
    const locked = await lockRun(tx, run.id);
    const moved = await moveRun(tx, locked, eventOf(run, state, next, actor), await runWorld(tx, next.at));
    if (moved.refused) throw new Error(`${run.played.playbook}, ${next.step ?? next.timer}: ${moved.refused.message}`);
    if (next.step !== undefined) await logTalk(world, run, next.step, next.at);
    return moved.state;
  });
}

function stateOf({ database, system }: LivedWorld, runId: string): Promise<RunState> {
  return inOrganisation(database, system, async (tx) => (await lockRun(tx, runId)).state);
}

/** When the steps that are ready became so at the latest: as the last one was settled, or as the run began. */
function lastChange({ steps, startedAt }: RunState): Date {
  const settled = Object.values(steps).flatMap(({ settledAt }) => (settledAt === null ? [] : [Date.parse(settledAt)]));
  return new Date(Math.max(Date.parse(startedAt!), ...settled));
}

function eventOf({ played }: OpenRun, state: RunState, { step, timer }: Next, actor: Actor): RunEvent {
  const by = runActor(actor);
  if (timer !== undefined) {
    const { key } = state.timers[timer]!;
    return { id: key, by, kind: 'timer_fired', timer, key };
  }
  const outcome = played.chooses?.[step!];
  return {
    id: `read:${step}:${state.sequence}`,
    by,
    kind: 'step_completed',
    step: step!,
    note: 'As the guide says.',
    ...(outcome === undefined ? {} : { outcome }),
  };
}

/** A step that is a talk leaves one on the timeline. */
async function logTalk({ database, system, sourceId }: LivedWorld, run: OpenRun, step: string, at: Date) {
  const talk = CONVERSATIONS[run.played.playbook]?.[step];
  if (!talk) return;
  const values = {
    contact_id: run.customer.contactId,
    kind: talk.kind,
    direction: talk.direction ?? 'two_way',
    subject: talk.subject,
    is_executive: talk.isExecutive ?? false,
    occurred_at: at,
  };
  await inOrganisation(database, system, (tx) =>
    writeFacts(tx, sourceId, 'interaction', [
      { externalId: `${run.id}-${step}-${at.getTime()}`, accountId: run.customer.accountId, values },
    ]),
  );
}

/** The first run of the case, as it stands at the end. */
async function read({ database, system }: LivedWorld, { played, customer }: Played): Promise<Reading> {
  const row = await inOrganisation(database, system, (tx) =>
    tx.maybe<{ progress: RunState; steps: { id: string }[] }>(
      `select r.progress, v.definition -> 'steps' as steps from run r
       join playbook_version v on v.organisation_id = $1 and v.key = r.playbook_key and v.version = r.playbook_version
       where r.organisation_id = $1 and r.account_id = $2 and r.playbook_key = $3 order by r.number limit 1`,
      [tx.organisationId, customer.accountId, played.playbook],
    ),
  );
  return readingOf(row?.progress ?? null, row?.steps ?? []);
}
