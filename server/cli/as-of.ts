import { type EpochDay, epochDay, isoDate } from '../lib/days.ts';
import { problem } from '../lib/problem.ts';

/** The day of `--as-of`. A 400 problem for what is no date of the form 2018-08-01, and for a day after `latest`. */
export function dayFrom(text: string, latest: EpochDay): EpochDay {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? readDay(text) : null;
  if (day === null) throw problem(400, `"${text}" is no date. Write it as 2018-08-01.`);
  if (day > latest) throw problem(400, `${text} lies in the future. The latest day is ${isoDate(latest)}.`);
  return day;
}

function readDay(text: string): EpochDay | null {
  try {
    const day = epochDay(text);
    // Temporal brings a 31 April back into its month.
    return isoDate(day) === text ? day : null;
  } catch {
    return null;
  }
}
