import Holidays from 'date-holidays';
import { type EpochDay, epochDay, isoDate } from '../days.ts';
import { problem } from '../problem.ts';

/** What an organisation says about its working time: working weekdays, whose public holidays, and days closed of its own. */
export interface CalendarSettings {
  /** ISO weekdays: 1 is Monday, 7 is Sunday. */
  readonly workingDays?: readonly number[];
  /** Whose public holidays are kept: a country, or a state of one, such as 'BR' or 'BR-SP'. Without it there are none. */
  readonly region?: string | null;
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

const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];
const MILLISECONDS_AN_HOUR = 3_600_000;

const regions = new Map<string, Holidays>();
const holidaysByYear = new Map<string, ReadonlyMap<EpochDay, string>>();

/**
 * The calendar of working days for an organisation. Public holidays come from date-holidays and are computed once per region and year.
 * Throws a Problem for a week without a working day and for an unknown region.
 */
export function businessCalendar(settings: CalendarSettings): BusinessCalendar {
  const working = new Set(settings.workingDays ?? MONDAY_TO_FRIDAY);
  if (working.size === 0)
    throw problem(400, 'A week needs at least one working day.', [
      { at: 'working_days', problem: 'is empty', mend: 'Choose the days on which the team works.' },
    ]);
  const region = settings.region ? holidayRegion(settings.region) : null;
  const own = new Map((settings.closedDays ?? []).map((day) => [epochDay(day.date), day.name]));

  const nameOf = (day: EpochDay): string | null => {
    const closed = own.get(day);
    if (closed !== undefined) return closed;
    if (region === null) return null;
    const year = new Date(day * 24 * MILLISECONDS_AN_HOUR).getUTCFullYear();
    return holidaysOfYear(region, settings.region ?? '', year).get(day) ?? null;
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

/** The ISO weekday of a day, 1 is Monday; 1970-01-01 was a Thursday. */
export function weekdayOf(day: EpochDay): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

function holidayRegion(code: string): Holidays {
  const known = regions.get(code);
  if (known !== undefined) return known;
  const [country = '', state] = code.split('-');
  const all = new Holidays();
  if (!(country in all.getCountries()))
    throw problem(400, `No public holidays are known for the country '${country}'.`, [
      { at: 'holiday_region', problem: 'is not a known country code', mend: "Use a code such as 'BR' or 'BR-SP'." },
    ]);
  const states = Object.keys(all.getStates(country) ?? {});
  if (state !== undefined && !states.includes(state))
    throw problem(400, `'${state}' is not a state of '${country}' with holidays of its own.`, [
      {
        at: 'holiday_region',
        problem: 'names an unknown state',
        mend: `Use '${country}'${states.length > 0 ? ` alone, or with one of: ${states.join(', ')}` : ' alone'}.`,
      },
    ]);
  const options = { languages: 'en' };
  const region = state === undefined ? new Holidays(country, options) : new Holidays(country, state, options);
  regions.set(code, region);
  return region;
}

function holidaysOfYear(region: Holidays, code: string, year: number): ReadonlyMap<EpochDay, string> {
  const memoised = holidaysByYear.get(`${code}/${year}`);
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
  holidaysByYear.set(`${code}/${year}`, days);
  return days;
}
