import { dayOf } from '../days.ts';
import type { BusinessCalendar } from './business-calendar.ts';

/** Days on which somebody is away, 'YYYY-MM-DD' in their own time zone, both included. */
export interface Absence {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly deputy: { readonly memberId: string; readonly name: string } | null;
}

/** When a person works. Times of day are 'HH:MM' on the clock of `timeZone`. */
export interface WorkClock {
  readonly timeZone: string;
  readonly workdayStart: string;
  readonly workdayEnd: string;
  /** Their working days, but for weekends and holidays. */
  readonly calendar: BusinessCalendar;
  /** The same without the days on which they are away. */
  readonly presence: BusinessCalendar;
  readonly absences: readonly Absence[];
}

/** The absence on whose days an instant falls, or null. */
export function absenceAt(clock: WorkClock, at: Date): Absence | null {
  if (clock.absences.length === 0) return null;
  const day = dayOf(at, clock.timeZone);
  return clock.absences.find(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay) ?? null;
}
