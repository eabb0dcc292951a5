import { type Anchor, dueDate, endOfWork, sayDay, sayInstantOn } from '../lib/calendar/due-date.ts';
import { type Absence, absenceAt, type WorkClock } from '../lib/calendar/work-clock.ts';
import { dayOf, startOfDay } from '../lib/days.ts';
import { parseDuration } from '../lib/duration.ts';
import { ACCOUNT_DATES, isAccountDate, type PlaybookStep } from '../playbooks/definition.ts';
import type { DueEntry, OwnerEntry } from './run-log.ts';
import { type RunState, stepOf } from './run-state.ts';
import type { RunEnvironment } from './settle-steps.ts';

/** A clock, and what to call it where it is not the organisation's. */
type NamedClock = WorkClock & { readonly clockName: string | null };

/**
 * When a step that becomes ready now is due, and who then does it. Counted on the clock and calendar of its owner, for a step of the customer on the
 * customer's clock. A moment that has passed becomes the end of the working day. If it falls on days on which the owner is away, the step goes to the
 * deputy, or waits until they are back, as the organisation chooses; without a deputy who is there, it waits.
 */
export function dueOfStep(
  step: PlaybookStep,
  state: RunState,
  now: Date,
  environment: RunEnvironment,
  owner: OwnerEntry,
): { readonly due: DueEntry; readonly owner: OwnerEntry } {
  const clock = clockOf(step, owner, environment);
  const due = plainDue(step, state, now, environment, clock);
  const absence = absenceAt(clock, new Date(due.at));
  if (absence === null) return { due, owner };
  const deputy = environment.absentOwner === 'deputy' ? absence.deputy : null;
  if (deputy !== null) {
    const fallback = `stands in for ${owner.name}, who is away ${sayAbsence(absence)}`;
    const standIn = { memberId: deputy.memberId, name: deputy.name, fallback };
    const theirs = clockOf(step, standIn, environment);
    const theirDue = plainDue(step, state, now, environment, theirs);
    if (absenceAt(theirs, new Date(theirDue.at)) === null) return { due: theirDue, owner: standIn };
  }
  const waiting = { ...clock, calendar: clock.presence };
  const later = plainDue(step, state, now, environment, waiting);
  return { due: afterAbsence(later, owner, waiting, now), owner };
}

/** When a step that waits goes on at the latest, on the organisation's clock; that may have passed. */
export function limitOfWait(step: PlaybookStep, state: RunState, now: Date, environment: RunEnvironment): DueEntry {
  const anchor = anchorOf(step, state, environment);
  const clock = { ...environment, clockName: null };
  if (anchor.at === null) return soonest(`the ${anchor.what} is not known`, now, clock);
  const due = dueDate({ ...clock, anchor: { at: anchor.at, what: anchor.what }, offset: parseDuration(step.due) });
  return { at: due.at.toISOString(), derivation: due.derivation };
}

/** When a step that was done just now is due again, on the clock of its owner. */
export function dueAgain(
  step: PlaybookStep,
  every: string,
  owner: OwnerEntry,
  now: Date,
  environment: RunEnvironment,
): DueEntry {
  const clock = clockOf(step, owner, environment);
  const due = dueDate({ ...clock, anchor: { at: now, what: 'last done' }, offset: parseDuration(every) });
  return afterAbsence({ at: due.at.toISOString(), derivation: due.derivation }, owner, clock, now);
}

/** 'Mon 3 Aug to Fri 14 Aug', or the one day. */
export function sayAbsence({ firstDay, lastDay }: Absence): string {
  return firstDay === lastDay
    ? `on ${sayDay(firstDay, null)}`
    : `${sayDay(firstDay, null)} to ${sayDay(lastDay, firstDay)}`;
}

/** A due date that still falls on days on which the owner is away moves to the end of the first working day after them. */
export function afterAbsence(due: DueEntry, owner: OwnerEntry, clock: NamedClock, now: Date): DueEntry {
  const absence = absenceAt(clock, new Date(due.at));
  if (absence === null) return due;
  const day = clock.presence.addBusinessDays(dayOf(new Date(due.at), clock.timeZone), 0);
  const at = endOfWork(day, clock.workdayEnd, clock.timeZone);
  const from = due.derivation.slice(due.derivation.indexOf(' = ') + 3);
  const words = `${from}, moved since ${owner.name} is away ${sayAbsence(absence)}`;
  return { at: at.toISOString(), derivation: `${sayInstantOn(clock, at, now)} = ${words}` };
}

/** The clock by which a step of this owner is counted. */
export function clockOf(
  { owner: role }: Pick<PlaybookStep, 'owner'>,
  owner: OwnerEntry,
  environment: RunEnvironment,
): NamedClock {
  const clock = environment.clockOf(owner.memberId);
  const timeZone = role === 'customer' ? (environment.customerTimeZone ?? clock.timeZone) : clock.timeZone;
  const isElsewhere = timeZone !== environment.timeZone;
  return { ...clock, timeZone, clockName: isElsewhere ? sayClock(timeZone) : null };
}

/** 'Europe/Lisbon' to 'Lisbon time'. */
function sayClock(timeZone: string): string {
  return `${timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ')} time`;
}

function plainDue(
  step: PlaybookStep,
  state: RunState,
  now: Date,
  environment: RunEnvironment,
  clock: NamedClock,
): DueEntry {
  const anchor = anchorOf(step, state, environment);
  if (anchor.at === null) return soonest(`the ${anchor.what} is not known`, now, clock);
  const due = dueDate({ ...clock, anchor: { at: anchor.at, what: anchor.what }, offset: parseDuration(step.due) });
  if (due.at <= now) return soonest(`${due.derivation} had passed`, now, clock);
  return { at: due.at.toISOString(), derivation: due.derivation };
}

function soonest(
  because: string,
  now: Date,
  clock: Pick<NamedClock, 'calendar' | 'timeZone' | 'workdayEnd' | 'clockName'>,
): DueEntry {
  const offset = { amount: 0, unit: 'business_day' } as const;
  const { at } = dueDate({ ...clock, anchor: { at: now, what: '' }, offset });
  return {
    at: at.toISOString(),
    derivation: `${sayInstantOn(clock, at, now)} = as soon as possible, since ${because}`,
  };
}

function anchorOf(
  step: PlaybookStep,
  state: RunState,
  { accountDates, timeZone, definition }: RunEnvironment,
): Anchor | { readonly at: null; readonly what: string } {
  // A step that is named like a date of the account goes before it: playbooks had such steps first.
  if (isAccountDate(step.from) && stepOf(state, step.from) === null) {
    const day = accountDates[step.from];
    const what = ACCOUNT_DATES[step.from];
    return day === null
      ? { at: null, what: step.from === 'renewal' ? 'renewal date' : what }
      : { at: startOfDay(day, timeZone), what };
  }
  const named = step.from === undefined ? [step.after ?? [], Object.keys(step.if ?? {})].flat() : [step.from];
  const last = named
    .flatMap((id) => {
      const other = stepOf(state, id);
      return other?.settledAt ? [{ id, at: other.settledAt, status: other.status }] : [];
    })
    .reduce<{ id: string; at: string; status: string } | null>(
      (latest, each) => (latest === null || each.at > latest.at ? each : latest),
      null,
    );
  if (last === null) return { at: new Date(state.startedAt ?? 0), what: 'run start' };
  const title = definition.steps.find((other) => other.id === last.id)?.title ?? last.id;
  return { at: new Date(last.at), what: `"${title}" ${last.status}` };
}
