import { Temporal } from './temporal.ts';

/** Days since 1970-01-01, a whole number: how the column engine counts days. */
export type EpochDay = number;

const MILLISECONDS_A_DAY = 86_400_000;

/** '2018-08-01' to its epoch day. Throws a RangeError for a text that is no date. */
export function epochDay(date: string): EpochDay {
  return Temporal.PlainDate.from(date).since('1970-01-01').days;
}

/** The epoch day as 'YYYY-MM-DD'. */
export function isoDate(day: EpochDay): string {
  return new Date(day * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}

/** All days from the first to the last, both included. */
export function daysBetween(first: string, last: string): string[] {
  const from = epochDay(first);
  return Array.from({ length: Math.max(0, epochDay(last) - from + 1) }, (_, index) => isoDate(from + index));
}

/** The calendar day, 'YYYY-MM-DD', on which an instant falls in a time zone. */
export function dayOf(instant: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

/** The instant at which a calendar day begins in a time zone (01:00 where midnight is skipped). */
export function startOfDay(date: string, timeZone: string): Date {
  return new Date(Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds);
}
