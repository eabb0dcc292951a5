import Holidays from 'date-holidays';
import { type EpochDay, epochDay, isoDate } from '../days.ts';
import { problem } from '../problem.ts';

/** 1 is Monday, 7 is Sunday, as ISO 8601 counts. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** What an organisation says about its working time: working weekdays, whose public holidays, and days closed of its own. */
export interface CalendarSettings {
  readonly workingDays?: readonly Weekday[];
  /** ISO 3166-1 code, such as 'BR'; without one there are no public holidays. */
  readonly country?: string | null;
  /** Code of the state or province within the country, such as 'SP'. */
  readonly state?: string | null;
  readonly closedDays?: readonly { readonly date: string; readonly name: string }[];
}

/** Which days are worked. Days are 'YYYY-MM-DD'. */
export interface BusinessCalendar {
  isBusinessDay(date: string): boolean;
  /** The holiday's name, or null when the day is none (a weekend is none either). */
  holidayOn(date: string): string | null;
  /** The n-th business day after (or before, for a negative n) the date; 0 gives the date itself or the next business day. */
  addBusinessDays(date: string, n: number): string;
  /** Holidays on days of the week that would be worked, both ends included, in order. */
  holidaysBetween(from: string, to: string): { readonly date: string; readonly name: string }[];
}

const MONDAY_TO_FRIDAY: readonly Weekday[] = [1, 2, 3, 4, 5];
const MILLISECONDS_AN_HOUR = 3_600_000;

const regions = new Map<string, Holidays>();
const holidaysByYear = new Map<string, ReadonlyMap<EpochDay, string>>();

/**
 * The calendar of working days for an organisation. Public holidays come from date-holidays and are computed once per region and year.
 * Throws a Problem for a week without a working day and for an unknown country or state.
 */
export function businessCalendar(settings: CalendarSettings): BusinessCalendar {
  const working = new Set<number>(settings.workingDays ?? MONDAY_TO_FRIDAY);
  if (working.size === 0)
    throw problem(400, 'A week needs at least one working day.', [
      { at: 'working_days', problem: 'is empty', mend: 'Choose the days on which the team works.' },
    ]);
  const country = settings.country || null;
  const state = settings.state || null;
  const region = country === null ? null : holidayRegion(country, state);
  const own = new Map((settings.closedDays ?? []).map((day) => [epochDay(day.date), day.name]));

  const nameOf = (day: EpochDay): string | null => {
    const closed = own.get(day);
    if (closed !== undefined) return closed;
    if (region === null) return null;
    const year = new Date(day * 24 * MILLISECONDS_AN_HOUR).getUTCFullYear();
    return holidaysOfYear(region, `${country}/${state ?? ''}`, year).get(day) ?? null;
  };
  const isWorked = (day: EpochDay): boolean => working.has(weekdayOf(day)) && nameOf(day) === null;

  return {
    isBusinessDay: (date) => isWorked(epochDay(date)),
    holidayOn: (date) => nameOf(epochDay(date)),
    addBusinessDays(date, n) {
      let day = epochDay(date);
      const step = n < 0 ? -1 : 1;
      if (n === 0) while (!isWorked(day)) day += 1;
      for (let left = Math.abs(n); left > 0; ) {
        day += step;
        if (isWorked(day)) left -= 1;
      }
      return isoDate(day);
    },
    holidaysBetween(from, to) {
      const found: { date: string; name: string }[] = [];
      for (let day = epochDay(from); day <= epochDay(to); day += 1) {
        const name = working.has(weekdayOf(day)) ? nameOf(day) : null;
        if (name !== null) found.push({ date: isoDate(day), name });
      }
      return found;
    },
  };
}

/** The weekday of a day; 1970-01-01 was a Thursday. */
export function weekdayOf(day: EpochDay): Weekday {
  return (((((day + 3) % 7) + 7) % 7) + 1) as Weekday;
}

function holidayRegion(country: string, state: string | null): Holidays {
  const key = `${country}/${state ?? ''}`;
  const known = regions.get(key);
  if (known !== undefined) return known;
  const all = new Holidays();
  if (!(country in all.getCountries()))
    throw problem(400, `No public holidays are known for the country '${country}'.`, [
      { at: 'country', problem: 'is not a known country code', mend: "Use a two-letter code such as 'BR' or 'DE'." },
    ]);
  const states = all.getStates(country) ?? {};
  if (state !== null && !(state in states))
    throw problem(400, `'${state}' is not a state of '${country}' with holidays of its own.`, [
      {
        at: 'state',
        problem: 'is not a known state code',
        mend: `Leave it empty or use one of: ${Object.keys(states).join(', ') || 'none for this country'}.`,
      },
    ]);
  const options = { languages: 'en' };
  const region = state === null ? new Holidays(country, options) : new Holidays(country, state, options);
  regions.set(key, region);
  return region;
}

function holidaysOfYear(region: Holidays, key: string, year: number): ReadonlyMap<EpochDay, string> {
  const memoised = holidaysByYear.get(`${key}/${year}`);
  if (memoised !== undefined) return memoised;
  const days = new Map<EpochDay, string>();
  // The year before as well: a holiday of several days may begin in December.
  for (const holiday of [...region.getHolidays(year - 1), ...region.getHolidays(year)]) {
    // A holiday that begins at noon or lasts part of a day leaves a day on which people can be reached.
    if (holiday.type !== 'public' || !holiday.date.startsWith('00:00', 11)) continue;
    const first = epochDay(holiday.date.slice(0, 10));
    // One hour of tolerance, since a day of changing clocks has 23 or 25 hours.
    const length = Math.floor((holiday.end.getTime() - holiday.start.getTime()) / MILLISECONDS_AN_HOUR / 24 + 1.5 / 24);
    for (let day = first; day < first + length; day += 1)
      if (isoDate(day).startsWith(String(year)) && !days.has(day)) days.set(day, holiday.name);
  }
  holidaysByYear.set(`${key}/${year}`, days);
  return days;
}
