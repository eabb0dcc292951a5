import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Transaction } from '../context/transaction.ts';
import { type LockedRun, lockRun } from './locked-run.ts';
import { moveRun, runActor } from './move-run.ts';
import { refusalProblem } from './refusal-problem.ts';
import type { RunHappening } from './run-event.ts';
import type { Outcome } from './run-log.ts';
import { type RunState, type StepStatus, stepOf } from './run-state.ts';
import { runWorld } from './run-world.ts';

/** Where a run stands after a person moved it. */
export interface RunPosition {
  readonly runId: string;
  readonly number: number;
  readonly status: 'open' | 'closed';
  readonly outcome: Outcome | null;
  /** Of the last entry in the log. */
  readonly sequence: number;
  /** By step id. */
  readonly steps: Readonly<Record<string, StepStatus>>;
}

/** Made up by the client, the same when it tries again: what has been done is then not done twice. */
export const requestId = z.string().min(1).max(100).optional();

/**
 * Moves a run because the transaction's actor asks for it. Throws the problem that tells them why not; a person who asks for what they have
 * just done themselves gets the answer again instead.
 */
export async function moveByHand(
  tx: Transaction,
  runId: string,
  happening: RunHappening,
  request: string | undefined,
): Promise<RunPosition> {
  const run = await lockRun(tx, runId);
  const id = request === undefined ? randomUUID() : `request:${request}`;
  const by = runActor(tx.actor);
  const moved = await moveRun(tx, run, { id, by, ...happening }, await runWorld(tx));
  const { refused } = moved;
  const isOwn = refused?.reason === 'already_done' && refused.by !== null && refused.by.id === by.id;
  const isOwnRepetition = isOwn && isAsDone(happening, run.state);
  if (refused !== null && refused.reason !== 'duplicate' && !isOwnRepetition) throw refusalProblem(refused);
  return positionOf(run, moved.state);
}

/** Whether what is asked for is what was done: the same step completed, with nothing else chosen or said. */
function isAsDone(happening: RunHappening, state: RunState): boolean {
  if (happening.kind !== 'step_completed') return false;
  const { step: id, outcome, note } = happening;
  const step = stepOf(state, id);
  return (outcome === undefined || outcome === step?.outcome) && (note === undefined || note === step?.note);
}

/** The position of a run in this state. */
export function positionOf(run: Pick<LockedRun, 'id' | 'number'>, state: RunState): RunPosition {
  return {
    runId: run.id,
    number: run.number,
    status: state.status === 'closed' ? 'closed' : 'open',
    outcome: state.outcome?.outcome ?? null,
    sequence: state.sequence,
    steps: Object.fromEntries(Object.entries(state.steps).map(([id, step]) => [id, step.status])),
  };
}
