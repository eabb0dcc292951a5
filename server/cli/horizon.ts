import { isDuration, parseDuration, roughDays } from '../lib/duration.ts';
import { problem } from '../lib/problem.ts';

/** The days of `--horizon`. A 400 problem for what is no whole number of days or weeks. */
export function horizonFrom(text: string): number {
  if (isDuration(text)) {
    const duration = parseDuration(text);
    const days = roughDays(duration);
    if (Number.isInteger(days) && (duration.unit === 'day' || duration.unit === 'week')) return days;
  }
  throw problem(400, `"${text}" is no horizon. Write it in days or weeks, such as 90d or 12w.`);
}
