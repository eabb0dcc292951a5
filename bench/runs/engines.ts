import { Logger, run } from 'graphile-worker';
import { systemActor } from '../../server/context/actor.ts';
import { inOrganisation } from '../../server/context/transaction.ts';
import type { Database } from '../../server/database/database.ts';
import { lockRuns } from '../../server/runs/locked-run.ts';
import { moveRuns, runActor } from '../../server/runs/move-run.ts';
import { runWorld } from '../../server/runs/run-world.ts';

/** As many connections work at the same time in each of the three. */
const AT_ONCE = 4;

/** A step that is done. */
export interface BenchEvent {
  readonly runId: string;
  readonly step: string;
  readonly id: string;
}

/** So many transactions that write one row each. */
export async function oneRowTransactions(database: Database, organisationId: string, count: number): Promise<void> {
  await together(Array.from({ length: count }), 1, () =>
    inOrganisation(database, systemActor(organisationId), (tx) => tx.execute('insert into bench_row default values')),
  );
}

/** So many jobs that do nothing, through the queue as it is. */
export async function bareJobs(database: Database, count: number): Promise<void> {
  await database.queue.query(
    `select graphile_worker.add_jobs(array_agg(row('bare', '{}', null, null, 3, null, 0, null)::graphile_worker.job_spec))
     from generate_series(1, $1)`,
    [count],
  );
  let done = 0;
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const runner = await run({
    pgPool: database.queue,
    concurrency: AT_ONCE,
    parsedCronItems: [],
    logger: new Logger(() => () => {}),
    taskList: {
      bare: async () => {
        done += 1;
        if (done === count) finish();
      },
    },
  });
  await finished;
  await runner.stop();
}

/** Moves runs by these events, each another run's, so many in one transaction; returns how many moved. */
export async function advanceAll(
  database: Database,
  organisationId: string,
  events: readonly BenchEvent[],
  inOne: number,
): Promise<number> {
  const actor = systemActor(organisationId);
  let moved = 0;
  await together(events, inOne, (some) =>
    inOrganisation(database, actor, async (tx) => {
      const byRun = new Map(some.map((event) => [event.runId, event]));
      const runs = await lockRuns(tx, [...byRun.keys()]);
      const happenings = runs.map((locked) => {
        const { step, id } = byRun.get(locked.id)!;
        return { run: locked, event: { id, by: runActor(actor), kind: 'step_completed', step } as const };
      });
      const moves = await moveRuns(tx, happenings, await runWorld(tx));
      moved += moves.filter(({ logged }) => logged.length > 0).length;
    }),
  );
  return moved;
}

/** Works through a list, some at a time, on as many connections at once. */
async function together<Item>(
  items: readonly Item[],
  size: number,
  work: (some: readonly Item[]) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const one = async () => {
    while (next < items.length) {
      const from = next;
      next += size;
      await work(items.slice(from, from + size));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}
