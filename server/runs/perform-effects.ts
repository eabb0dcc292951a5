import type { Transaction } from '../context/transaction.ts';
import { cancelAll, enqueueAll, eventJob, type NewJob } from '../jobs/enqueue.ts';
import type { Effect } from './effects.ts';
import { changeTasks, closeTasks, openTasks } from './keep-tasks.ts';
import type { LockedRun } from './locked-run.ts';
import { notifyMembers } from './notify-members.ts';
import type { RunEffect } from './run-effect.ts';

/** The name of the job that a timer of a run is. */
export const RUN_TIMER = 'run_timer';

/** The name of the job that performs a step which Steward does by itself. */
export const RUN_AUTOMATION = 'run_automation';

/**
 * Turns the effects of one move of each of these runs into rows of the transaction that moved them: tasks, jobs for timers, messages. All
 * or none of it is there after a crash; what the queue then performs twice is recognised by its key. The effects of one move concern
 * different rows, so that those of a kind can be written together.
 */
export async function performEffects(
  tx: Transaction,
  moves: readonly { readonly run: LockedRun; readonly effects: readonly Effect[] }[],
  now: Date,
): Promise<void> {
  const all = moves.flatMap(({ run, effects }) => effects.map((effect) => ({ run, effect })));
  const of = <Kind extends Effect['kind']>(kind: Kind) =>
    all.filter((one): one is RunEffect<Kind> => one.effect.kind === kind);
  // A task that comes again is closed before it is opened: a step has one open task.
  await closeTasks(tx, of('close_task'), now);
  await openTasks(tx, of('open_task'), now);
  await changeTasks(tx, of('change_task'));
  await cancelAll(
    tx,
    of('cancel_timer').map(({ effect }) => effect.timerKey),
  );
  await notifyMembers(tx, of('notify'));
  await enqueueAll(tx, [
    ...of('set_timer').map(timerJob),
    ...of('escalate').map(escalatedJob),
    ...of('perform').map(automationJob),
    ...of('record_outcome').map(closedJob),
    ...of('follow_step').map(handoffJob),
  ]);
}

function handoffJob({ run, effect }: RunEffect<'follow_step'>): NewJob {
  return eventJob({ name: 'handoff_step.changed', runId: run.id, step: effect.step });
}

function timerJob({ run, effect }: RunEffect<'set_timer'>): NewJob {
  return {
    task: RUN_TIMER,
    payload: { run_id: run.id, timer: effect.timer, key: effect.timerKey },
    key: effect.timerKey,
    runAt: new Date(effect.at),
  };
}

function escalatedJob({ run, effect: { rule, level, because } }: RunEffect<'escalate'>): NewJob {
  return eventJob({ name: 'run.escalated', runId: run.id, rule, level, because });
}

function automationJob({ run, effect }: RunEffect<'perform'>): NewJob {
  return {
    task: RUN_AUTOMATION,
    payload: { run_id: run.id, step: effect.step, key: effect.automationKey },
    key: effect.key,
  };
}

function closedJob({ run }: RunEffect<'record_outcome'>): NewJob {
  return eventJob({ name: 'run.closed', runId: run.id, accountId: run.account.id, playbookKey: run.playbookKey });
}
