import { problem } from '../../lib/problem.ts';
import { Temporal } from '../../lib/temporal.ts';
import { type DateOrder, isoDay, readDay, strayRest } from './dates.ts';
import { type Fault, isFault, quoted, type Reading } from './reading.ts';

const dayLength = 86_400_000;

/** Turns the wall clock of one time zone into instants and back. */
export interface Clock {
  readonly timeZone: string;
  /** Milliseconds since 1970 of a day and the milliseconds its clock shows since midnight. */
  instantOf(isoDate: string, sinceMidnight: number): number;
  /** The calendar day of an instant. */
  dayOf(epochMilliseconds: number): string;
}

/**
 * The clock of an IANA time zone. A time that the clock skips in spring is read as that much later (02:30 as 03:30); a
 * time that it shows twice in autumn is the earlier of the two. Throws a `Problem` for a zone that does not exist.
 */
export function clockOf(timeZone: string): Clock {
  const known = clocks.get(timeZone);
  if (known) return known;
  if (!isZone(timeZone)) {
    throw problem(400, `There is no time zone "${timeZone}". Name one such as Europe/Berlin or America/Sao_Paulo.`);
  }
  const clock = makeClock(timeZone);
  clocks.set(timeZone, clock);
  return clock;
}

const clocks = new Map<string, Clock>();

function makeClock(timeZone: string): Clock {
  // Most days have one offset from midnight to midnight: those are worked out once.
  const offsets = new Map<string, number | null>();
  const offsetOf = (isoDate: string): number | null => {
    let offset = offsets.get(isoDate);
    if (offset === undefined) {
      const morning = Temporal.PlainDateTime.from(isoDate).toZonedDateTime(timeZone);
      const change = morning.getTimeZoneTransition('next');
      const utc = Date.parse(`${isoDate}T00:00:00Z`);
      const isPlain =
        morning.hour === 0 && !(change && change.epochMilliseconds < morning.epochMilliseconds + dayLength);
      offset = isPlain ? utc - morning.epochMilliseconds : null;
      if (offsets.size > 50_000) offsets.clear();
      offsets.set(isoDate, offset);
    }
    return offset;
  };
  return {
    timeZone,
    instantOf(isoDate, sinceMidnight) {
      const offset = offsetOf(isoDate);
      if (offset !== null) return Date.parse(`${isoDate}T00:00:00Z`) - offset + sinceMidnight;
      const wall = new Date(sinceMidnight).toISOString().slice(11, 23);
      return Temporal.PlainDateTime.from(`${isoDate}T${wall}`).toZonedDateTime(timeZone, {
        disambiguation: 'compatible',
      }).epochMilliseconds;
    },
    dayOf: (epochMilliseconds) =>
      Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toZonedDateTimeISO(timeZone).toPlainDate().toString(),
  };
}

/**
 * Reads a point in time: a day as `readDay` knows it with a time behind it (24 hours or am/pm), with an offset or "Z",
 * a zone in brackets, or neither: then it is the clock's. A day alone is its first moment. Ten digits are seconds since
 * 1970, thirteen are milliseconds. Parts below a millisecond are dropped.
 */
export function parseInstant(text: string, clock: Clock, order?: DateOrder): Reading<Date> {
  const parts = readParts(text, order);
  if (isFault(parts)) return parts;
  return { value: new Date(instantOf(parts.value, clock)) };
}

/** Reads a calendar day, 'YYYY-MM-DD'; of a point in time with an offset, the day it is by the clock. */
export function parseDate(text: string, clock: Clock, order?: DateOrder): Reading<string> {
  const parts = readParts(text, order);
  if (isFault(parts)) return parts;
  const { day, offset } = parts.value;
  return { value: offset === undefined ? day : clock.dayOf(instantOf(parts.value, clock)) };
}

interface Parts {
  readonly day: string;
  readonly sinceMidnight: number;
  /** Milliseconds ahead of UTC, or the name of a zone. */
  readonly offset?: number | string;
}

function instantOf({ day, sinceMidnight, offset }: Parts, clock: Clock): number {
  if (offset === undefined) return clock.instantOf(day, sinceMidnight);
  if (typeof offset === 'string') return clockOf(offset).instantOf(day, sinceMidnight);
  return Date.parse(`${day}T00:00:00Z`) + sinceMidnight - offset;
}

const timeBehind =
  /^(?:T|,|\sat|\s*-)?\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap])?(?:\.?m\.?)?\s*(Z|UTC|(?:UTC|GMT)?[-+]\d{2}(?::?\d{2})?|GMT)?\s*(?:\[([A-Za-z_/+-]+)\])?\s*(?:\([^)]*\))?$/i;

function readParts(text: string, order?: DateOrder): Reading<Parts> {
  const epoch = /^(\d{9,10}|\d{12,13})(\.\d+)?$/.exec(text.trim());
  if (epoch) return ofEpoch(Math.floor(Number(epoch[0]) * (epoch[1]!.length > 10 ? 1 : 1000)));
  const day = readDay(text, order);
  if (isFault(day)) return day;
  const isoDate = isoDay(day.value);
  if (day.value.rest.trim() === '') return { value: { day: isoDate, sinceMidnight: 0 } };
  const time = timeBehind.exec(day.value.rest);
  if (!time) return zoneAbbreviation(text) ?? strayRest(text);
  const [, hours, minutes, seconds = '0', fraction = '0', half, zone, region] = time;
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hours);
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59 || (half && (Number(hours) > 12 || hours === '0'))) {
    return { problem: `${quoted(text)} holds a time that no clock shows.`, mend: 'Correct the time.' };
  }
  const sinceMidnight =
    ((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
  if (zone) return { value: { day: isoDate, sinceMidnight, offset: offsetOf(zone) } };
  if (region && !isZone(region)) return strayRest(text);
  return { value: { day: isoDate, sinceMidnight, ...(region && { offset: region }) } };
}

function ofEpoch(milliseconds: number): Reading<Parts> {
  const iso = new Date(milliseconds).toISOString();
  const sinceMidnight = ((milliseconds % dayLength) + dayLength) % dayLength;
  return { value: { day: iso.slice(0, 10), sinceMidnight, offset: 0 } };
}

function offsetOf(zone: string): number {
  const [, sign, hours, minutes = '0'] = /([-+])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  if (!sign) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

function isZone(name: string): boolean {
  try {
    Temporal.Now.zonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

function zoneAbbreviation(text: string): Fault | undefined {
  const name = /\d\s+([A-Z]{2,5})$/.exec(text.trim())?.[1];
  if (!name || /^[AP]M$/.test(name)) return undefined;
  return {
    problem: `${quoted(text)} ends in ${name}, which stands for several time zones.`,
    mend: 'Write the offset instead, such as +01:00, or leave it out and choose the time zone of the file.',
  };
}
