/** Days and instants as people say them. A day is 'YYYY-MM-DD' and has no time zone; an instant is shown in the organisation's. */

const LANGUAGE = 'en-GB';
const DAY = 86_400_000;
/** Three letters each: the language's own 'Sept' makes columns ragged. */
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats are costly to make and long lists ask for many. */
function format(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = timeZone + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(LANGUAGE, { ...options, timeZone });
    formats.set(key, made);
  }
  return made;
}

/** The day on which an instant falls in a time zone. */
export function dayOf(instant: Date | string, timeZone: string): string {
  const parts = format(timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(
    new Date(instant),
  );
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** Whole days from one day to another; negative when `to` lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

/** The day `count` days after (or, negative, before) a day. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10);
}

/** '14 Feb', with the year when it is not this one. */
export function sayDay(day: string, today: string): string {
  const [year, month, date] = day.split('-');
  return `${Number(date)} ${MONTHS[Number(month) - 1]}${year === today.slice(0, 4) ? '' : ` ${year}`}`;
}

/** 'Saturday 14 February 2026'. */
export function sayDayInFull(day: string): string {
  return format('UTC', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(
    Date.parse(`${day}T00:00:00Z`),
  );
}

/** 'today', 'tomorrow', 'yesterday', 'in 84 days', '12 days ago', '9 years ago'. */
export function sayDistance(day: string, today: string): string {
  const distance = daysBetween(today, day);
  if (distance === 0) return 'today';
  if (distance === 1) return 'tomorrow';
  if (distance === -1) return 'yesterday';
  const count = Math.abs(distance);
  const said = count < 730 ? `${count} days` : `${Math.floor(count / 365.25)} years`;
  return distance > 0 ? `in ${said}` : `${said} ago`;
}

/** '17:00'. */
export function sayTime(instant: Date | string, timeZone: string): string {
  return format(timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(instant));
}

/** 'Saturday 14 February 2026, 17:00 (Europe/Lisbon)'. */
export function sayInstantInFull(instant: Date | string, timeZone: string): string {
  return `${sayDayInFull(dayOf(instant, timeZone))}, ${sayTime(instant, timeZone)} (${timeZone})`;
}

/** 'just now', '5 min ago', 'in 2 h', 'today 17:00', 'tomorrow 09:00', 'Fri 14 Feb': as near as it matters. */
export function sayInstant(instant: Date | string, now: Date, timeZone: string): string {
  const at = new Date(instant);
  const minutes = Math.round((at.getTime() - now.getTime()) / 60_000);
  if (Math.abs(minutes) < 1) return 'just now';
  if (Math.abs(minutes) < 60) return minutes > 0 ? `in ${minutes} min` : `${-minutes} min ago`;
  const today = dayOf(now, timeZone);
  const day = dayOf(at, timeZone);
  const distance = daysBetween(today, day);
  const time = sayTime(at, timeZone);
  if (distance === 0) return `today ${time}`;
  if (distance === 1) return `tomorrow ${time}`;
  if (distance === -1) return `yesterday ${time}`;
  const weekday = format('UTC', { weekday: 'short' }).format(Date.parse(`${day}T00:00:00Z`));
  return `${weekday} ${sayDay(day, today)}${distance > 0 ? ` ${time}` : ''}`;
}

/** How late or how near a due instant is: '3 days overdue', 'due in 2 h', 'due today 17:00', 'due tomorrow 09:00'. */
export function sayDue(instant: Date | string, now: Date, timeZone: string): string {
  const at = new Date(instant);
  const late = now.getTime() - at.getTime();
  if (late <= 0) return `due ${sayInstant(at, now, timeZone)}`;
  const days = daysBetween(dayOf(at, timeZone), dayOf(now, timeZone));
  if (days >= 1) return `${days === 1 ? '1 day' : `${days} days`} overdue`;
  const hours = Math.floor(late / 3_600_000);
  return hours >= 1 ? `${hours} h overdue` : `${Math.max(1, Math.floor(late / 60_000))} min overdue`;
}

/** The instant at which a clock in the time zone shows this day and time ('17:00'). */
export function instantAt(day: string, time: string, timeZone: string): Date {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  let at = wanted;
  // The offset holds for an instant, which depends on the offset: twice is enough on either side of a change of clocks.
  for (let turn = 0; turn < 2; turn += 1) {
    const shown = new Date(at);
    at += wanted - Date.parse(`${dayOf(shown, timeZone)}T${sayTime(shown, timeZone)}:00Z`);
  }
  return new Date(at);
}

/** The weekday of a day, 1 = Monday to 7 = Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}
