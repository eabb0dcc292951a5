import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import type { Transaction } from '../context/transaction.ts';
import { type Advance, advance } from './advance.ts';
import type { LockedRun } from './locked-run.ts';
import { performEffects } from './perform-effects.ts';
import { readConditions } from './read-conditions.ts';
import { type OwnerOf, resolveOwners } from './resolve-owner.ts';
import type { RunActor, RunEvent, RunHappening } from './run-event.ts';
import type { RunLogEntry } from './run-log.ts';
import { isSettled, type RunState, stepOf } from './run-state.ts';
import type { ReadCondition, RunWorld } from './run-world.ts';

/** What was read before for several runs at once; left out, it is read for the one. */
export interface ReadBefore {
  readonly ownerOf?: OwnerOf;
  readonly readCondition?: ReadCondition;
}

const AUDITED_AS: Readonly<Record<RunHappening['kind'], string>> = {
  started: 'run.started',
  step_completed: 'step.completed',
  step_skipped: 'step.skipped',
  step_reopened: 'step.reopened',
  due_changed: 'step.due_changed',
  reassigned: 'step.reassigned',
  asset_sent: 'asset.sent',
  contact_logged: 'run.first_action_done',
  conditions_evaluated: 'run.evaluated',
  timer_fired: 'run.timer_fired',
  note_added: 'run.note_added',
  closed_by_hand: 'run.closed',
  superseded: 'run.superseded',
  account_left: 'run.closed',
};

/**
 * Moves a locked run by one event and writes all that follows from it in the same transaction: the state, the log, the audit row, tasks,
 * timers and messages. A refused event writes nothing; it comes back in `refused`.
 */
export async function moveRun(
  tx: Transaction,
  run: LockedRun,
  event: RunEvent,
  world: RunWorld,
  readBefore: ReadBefore = {},
): Promise<Advance> {
  const ownerOf = readBefore.ownerOf ?? (await resolveOwners(tx, [run.account.id])).get(run.account.id)!;
  const readCondition = readBefore.readCondition ?? (await readWhens(tx, run));
  const environment = {
    definition: run.definition,
    calendar: world.calendar,
    timeZone: world.timeZone,
    workdayEnd: world.workdayEnd,
    renewalOn: run.account.renewalOn,
    readCondition,
    ownerOf,
  };
  const moved = advance(run.state, event, world.now, environment);
  const [entry] = moved.logged;
  if (entry === undefined) return moved;
  await keepState(tx, run, moved.state);
  await keepEntry(tx, run, entry);
  await performEffects(tx, run, moved.effects, world.now);
  await recordAudit(tx, {
    action: AUDITED_AS[event.kind],
    entity: 'run',
    entityId: run.id,
    before: { status: run.state.status },
    after: { run: run.number, status: moved.state.status, changes: entry.changes },
    ...('reason' in event && event.reason ? { reason: event.reason } : {}),
  });
  return moved;
}

/** The actor as a run's log names it. */
export function runActor(actor: Actor): RunActor {
  return { kind: actor.kind, id: actor.memberId, name: actor.name };
}

/** Conditions are read only while a step still waits that has one. */
async function readWhens(tx: Transaction, run: LockedRun): Promise<ReadCondition> {
  const asked = run.definition.steps.flatMap((step) => {
    const state = stepOf(run.state, step.id);
    return step.when !== undefined && (state === null || !isSettled(state)) ? [step.when] : [];
  });
  if (asked.length === 0) return () => null;
  const { truthOf } = await readConditions(tx, [run.account], asked);
  return (expression) => truthOf(run.account, expression);
}

async function keepState(tx: Transaction, run: LockedRun, state: RunState): Promise<void> {
  await tx.execute(
    `update run set progress = $3, last_sequence = $4, state = $5, outcome = $6, outcome_reason = $7, closed_at = $8,
       first_action_due = $9, first_action_at = $10, ends_at = coalesce($11, ends_at)
     where organisation_id = $1 and id = $2`,
    [
      tx.organisationId,
      run.id,
      JSON.stringify(state),
      state.sequence,
      state.status,
      state.outcome?.outcome ?? null,
      state.outcome?.reason ?? null,
      state.outcome?.at ?? null,
      state.firstAction?.at ?? null,
      state.firstAction?.doneAt ?? null,
      state.timers.exit?.at ?? null,
    ],
  );
}

async function keepEntry(tx: Transaction, run: LockedRun, entry: RunLogEntry): Promise<void> {
  await tx.execute(
    `insert into run_entry (organisation_id, run_id, sequence, event_id, at, actor_kind, actor_id, actor_name, kind, detail)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      tx.organisationId,
      run.id,
      entry.sequence,
      entry.eventId,
      entry.at,
      entry.by.kind,
      entry.by.id,
      entry.by.name,
      entry.kind,
      JSON.stringify({ changes: entry.changes }),
    ],
  );
}
