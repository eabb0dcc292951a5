import type { Transaction } from '../context/transaction.ts';
import { lockRun } from '../runs/locked-run.ts';
import { moveRun, runActor } from '../runs/move-run.ts';
import { refusalProblem } from '../runs/refusal-problem.ts';
import type { RunWorld } from '../runs/run-world.ts';
import type { Handoff } from './handoff.ts';

type OfRun = Pick<Handoff, 'id' | 'round' | 'runId' | 'step'>;

/** Writes what happened to the handoff of a step into the log of its run. Nothing for one that was offered by hand. */
export async function tellRun(tx: Transaction, handoff: OfRun, words: string, world: RunWorld): Promise<void> {
  const { runId, step } = handoff;
  if (runId === null || step === null) return;
  const run = await lockRun(tx, runId);
  const id = `handoff:${handoff.id}:${handoff.round}:${words}`.slice(0, 200);
  // A run that is over needs no word of it any more: what it refuses is left out.
  await moveRun(tx, run, { id, by: runActor(tx.actor), kind: 'handoff_moved', step, words }, world);
}

/** Completes the step that is handed over. Throws the 409 problem that says why it cannot be, such as that it was skipped meanwhile. */
export async function completeHandedOver(
  tx: Transaction,
  handoff: OfRun,
  words: string,
  world: RunWorld,
): Promise<void> {
  const { runId, step } = handoff;
  if (runId === null || step === null) return;
  const run = await lockRun(tx, runId);
  const id = `handoff:${handoff.id}:${handoff.round}:accepted`;
  const { refused } = await moveRun(
    tx,
    run,
    { id, by: runActor(tx.actor), kind: 'handoff_accepted', step, words },
    world,
  );
  if (refused !== null) throw refusalProblem(refused);
}
