import { recordAudit } from '../audit/record.ts';
import { systemActor } from '../context/actor.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { type Absence, absenceAt } from '../lib/calendar/work-clock.ts';
import { epochDay, isoDate, startOfDay } from '../lib/days.ts';
import { afterAbsence, sayAbsence } from './due-of-step.ts';
import { lockRun } from './locked-run.ts';
import { moveRun, runActor } from './move-run.ts';
import type { DueEntry } from './run-log.ts';
import { type RunWorld, runWorld } from './run-world.ts';

interface DueTask extends Record<string, unknown> {
  readonly id: string;
  readonly run_id: string | null;
  readonly step_id: string | null;
  readonly due_at: Date;
  readonly due_because: string | null;
}

interface Away {
  readonly id: string;
  readonly memberId: string;
  readonly name: string;
  readonly absence: Absence;
}

/**
 * After an absence was planned: what is open and falls due in it goes to the deputy, or moves behind it, as the organisation chooses. Done twice,
 * the second time finds nothing. An absence that was cancelled meanwhile changes nothing.
 */
export async function honourAbsence(
  database: Database,
  organisationId: string,
  absenceId: string,
  now = new Date(),
): Promise<void> {
  await inOrganisation(database, systemActor(organisationId), async (tx) => {
    const planned = await tx.maybe<{ memberId: string; name: string; firstDay: string; lastDay: string }>(
      `select m.id as "memberId", m.name, x.first_day as "firstDay", x.last_day as "lastDay" from member_absence x
       join member m on m.organisation_id = $1 and m.id = x.member_id where x.organisation_id = $1 and x.id = $2`,
      [organisationId, absenceId],
    );
    if (!planned) return;
    const world = await runWorld(tx, now);
    const absence = world.clockOf(planned.memberId).absences.find(({ firstDay }) => firstDay === planned.firstDay);
    if (!absence) return;
    const away: Away = { id: absenceId, memberId: planned.memberId, name: planned.name, absence };
    for (const task of await tasksDueIn(tx, away, world)) await honour(tx, task, away, world);
  });
}

/** The member's open tasks that fall due while they are away, those of a run together. */
function tasksDueIn(tx: Transaction, { memberId, absence }: Away, { clockOf }: RunWorld): Promise<DueTask[]> {
  const { timeZone } = clockOf(memberId);
  const from = startOfDay(absence.firstDay, timeZone);
  const until = startOfDay(isoDate(epochDay(absence.lastDay) + 1), timeZone);
  return tx.query<DueTask>(
    `select id, run_id, step_id, due_at, due_because from task
     where organisation_id = $1 and owner_id = $2 and state = 'open' and due_at >= $3 and due_at < $4 order by run_id, step_id, id`,
    [tx.organisationId, memberId, from, until],
  );
}

async function honour(tx: Transaction, task: DueTask, away: Away, world: RunWorld): Promise<void> {
  const { memberId, name, absence } = away;
  const clock = { ...world.clockOf(memberId), clockName: null };
  if (absenceAt(clock, task.due_at) === null) return;
  const reason = `${name} is away ${sayAbsence(absence)}`;
  const deputy = world.absentOwner === 'deputy' ? absence.deputy : null;
  const standsIn = deputy !== null && absenceAt(world.clockOf(deputy.memberId), task.due_at) === null ? deputy : null;
  const asAgreed = { at: task.due_at.toISOString(), derivation: ` = ${task.due_because ?? 'as agreed'}` };
  const moved = afterAbsence(asAgreed, { memberId, name, fallback: null }, clock, world.now);
  if (task.run_id === null || task.step_id === null) {
    if (standsIn) await giveAway(tx, task, memberId, standsIn.memberId, reason);
    else await postpone(tx, task, moved, reason);
    return;
  }
  const event = standsIn
    ? ({ kind: 'reassigned', to: standsIn, reason } as const)
    : ({ kind: 'due_changed', dueAt: new Date(moved.at), because: `moved since ${reason}`, reason } as const);
  const run = await lockRun(tx, task.run_id);
  const id = `absence:${away.id}:${task.step_id}`;
  await moveRun(tx, run, { id, by: runActor(tx.actor), step: task.step_id, ...event }, world);
}

async function giveAway(tx: Transaction, { id }: DueTask, from: string, to: string, reason: string): Promise<void> {
  await tx.execute(
    `update task set owner_id = $3, owner_fallback = $4 where organisation_id = $1 and id = $2 and state = 'open'`,
    [tx.organisationId, id, to, `stands in, since ${reason}`],
  );
  const [before, after] = [{ owner: from }, { owner: to }];
  await recordAudit(tx, { action: 'task.reassigned', entity: 'task', entityId: id, before, after, reason });
}

async function postpone(tx: Transaction, { id, due_at }: DueTask, moved: DueEntry, reason: string): Promise<void> {
  await tx.execute(
    `update task set due_at = $3, due_because = $4 where organisation_id = $1 and id = $2 and state = 'open'`,
    [tx.organisationId, id, new Date(moved.at), moved.derivation],
  );
  const [before, after] = [{ due: due_at }, { due: moved.at }];
  await recordAudit(tx, { action: 'task.due_changed', entity: 'task', entityId: id, before, after, reason });
}
