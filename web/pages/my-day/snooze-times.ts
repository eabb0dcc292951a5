import { addDays, dayOf, instantAt, sayDay, weekdayOf } from '../../ui/date.ts';

const MORNING = '09:00';
/** A snooze lasts so long at most. */
export const LONGEST_DAYS = 365;

interface SnoozeTime {
  readonly label: string;
  readonly until: Date;
}

/** The times that are one key away. */
export function snoozeTimes(now: Date, timeZone: string): SnoozeTime[] {
  const today = dayOf(now, timeZone);
  const monday = addDays(today, 8 - weekdayOf(today));
  const tomorrow = addDays(today, 1);
  const week = addDays(today, 7);
  const inThree = new Date(now.getTime() + 3 * 3_600_000);
  const on = (day: string) => `${sayDay(day, today)} ${MORNING}`;
  return [
    { label: 'In 3 hours', until: inThree },
    { label: `Tomorrow, ${on(tomorrow)}`, until: morningOf(tomorrow, timeZone) },
    ...(monday === tomorrow || monday === week
      ? []
      : [{ label: `Monday, ${on(monday)}`, until: morningOf(monday, timeZone) }]),
    { label: `In a week, ${on(week)}`, until: morningOf(week, timeZone) },
  ];
}

/** When what is put aside until a day comes back. */
export function morningOf(day: string, timeZone: string): Date {
  return instantAt(day, MORNING, timeZone);
}
