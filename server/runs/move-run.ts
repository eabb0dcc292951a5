import type { Actor } from '../context/actor.ts';
import type { Transaction } from '../context/transaction.ts';
import type { Advance } from './advance.ts';
import { advanceRuns, type Happening, type ReadBefore } from './advance-runs.ts';
import { keepStates } from './keep-runs.ts';
import type { LockedRun } from './locked-run.ts';
import type { RunActor, RunEvent } from './run-event.ts';
import type { RunWorld } from './run-world.ts';
import { writeMoves } from './write-moves.ts';

/**
 * Moves a locked run by one event and writes all that follows from it in the same transaction: the state, the log, the audit row, tasks,
 * timers and messages. A refused event writes nothing; it comes back in `refused`.
 */
export async function moveRun(tx: Transaction, run: LockedRun, event: RunEvent, world: RunWorld): Promise<Advance> {
  const [moved] = await moveRuns(tx, [{ run, event }], world);
  return moved!;
}

/** Moves any number of locked runs as `moveRun` does, each run by one event; the answers stand in the same order. */
export async function moveRuns(
  tx: Transaction,
  happenings: readonly Happening[],
  world: RunWorld,
  readBefore: ReadBefore = {},
): Promise<Advance[]> {
  const moves = await advanceRuns(tx, happenings, world, readBefore);
  const changed = moves.filter(({ moved }) => moved.logged.length > 0);
  await keepStates(
    tx,
    changed.map(({ moved }) => moved.state),
  );
  await writeMoves(tx, changed, world.now);
  return moves.map(({ moved }) => moved);
}

/** The actor as a run's log names it. */
export function runActor(actor: Actor): RunActor {
  return { kind: actor.kind, id: actor.memberId, name: actor.name };
}
