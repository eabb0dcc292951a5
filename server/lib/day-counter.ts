import { dayOf, type EpochDay, epochDay, isoDate, startOfDay } from './days.ts';

const DAY = 86_400_000;
const MANY_DAYS = 20_000;
const MANY_ZONES = 500;
const zones = new Map<string, Map<number, UtcDay>>();

/** The local days that begin within one UTC day: usually one, at a clock change none or two, where a date is skipped two apart. */
interface UtcDay {
  readonly first: EpochDay;
  readonly starts: readonly { readonly at: number; readonly day: EpochDay }[];
}

/**
 * A function from an instant (milliseconds since 1970) to its calendar day in a time zone, for counting millions of instants: the
 * zone is asked once for each UTC day, not for each instant. Gives the same as `dayOf`.
 */
export function dayCounter(timeZone: string): (milliseconds: number) => EpochDay {
  const known = lookedUp(timeZone);
  return (milliseconds) => {
    const utcDay = Math.floor(milliseconds / DAY);
    let found = known.get(utcDay);
    if (!found) {
      if (known.size > MANY_DAYS) known.clear();
      found = lookUp(utcDay, timeZone);
      known.set(utcDay, found);
    }
    let day = found.first;
    for (const start of found.starts) if (milliseconds >= start.at) day = start.day;
    return day;
  };
}

/** The calendar days, in a time zone, of instants in seconds since 1970; NaN stays NaN. */
export function daysOf(seconds: Float64Array, timeZone: string): Float64Array {
  const dayAt = dayCounter(timeZone);
  return seconds.map((second) => (Number.isNaN(second) ? Number.NaN : dayAt(second * 1000)));
}

/** What has been asked before, kept while the process lives: the zones of the organisations are few. */
function lookedUp(timeZone: string): Map<number, UtcDay> {
  const known = zones.get(timeZone) ?? new Map<number, UtcDay>();
  if (zones.size < MANY_ZONES) zones.set(timeZone, known);
  return known;
}

function lookUp(utcDay: number, timeZone: string): UtcDay {
  const first = epochDay(dayOf(new Date(utcDay * DAY), timeZone));
  const end = (utcDay + 1) * DAY;
  const starts: { at: number; day: EpochDay }[] = [];
  for (let day = first + 1; day <= first + 3; day++) {
    const at = startOfDay(isoDate(day), timeZone).getTime();
    // A date that the zone skipped begins where the next one does; the later one wins.
    if (at < end) starts.push({ at, day: epochDay(dayOf(new Date(at), timeZone)) });
  }
  return { first, starts };
}
