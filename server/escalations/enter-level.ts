import type { BusinessCalendar } from '../lib/calendar/business-calendar.ts';
import { dueDate, sayInstant } from '../lib/calendar/due-date.ts';
import { parseDuration } from '../lib/duration.ts';
import type { OwnerOf } from '../runs/resolve-owner.ts';
import type { DueEntry } from '../runs/run-log.ts';
import { type EscalationLevel, LEVELS, type Level } from './escalation-level.ts';
import type { EscalationChange, EscalationState } from './escalation-state.ts';

/** What an escalation needs to know of the world around it, read before, so that moving it is a calculation. */
export interface EscalationWorld {
  /** All five, in order. */
  readonly levels: readonly EscalationLevel[];
  readonly calendar: BusinessCalendar;
  readonly timeZone: string;
  /** 'HH:MM' on the organisation's clock. */
  readonly workdayEnd: string;
  readonly ownerOf: OwnerOf;
}

/** How soon somebody who owes an answer about consent is asked again. */
const ASK_AGAIN = '1bd';
const MILLISECONDS_AN_HOUR = 3_600_000;

/** Hands the escalation to the owner of a level, whose clock starts. The highest level is for "at once": without time, it has passed. */
export function enterLevel(
  level: Level,
  how: Extract<EscalationChange, { kind: 'level_entered' }>['how'],
  because: string | null,
  now: Date,
  world: EscalationWorld,
): EscalationChange[] {
  const settings = world.levels[level - 1]!;
  const what = how === 'opened' ? 'opened' : `raised to level ${level}`;
  const due = after(now, settings.within, what, world);
  const remindAt = settings.remindAfter === null ? null : after(now, settings.remindAfter, what, world).at;
  const owner = world.ownerOf(settings.owner);
  const isAtOnce = level === LEVELS.length && due.at <= now.toISOString();
  return [
    { kind: 'level_entered', level, how, because, owner, due, remindAt },
    ...(isAtOnce ? [{ kind: 'time_passed' } as const] : []),
  ];
}

/** Starts the clock of the present level again, whole. */
export function restartClock(state: EscalationState, now: Date, world: EscalationWorld): EscalationChange[] {
  const { within, remindAfter } = world.levels[state.level - 1]!;
  const due = after(now, within, `level ${state.level} again`, world);
  const remindAt = remindAfter === null ? null : after(now, remindAfter, '', world).at;
  return [{ kind: 'clock_resumed', due, remindAt }];
}

/** The clock goes on: everything is later by the time it stood still. */
export function resumeClock(state: EscalationState, now: Date, world: EscalationWorld): EscalationChange[] {
  if (state.clock.kind !== 'paused') return [];
  const { since, due, remindAt } = state.clock;
  const stood = now.getTime() - Date.parse(since);
  const later = (at: string) => new Date(Date.parse(at) + stood);
  const at = later(due.at);
  const hours = Math.max(1, Math.round(stood / MILLISECONDS_AN_HOUR));
  const was = sayInstant(new Date(due.at), world.timeZone, at);
  const derivation = `${sayInstant(at, world.timeZone, now)} = ${was} + ${hours} ${hours === 1 ? 'hour' : 'hours'} in which the clock stood still`;
  return [
    {
      kind: 'clock_resumed',
      due: { at: at.toISOString(), derivation },
      remindAt: remindAt === null ? null : later(remindAt).toISOString(),
    },
  ];
}

/** Somebody is at it: the clock stands still for the level's pause, counted from what they did. Nothing when that is over already. */
export function pauseFrom(
  state: EscalationState,
  from: Date,
  because: 'acknowledged' | 'contact',
  now: Date,
  world: EscalationWorld,
): EscalationChange[] {
  const { clock } = state;
  if (clock.kind !== 'running' && clock.kind !== 'paused') return [];
  const what = because === 'acknowledged' ? 'acknowledged' : 'contact with the customer';
  const until = after(from, world.levels[state.level - 1]!.pause, what, world);
  if (until.at <= now.toISOString()) return [];
  if (clock.kind === 'paused' && until.at <= clock.until.at) return [];
  return [{ kind: 'clock_paused', until, because }];
}

/** Asks the member to whom the level's consent comes down. */
export function askConsent(level: Level, because: string, now: Date, world: EscalationWorld): EscalationChange {
  return { ...consentOf(level, now, world), kind: 'consent_asked', level, because };
}

/** Asks again, whoever it is now. */
export function consentReminder(level: Level, now: Date, world: EscalationWorld): EscalationChange {
  return { ...consentOf(level, now, world), kind: 'consent_reminded' };
}

function consentOf(level: Level, now: Date, world: EscalationWorld) {
  const of = world.ownerOf(world.levels[level - 1]!.consentOf ?? 'manager');
  return { of, remindAt: after(now, ASK_AGAIN, '', world).at };
}

function after(at: Date, duration: string, what: string, world: EscalationWorld): DueEntry {
  const { calendar, timeZone, workdayEnd } = world;
  const due = dueDate({ anchor: { at, what }, offset: parseDuration(duration), calendar, timeZone, workdayEnd });
  return { at: due.at.toISOString(), derivation: due.derivation };
}
