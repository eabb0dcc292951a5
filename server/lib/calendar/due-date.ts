import { dayOf, epochDay, isoDate } from '../days.ts';
import { type Duration, sayDuration } from '../duration.ts';
import { Temporal } from '../temporal.ts';
import { type BusinessCalendar, weekdayOf } from './business-calendar.ts';

/** The moment a delay counts from, and what people call it: 'run start', 'step Find the root cause done', 'renewal'. */
export interface Anchor {
  readonly at: Date;
  readonly what: string;
}

/** What a due date is computed from. `workdayEnd` is 'HH:MM' on the clock of `timeZone`; `clockName` says whose clock that is, where it needs saying. */
interface DueDateInput {
  readonly anchor: Anchor;
  readonly offset: Duration;
  readonly calendar: BusinessCalendar;
  readonly timeZone: string;
  readonly workdayEnd: string;
  readonly clockName?: string | null;
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
 * business days are counted on the calendar of the given time zone, whatever the clocks do, and end with the working day; business days
 * leave out weekends and holidays. "Within 0 days" that are over already move to the next day, so that nothing is born overdue.
 */
export function dueDate(input: DueDateInput): DueDate {
  const { anchor, offset, calendar, timeZone, workdayEnd } = input;
  const said = (at: Date) => sayInstantOn(input, at, anchor.at);
  if (offset.unit === 'minute' || offset.unit === 'hour') {
    const at = new Date(anchor.at.getTime() + offset.amount * MILLISECONDS[offset.unit]);
    const from = sayInstant(anchor.at, timeZone, null);
    return { at, derivation: `${said(at)} = ${anchor.what} ${from} ${sayOffset(offset)}` };
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
    derivation: `${said(at)} = ${anchor.what} ${from} ${sayOffset(offset)}${late}${skipped}`,
  };
}

/** An instant with the name of the clock that it is read on: 'Thu 14 Aug 17:00 (Lisbon time)'. */
export function sayInstantOn(
  { timeZone, clockName }: Pick<DueDateInput, 'timeZone' | 'clockName'>,
  at: Date,
  beside: Date | null,
): string {
  return `${sayInstant(at, timeZone, beside)}${clockName ? ` (${clockName})` : ''}`;
}

/** An instant as people read it on a clock, 'Thu 14 Aug 17:00', with the year when it is not that of `beside`. */
export function sayInstant(at: Date, timeZone: string, beside: Date | null): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const time = `${String(local.hour).padStart(2, '0')}:${String(local.minute).padStart(2, '0')}`;
  return `${sayDay(local.toPlainDate().toString(), beside === null ? null : dayOf(beside, timeZone))} ${time}`;
}

/** A day as people read it, 'Thu 14 Aug', with the year when it is not that of `beside`. */
export function sayDay(date: string, beside: string | null): string {
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
  const stretches = joined(skipped);
  const named = stretches.slice(0, HOLIDAYS_NAMED).map(({ days, name }) => {
    const until = days.length > 1 ? ` to ${sayDay(days.at(-1)!, first)}` : '';
    return `${sayDay(days[0]!, first)}${until} (${name})`;
  });
  const more = stretches.slice(HOLIDAYS_NAMED).reduce((count, { days }) => count + days.length, 0);
  return `, skipping ${named.join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}

/** Days that follow each other under one name, but for weekends, as one. */
function joined(
  skipped: readonly { readonly date: string; readonly name: string }[],
): { days: string[]; name: string }[] {
  const stretches: { days: string[]; name: string }[] = [];
  for (const { date, name } of skipped) {
    const last = stretches.at(-1);
    if (last?.name === name && epochDay(date) - epochDay(last.days.at(-1)!) <= 4) last.days.push(date);
    else stretches.push({ days: [date], name });
  }
  return stretches;
}

/** The end of the working day 'HH:MM' of a day, on the clock of a time zone. */
export function endOfWork(date: string, workdayEnd: string, timeZone: string): Date {
  const local = Temporal.PlainDate.from(date).toZonedDateTime({
    timeZone,
    plainTime: Temporal.PlainTime.from(workdayEnd),
  });
  return new Date(local.epochMilliseconds);
}
