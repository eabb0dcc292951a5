import { startOfDay } from '../../server/lib/days.ts';
import { Temporal } from '../../server/lib/temporal.ts';
import type { RunState } from '../../server/runs/run-state.ts';
import { diceFor } from '../dice.ts';
import type { Play } from '../story.ts';
import { VENDOR } from '../vendor.ts';
import type { WrittenCustomer } from '../write-customers.ts';
import { noteFor } from './notes.ts';

/** When a step is done, and what is noted. */
export interface Doing {
  readonly at: Date;
  readonly note: string;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** One step in so many is done late, without a story about it. */
const LATE = 0.1;

/** When the team gets to a step: as its story says, or within its time, and sometimes a day or two late. Null while it has no date. */
export function paceOf(
  state: RunState,
  playbook: string,
  step: string,
  { life, script }: WrittenCustomer,
): Doing | null {
  const play: Play | undefined = script.steps?.[playbook]?.[step];
  const { due } = state.steps[step]!;
  if (due === null) return null;
  const dice = diceFor(life.profile.name, playbook, step);
  const opened = openedAt(state);
  const dueAt = Date.parse(due.at);
  const [least, span, late] = [0.3 + 0.55 * dice.roll(), dueAt - opened, dice.chance(LATE)];
  const lateDays = lateBy(play, late ? dice.between(1, 3) : 0);
  const meant = lateDays > 0 ? dueAt + lateDays * DAY : opened + Math.max(HOUR, span * least);
  const at = inWorkingHours(meant, dice.roll());
  // What would be done when the office opens again may be too late for what is due at night: then it is done the day before.
  const inTime = lateDays === 0 && at > dueAt && span > DAY / 2 ? inWorkingHours(opened, dice.roll()) : at;
  const note = noteOf(play) ?? noteFor(playbook, step, dice);
  return { at: new Date(Math.max(inTime, opened + HOUR / 4)), note };
}

/** What waits, waits until it has been overdue for some days: nobody at Larkfield forgets it altogether. */
const WAITS_DAYS = 3;

function lateBy(play: Play | undefined, otherwise: number): number {
  if (play === undefined) return otherwise;
  if (play === 'waits') return WAITS_DAYS;
  return typeof play === 'object' ? play.late : 0;
}

function noteOf(play: Play | undefined): string | null {
  if (play === undefined || play === 'waits') return null;
  return typeof play === 'object' ? play.note : play;
}

/** Since when the steps that are ready have been so: since the last one was settled, or since the start. */
export function openedAt({ steps, startedAt }: RunState): number {
  const settled = Object.values(steps).flatMap(({ settledAt }) => (settledAt === null ? [] : [Date.parse(settledAt)]));
  return Math.max(Date.parse(startedAt!), ...settled);
}

/** The same moment, or the next between nine and five on a working day; `share` chooses the hour of the day that it moves to. */
function inWorkingHours(moment: number, share: number): number {
  const local = Temporal.Instant.fromEpochMilliseconds(Math.round(moment)).toZonedDateTimeISO(VENDOR.timeZone);
  const isWorkday = local.dayOfWeek <= 5;
  if (isWorkday && local.hour >= 9 && local.hour < 17) return Math.round(moment);
  const later = isWorkday && local.hour < 9 ? 0 : Math.max(1, 8 - Math.max(5, local.dayOfWeek));
  const day = local.add({ days: later }).toPlainDate().toString();
  return startOfDay(day, VENDOR.timeZone).getTime() + (9 + share * 6) * HOUR;
}
