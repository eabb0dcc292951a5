import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { Temporal } from '../lib/temporal.ts';
import { environmentsOf } from './advance-runs.ts';
import { daysFrom } from './decide-dues.ts';
import { lockRun } from './locked-run.ts';
import { projectDues } from './project-dues.ts';
import { stepOf } from './run-state.ts';
import { runWorld } from './run-world.ts';
import { findStep, type StepTarget, stepTarget } from './step-target.ts';

/** A step whose due date another one's move changes. Instants are ISO 8601 in UTC. */
interface MovedStep {
  readonly step: string;
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

export interface DueMovePreview {
  /** Steps that still wait and count from this one, or from one that does: where they would come to lie, if each is done just in time. */
  readonly follows: readonly MovedStep[];
  /** Other open steps, moved by as many days: they stay unless that is asked for. */
  readonly others: readonly (MovedStep & { readonly owner: string })[];
}

/** What moving the due date of an open step to this instant would move with it. Nothing is changed. */
export function previewDueMove(
  database: Database,
  actor: Actor,
  target: StepTarget,
  dueAt: Date,
  now = new Date(),
): Promise<DueMovePreview> {
  mayI(actor, 'read');
  const wanted = stepTarget.parse(target);
  return inOrganisation(database, actor, async (tx) => {
    const { runId, step } = await findStep(tx, wanted);
    const run = await lockRun(tx, runId);
    const [environment] = await environmentsOf(tx, [run], await runWorld(tx, now));
    const current = stepOf(run.state, step);
    if (run.state.status !== 'open' || current?.status !== 'ready' || current.due === null)
      return { follows: [], others: [] };
    const titleOf = (id: string) => run.definition.steps.find((one) => one.id === id)?.title ?? id;
    const due = { at: dueAt.toISOString(), derivation: '' };
    const moved = { ...run.state, steps: { ...run.state.steps, [step]: { ...current, due } } };
    const before = projectDues(run.state, now, environment!);
    const after = projectDues(moved, now, environment!);
    const follows = [...before].flatMap(([id, { at }]) => {
      const later = after.get(id)?.at ?? at;
      return later === at ? [] : [{ step: id, title: titleOf(id), before: at, after: later }];
    });
    const days = daysFrom(new Date(current.due.at), dueAt, environment!.timeZone);
    const others = Object.entries(run.state.steps).flatMap(([id, other]) => {
      if (id === step || other.status !== 'ready' || other.due === null || other.owner === null || days === 0)
        return [];
      const later = addDays(other.due.at, days, environment!.timeZone);
      return later <= now
        ? []
        : [{ step: id, title: titleOf(id), owner: other.owner.name, before: other.due.at, after: later.toISOString() }];
    });
    return { follows, others };
  });
}

function addDays(at: string, days: number, timeZone: string): Date {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).add({ days });
  return new Date(local.epochMilliseconds);
}
