import { systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { type Diagnosed, findNews, type News, readingOf } from './find-news.ts';
import { type LockedRun, lockRuns } from './locked-run.ts';
import { moveRuns, runActor } from './move-run.ts';
import type { ConditionReadings } from './read-conditions.ts';
import { resolveOwners } from './resolve-owner.ts';
import type { RunEvent, RunHappening } from './run-event.ts';
import { type RunWorld, runWorld } from './run-world.ts';

const AT_ONCE = 50;

/**
 * Tells open runs what a diagnosis found: conditions that end them or open a blocked step, a first contact that was logged, an account that
 * has left. All runs are read at once, and only those for which something changes are locked and moved, some at a time. Told twice, they do
 * not move twice. Returns how many moved.
 */
export async function evaluateRuns(
  database: Database,
  organisationId: string,
  diagnosed: Diagnosed,
  now = new Date(),
): Promise<number> {
  const actor = systemActor(organisationId);
  const by = runActor(actor);
  const { news, readings } = await inOrganisation(database, actor, (tx) => findNews(tx, diagnosed, now));
  const ids = [...news.keys()].sort();
  for (let from = 0; from < ids.length; from += AT_ONCE)
    await inOrganisation(database, actor, async (tx) => {
      const runs = await lockRuns(tx, ids.slice(from, from + AT_ONCE));
      const world = await runWorld(tx, now);
      const owners = await resolveOwners(tx, [...new Set(runs.map((run) => run.account.id))]);
      let telling = runs.map((run) => ({ run, events: eventsFor(run, news.get(run.id)!, diagnosed, readings, world) }));
      // Each run is told one thing after the other, and all of them at the same time.
      while (telling.length > 0) {
        const happenings = telling.map(({ run, events: [event] }) => ({ run, event: { ...event!, by } }));
        const moved = await moveRuns(tx, happenings, world, { owners, readings });
        telling = telling
          .map(({ run, events }, index) => ({ run: { ...run, state: moved[index]!.state }, events: events.slice(1) }))
          .filter(({ events }) => events.length > 0);
      }
    });
  return ids.length;
}

function eventsFor(
  run: LockedRun,
  { contact, isArchived }: News,
  diagnosed: Diagnosed,
  readings: ConditionReadings,
  world: RunWorld,
): (Pick<RunEvent, 'id'> & RunHappening)[] {
  if (isArchived) return [{ id: 'account_left', kind: 'account_left', reason: 'The account was archived.' }];
  const reading = readingOf(run.account, run.definition, diagnosed, readings, world);
  return [
    ...(contact === null
      ? []
      : [{ id: `contact:${contact.id}`, kind: 'contact_logged', what: contact.what, at: contact.at } as const]),
    { id: `diagnosis:${diagnosed.diagnosisId}`, ...reading },
  ];
}
