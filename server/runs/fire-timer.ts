import { z } from 'zod';
import { systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { lockRuns } from './locked-run.ts';
import { moveRun, runActor } from './move-run.ts';
import { runWorld } from './run-world.ts';

/** What the job `run_timer` carries. */
const firedTimer = z.object({ organisation_id: z.uuid(), run_id: z.uuid(), timer: z.string(), key: z.string() });

/**
 * The job `run_timer`: a clock of a run has come to its end. Performed twice it does nothing the second time, and a timer that was cancelled or set again is known
 * by its key; so is the timer of a run that is gone.
 */
export async function fireTimer(database: Database, payload: unknown): Promise<void> {
  const { organisation_id, run_id, timer, key } = firedTimer.parse(payload);
  const actor = systemActor(organisation_id);
  await inOrganisation(database, actor, async (tx) => {
    const [run] = await lockRuns(tx, [run_id]);
    if (run === undefined) return;
    const event = { id: key, by: runActor(actor), kind: 'timer_fired', timer, key } as const;
    await moveRun(tx, run, event, await runWorld(tx));
  });
}
