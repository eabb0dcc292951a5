import { writeFacts } from '../../server/accounts/write-facts.ts';
import { type Actor, systemActor } from '../../server/context/actor.ts';
import { inOrganisation, type Transaction } from '../../server/context/transaction.ts';
import { closeSituationOfRun } from '../../server/diagnosis/close-situation.ts';
import { type LockedRun, lockRun } from '../../server/runs/locked-run.ts';
import { moveRun, runActor } from '../../server/runs/move-run.ts';
import type { RunState } from '../../server/runs/run-state.ts';
import { runWorld } from '../../server/runs/run-world.ts';
import { VENDOR } from '../vendor.ts';
import type { WrittenCustomer } from '../write-customers.ts';
import { CONVERSATIONS } from './conversations.ts';
import { acceptOffered, offerWhatIsReady } from './hand-over.ts';
import type { PastWorld } from './live-through.ts';
import { type Doing, openedAt, paceOf } from './pace.ts';

/** A run as it stands in the past. */
interface RunOfPast {
  readonly id: string;
  readonly playbook_key: string;
  readonly account_id: string;
  readonly progress: RunState;
  /** Whether something is handed over in it. */
  readonly hasHandoffs: boolean;
}

/** What happens next to a run: somebody does a step, or one of its clocks ends. */
type Next = { readonly at: Date } & (
  | { readonly kind: 'step'; readonly step: string; readonly doing: Doing; readonly owner: string }
  | { readonly kind: 'timer'; readonly timer: string; readonly key: string }
);

const RUNS_AT_ONCE = 3;

/** Lets the team work on all open runs until this moment, and their clocks fire; runs that end close their situations. */
export async function workUntil(world: PastWorld, until: Date): Promise<void> {
  const runs = await inOrganisation(world.database, world.system, (tx) =>
    tx.query<RunOfPast & Record<string, unknown>>(
      `select r.id, r.playbook_key, r.account_id, r.progress,
         jsonb_path_query_array(v.definition, '$.**.handoff') <> '[]' as "hasHandoffs" from run r
       join playbook_version v on v.organisation_id = $1 and v.key = r.playbook_key and v.version = r.playbook_version
       where r.organisation_id = $1 and (r.state = 'open' or exists (
         select from situation s where s.organisation_id = $1 and s.id = r.situation_id and s.state = 'open'))
       order by r.number`,
      [tx.organisationId],
    ),
  );
  const waiting = [...runs];
  const work = async () => {
    for (let run = waiting.shift(); run; run = waiting.shift()) await workOn(world, run, until);
  };
  await Promise.all(Array.from({ length: RUNS_AT_ONCE }, work));
}

async function workOn(world: PastWorld, run: RunOfPast, until: Date): Promise<void> {
  const customer = world.customers.find(({ accountId }) => accountId === run.account_id)!;
  let state = run.progress;
  let offered = '';
  for (;;) {
    const ready = Object.keys(state.steps).filter((step) => state.steps[step]!.status === 'ready');
    if (run.hasHandoffs && state.status === 'open' && offered !== ready.join()) {
      offered = ready.join();
      await offerWhatIsReady(world, run.id, state, new Date(openedAt(state)));
      state = await stateOf(world, run.id);
    }
    if (state.status === 'closed') {
      const closedAt = new Date(state.outcome!.at);
      await inOrganisation(world.database, world.system, (tx) => closeSituationOfRun(tx, run.id, closedAt));
      return;
    }
    const next = nextOf(state, run.playbook_key, customer);
    if (next === null || next.at >= until) return;
    state = await perform(world, run, customer, next);
  }
}

/** The earliest of what is planned and of the clocks that run. */
function nextOf(state: RunState, playbook: string, customer: WrittenCustomer): Next | null {
  const steps = Object.entries(state.steps).flatMap(([step, { status, owner }]): Next[] => {
    if (status !== 'ready' || owner === null) return [];
    const doing = paceOf(state, playbook, step, customer);
    return doing ? [{ kind: 'step', step, doing, owner: owner.memberId, at: doing.at }] : [];
  });
  const timers = Object.entries(state.timers).map(
    ([timer, { at, key }]): Next => ({ kind: 'timer', timer, key, at: new Date(at) }),
  );
  return [...steps, ...timers].reduce<Next | null>((first, one) => (first && first.at <= one.at ? first : one), null);
}

async function perform(world: PastWorld, run: RunOfPast, customer: WrittenCustomer, next: Next): Promise<RunState> {
  if (run.hasHandoffs && next.kind === 'step' && (await acceptOffered(world, run.id, next.step, next.at)))
    return stateOf(world, run.id);
  const actor = next.kind === 'step' ? memberOf(world, next.owner) : systemActor(world.system.organisationId);
  return inOrganisation(world.database, actor, async (tx) => {
    const locked = await lockRun(tx, run.id);
    const by = runActor(actor);
    const event =
      next.kind === 'timer'
        ? ({ id: next.key, by, kind: 'timer_fired', timer: next.timer, key: next.key } as const)
        : ({
            id: `lived:${next.step}:${locked.state.sequence}`,
            by,
            kind: 'step_completed',
            ...doneAs(locked, next),
          } as const);
    const { state, refused } = await moveRun(tx, locked, event, await runWorld(tx, next.at));
    if (refused) throw new Error(`${locked.account.name}, run #${locked.number}: ${refused.message}`);
    if (next.kind === 'step') await logTalk(tx, world, run, customer, next);
    return state;
  });
}

function stateOf({ database, system }: PastWorld, runId: string): Promise<RunState> {
  return inOrganisation(database, system, async (tx) => (await lockRun(tx, runId)).state);
}

/** What is chosen where a step asks for a decision: the level that the note names, else the first outcome. */
function doneAs(
  { definition }: LockedRun,
  { step, doing }: Next & { kind: 'step' },
): { step: string; note: string; outcome?: string } {
  const { note } = doing;
  const outcomes = definition.steps.find(({ id }) => id === step)?.decision?.map(({ outcome }) => outcome) ?? [];
  const level = `level-${/^Level (\d)/.exec(note)?.[1]}`;
  const outcome = outcomes.includes(level) ? level : outcomes[0];
  return outcome === undefined ? { step, note } : { step, note, outcome };
}

function memberOf({ team }: PastWorld, memberId: string): Actor {
  return Object.values(team).find((actor) => actor.memberId === memberId)!;
}

/** A step that is a conversation leaves one on the timeline; stories that script their steps tell of their talks themselves. */
async function logTalk(
  tx: Transaction,
  { sourceId }: PastWorld,
  { id, playbook_key }: RunOfPast,
  { accountId, contactId, script }: WrittenCustomer,
  { step, doing, at }: Next & { kind: 'step' },
): Promise<void> {
  const talk = CONVERSATIONS[playbook_key]?.[step];
  if (!talk || script.steps?.[playbook_key]) return;
  const values = {
    contact_id: contactId,
    member_id: tx.actor.memberId,
    kind: talk.kind,
    direction: talk.direction ?? 'two_way',
    subject: talk.subject,
    summary: doing.note,
    is_executive: talk.isExecutive ?? false,
    occurred_at: at,
  };
  await writeFacts(tx, sourceId, 'interaction', [{ externalId: `${VENDOR.slug}-${id}-${step}`, accountId, values }]);
}
