import { sayDay } from '../date.ts';
import type { TrendPoint } from './trend-chart.tsx';

/** Less than this part of the earlier level is no movement. */
const NOTICEABLE = 0.15;

/**
 * The answer of a chart in a few words: from which level to which, and when the movement began: 'from 64 to 31, falling since 25 Oct'. The
 * earlier level is the median of the first third. Where nothing is left and little was: '0 since 29 May'. Null without data.
 */
export function sayTrend(
  points: readonly TrendPoint[],
  until: string,
  today: string,
  say: (value: number) => string,
): string | null {
  const known = points.filter((point) => point.value !== null && point.day <= until) as {
    day: string;
    value: number;
  }[];
  const last = known.at(-1);
  if (!last) return null;
  const before = median(known.slice(0, Math.max(1, Math.ceil(known.length / 3))).map((point) => point.value));
  const moved = last.value - before;
  if (Math.abs(moved) <= NOTICEABLE * Math.abs(before) || say(before) === say(last.value)) {
    const ended = last.value === 0 ? known.findLastIndex((point) => point.value !== 0) : -1;
    const silence = known[ended + 1];
    return ended >= 0 && silence ? `${say(0)} since ${sayDay(silence.day, today)}` : `steady at ${say(last.value)}`;
  }
  // The last day on which it was still within a tenth of the earlier level.
  const edge = before + 0.1 * moved;
  const began = known.findLast((point) => (moved < 0 ? point.value >= edge : point.value <= edge));
  const since =
    began && began.day !== last.day ? `, ${moved < 0 ? 'falling' : 'rising'} since ${sayDay(began.day, today)}` : '';
  return `from ${say(before)} to ${say(last.value)}${since}`;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
