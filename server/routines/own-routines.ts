import type { MemberActor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { workClocks } from '../identity/work-clocks.ts';
import { dayOf } from '../lib/days.ts';
import { notFound, problem } from '../lib/problem.ts';
import { readRoutines } from './read-routines.ts';
import { dueDays, type Routine, saySchedule } from './routine.ts';

/** A routine as a member has it. */
export interface OwnRoutine {
  readonly key: string;
  readonly title: string;
  readonly summary: string;
  /** 'every Monday' */
  readonly when: string;
  readonly block: Routine['block'];
  readonly guide: string;
  readonly isOn: boolean;
  /** The first day of the time in which it is due now, 'YYYY-MM-DD'; null when it is not due. */
  readonly day: string | null;
  readonly steps: readonly {
    readonly id: string;
    readonly title: string;
    readonly minutes: number;
    readonly page: string | null;
    readonly isDone: boolean;
  }[];
}

/** All routines, with which of them the acting member follows, which are due today and what is done of those. */
export function listOwnRoutines(database: Database, actor: MemberActor, now = new Date()): Promise<OwnRoutine[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const clock = (await workClocks(tx, now)).of(actor.memberId);
    const today = dayOf(now, clock.timeZone);
    const choices = await tx.query<{ key: string; isOn: boolean }>(
      'select routine_key as key, is_on as "isOn" from routine_choice where organisation_id = $1 and member_id = $2',
      [tx.organisationId, actor.memberId],
    );
    const ticks = await tx.query<{ tick: string }>(
      `select routine_key || ' ' || day || ' ' || step_id as tick from routine_tick
       where organisation_id = $1 and member_id = $2 and day > $3::date - 8`,
      [tx.organisationId, actor.memberId, today],
    );
    const done = new Set(ticks.map(({ tick }) => tick));
    return (await readRoutines()).map((routine) => {
      const chosen = choices.find(({ key }) => key === routine.routine)?.isOn;
      const day = dueDays(routine.schedule, today, (one) => clock.presence.isBusinessDay(one))?.firstDay ?? null;
      return {
        key: routine.routine,
        title: routine.title,
        summary: routine.summary,
        when: saySchedule(routine.schedule),
        block: routine.block,
        guide: routine.guide,
        isOn: chosen ?? routine.for.includes(actor.role),
        day,
        steps: routine.steps.map(({ id, title, minutes, page }) => ({
          id,
          title,
          minutes,
          page: page ?? null,
          isDone: day !== null && done.has(`${routine.routine} ${day} ${id}`),
        })),
      };
    });
  });
}

/** Follows a routine, or no longer. 404 for one that does not exist. */
export async function chooseRoutine(database: Database, actor: MemberActor, key: string, isOn: boolean): Promise<void> {
  mayI(actor, 'read');
  await findRoutine(key);
  await inOrganisation(database, actor, (tx) =>
    tx.execute(
      `insert into routine_choice (organisation_id, member_id, routine_key, is_on) values ($1, $2, $3, $4)
       on conflict (organisation_id, member_id, routine_key) do update set is_on = excluded.is_on`,
      [tx.organisationId, actor.memberId, key, isOn],
    ),
  );
}

/** A step of a routine that is due. */
export interface RoutineStep {
  readonly key: string;
  readonly step: string;
}

/**
 * Ticks a step of a routine that is due now, or takes the tick back; twice is once. 404 for a step that does not exist, 409 when the routine is not due
 * today.
 */
export async function tickRoutine(
  database: Database,
  actor: MemberActor,
  { key, step }: RoutineStep,
  isDone: boolean,
  now = new Date(),
): Promise<void> {
  mayI(actor, 'read');
  const routine = await findRoutine(key);
  if (!routine.steps.some(({ id }) => id === step)) throw notFound('step');
  await inOrganisation(database, actor, async (tx) => {
    const clock = (await workClocks(tx, now)).of(actor.memberId);
    const works = (day: string) => clock.presence.isBusinessDay(day);
    const due = dueDays(routine.schedule, dayOf(now, clock.timeZone), works);
    if (due === null)
      throw problem(409, `"${routine.title}" is not due today: it comes ${saySchedule(routine.schedule)}.`);
    const row = [tx.organisationId, actor.memberId, key, due.firstDay, step];
    await tx.execute(
      isDone
        ? `insert into routine_tick (organisation_id, member_id, routine_key, day, step_id) values ($1, $2, $3, $4, $5)
           on conflict do nothing`
        : `delete from routine_tick
           where organisation_id = $1 and member_id = $2 and routine_key = $3 and day = $4 and step_id = $5`,
      row,
    );
  });
}

async function findRoutine(key: string): Promise<Routine> {
  const routine = (await readRoutines()).find((one) => one.routine === key);
  if (!routine) throw notFound('routine');
  return routine;
}
