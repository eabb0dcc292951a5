import { dayOf, epochDay, isoDate } from '../days.ts';
import { type Duration, sayDuration } from '../duration.ts';
import { Temporal } from '../temporal.ts';
import { type BusinessCalendar, weekdayOf } from './business-calendar.ts';

/** The moment a delay counts from, and what people call it: 'run start', 'step Find the root cause done', 'renewal'. */
export interface Anchor {
  readonly at: Date;
  readonly what: string;
}

/** What a due date is computed from. `workdayEnd` is 'HH:MM' on the organisation's clock. */
interface DueDateInput {
  readonly anchor: Anchor;
  readonly offset: Duration;
  readonly calendar: BusinessCalendar;
  readonly timeZone: string;
  readonly workdayEnd: string;
}

/** A due instant and the words that say how it came about. */
interface DueDate {
  readonly at: Date;
  readonly derivation: string;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MILLISECONDS = { minute: 60_000, hour: 3_600_000 };
const HOLIDAYS_NAMED = 3;

/**
 * The instant at which something is due, counted from an anchor, before it for a negative offset. Minutes and hours are elapsed time. Days, weeks and
 * business days are counted on the calendar of the organisation's time zone, whatever the clocks do, and end with the working day; business days
 * leave out weekends and holidays. "Within 0 days" that are over already move to the next day, so that nothing is born overdue.
 */
export function dueDate(input: DueDateInput): DueDate {
  const { anchor, offset, calendar, timeZone, workdayEnd } = input;
  if (offset.unit === 'minute' || offset.unit === 'hour') {
    const at = new Date(anchor.at.getTime() + offset.amount * MILLISECONDS[offset.unit]);
    const from = sayInstant(anchor.at, timeZone, null);
    return { at, derivation: `${sayInstant(at, timeZone, anchor.at)} = ${anchor.what} ${from} ${sayOffset(offset)}` };
  }

  const first = dayOf(anchor.at, timeZone);
  let last =
    offset.unit === 'business_day'
      ? calendar.addBusinessDays(first, offset.amount)
      : isoDate(epochDay(first) + offset.amount * (offset.unit === 'week' ? 7 : 1));
  let at = endOfWork(last, workdayEnd, timeZone);
  let late = '';
  if (offset.amount === 0 && at <= anchor.at) {
    last = offset.unit === 'business_day' ? calendar.addBusinessDays(last, 1) : isoDate(epochDay(last) + 1);
    at = endOfWork(last, workdayEnd, timeZone);
    late = ', the working day being over';
  }
  const from = sayDay(first, null);
  const skipped = offset.unit === 'business_day' ? saySkipped(calendar, first, last, offset.amount === 0) : '';
  return {
    at,
    derivation: `${sayInstant(at, timeZone, anchor.at)} = ${anchor.what} ${from} ${sayOffset(offset)}${late}${skipped}`,
  };
}

/** An instant as people read it on the organisation's clock, 'Thu 14 Aug 17:00', with the year when it is not that of `beside`. */
export function sayInstant(at: Date, timeZone: string, beside: Date | null): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const time = `${String(local.hour).padStart(2, '0')}:${String(local.minute).padStart(2, '0')}`;
  return `${sayDay(local.toPlainDate().toString(), beside === null ? null : dayOf(beside, timeZone))} ${time}`;
}

function sayDay(date: string, beside: string | null): string {
  const [year, month, day] = date.split('-');
  const sameYear = beside === null || beside.startsWith(`${year}-`);
  return `${WEEKDAYS[weekdayOf(epochDay(date)) - 1]} ${Number(day)} ${MONTHS[Number(month) - 1]}${sameYear ? '' : ` ${year}`}`;
}

function sayOffset(offset: Duration): string {
  return `${offset.amount < 0 ? '-' : '+'} ${sayDuration({ amount: Math.abs(offset.amount), unit: offset.unit })}`;
}

function saySkipped(calendar: BusinessCalendar, first: string, last: string, firstCounts: boolean): string {
  const [from, to] = first <= last ? [first, last] : [last, first];
  const skipped = calendar.holidaysBetween(from, to).filter((day) => firstCounts || day.date !== first);
  if (skipped.length === 0) return '';
  const named = skipped.slice(0, HOLIDAYS_NAMED).map((day) => `${sayDay(day.date, first)} (${day.name})`);
  const more = skipped.length > HOLIDAYS_NAMED ? `, and ${skipped.length - HOLIDAYS_NAMED} more` : '';
  return `, skipping ${named.join(', ')}${more}`;
}

function endOfWork(date: string, workdayEnd: string, timeZone: string): Date {
  const local = Temporal.PlainDate.from(date).toZonedDateTime({
    timeZone,
    plainTime: Temporal.PlainTime.from(workdayEnd),
  });
  return new Date(local.epochMilliseconds);
}
