import { dayOf, type EpochDay, epochDay, isoDate, startOfDay } from '../server/lib/days.ts';

const MINUTE = 60_000;

/** How the sample tells time: in days before today, so that its stories move with the calendar. */
export interface SampleTime {
  /** The moment at which the sample is told. */
  readonly now: Date;
  readonly today: EpochDay;
  /** 'YYYY-MM-DD' so many days ago; negative days lie ahead. */
  date(daysAgo: number): string;
  /** That day at a time of the organisation's clock, never later than now. */
  at(daysAgo: number, hour: number, minute?: number): Date;
  /** 1 = Monday to 7 = Sunday. */
  weekday(daysAgo: number): number;
}

/** The time of an organisation in this zone, told at `now`. */
export function sampleTime(now: Date, timeZone: string): SampleTime {
  const today = epochDay(dayOf(now, timeZone));
  const midnights = new Map<number, number>();
  const midnight = (daysAgo: number) => {
    const known = midnights.get(daysAgo) ?? startOfDay(isoDate(today - daysAgo), timeZone).getTime();
    midnights.set(daysAgo, known);
    return known;
  };
  return {
    now,
    today,
    date: (daysAgo) => isoDate(today - daysAgo),
    at: (daysAgo, hour, minute = 0) =>
      new Date(Math.min(midnight(daysAgo) + (hour * 60 + minute) * MINUTE, now.getTime())),
    // 1970-01-01 was a Thursday.
    weekday: (daysAgo) => ((((today - daysAgo + 3) % 7) + 7) % 7) + 1,
  };
}
