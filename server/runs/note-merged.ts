import { systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import { uuidArray } from '../database/binary-array.ts';
import type { Database } from '../database/database.ts';
import { lockRuns } from './locked-run.ts';
import { moveRuns, runActor } from './move-run.ts';
import { runWorld } from './run-world.ts';

/** Writes into the logs of runs which situations were merged into them, once for each situation. */
export async function noteMerged(
  database: Database,
  organisationId: string,
  situationIds: readonly string[],
  now = new Date(),
): Promise<void> {
  const actor = systemActor(organisationId);
  const by = runActor(actor);
  await inOrganisation(database, actor, async (tx) => {
    const merged = await tx.query<{ id: string; run_id: string; headline: string; title: string }>(
      `select s.id, s.merged_run_id as run_id, s.headline, p.title
       from situation s join playbook p on p.organisation_id = $1 and p.key = s.playbook_key
       where s.organisation_id = $1 and s.id = any($2) and s.merged_run_id is not null order by s.id`,
      [tx.organisationId, uuidArray(situationIds)],
    );
    if (merged.length === 0) return;
    const world = await runWorld(tx, now);
    // A run that takes several is told of one after the other, all runs at the same time.
    let rounds = [...Map.groupBy(merged, (row) => row.run_id)];
    while (rounds.length > 0) {
      const next = new Map(rounds.map(([run, [row]]) => [run, row!]));
      const runs = await lockRuns(tx, [...next.keys()]);
      const happenings = runs.map((run) => {
        const { id, title, headline } = next.get(run.id)!;
        const text = `${title} was found, too, and merged into this run: ${headline}`;
        return { run, event: { id: `merged:${id}`, by, kind: 'note_added', text } as const };
      });
      await moveRuns(tx, happenings, world);
      rounds = rounds
        .map(([run, rows]): [string, typeof rows] => [run, rows.slice(1)])
        .filter(([, rows]) => rows.length > 0);
    }
  });
}
