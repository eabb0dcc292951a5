import type { Transaction } from '../../context/transaction.ts';
import { type EpochDay, isoDate } from '../../lib/days.ts';
import { problem } from '../../lib/problem.ts';
import { knownHistory } from './known-history.ts';
import { type Every, snapshotDays } from './snapshot-days.ts';

export type Reading = 'snapshots' | 'firings';

/** The days of a back-test: those asked about, and all that have to be derived for it. */
export interface Range {
  readonly from: EpochDay;
  readonly to: EpochDay;
  readonly horizon: number;
  /** Snapshots, or every day on which a firing counts. */
  readonly asked: readonly EpochDay[];
  readonly derived: readonly EpochDay[];
}

export interface RangeWanted {
  readonly from?: EpochDay | undefined;
  readonly to?: EpochDay | undefined;
  readonly horizon: number;
  readonly every: Every;
  readonly reading: Reading;
  /** The signals that are asked about: history is known as long as theirs. */
  readonly signals: readonly string[];
}

/** A year of days, unless told otherwise. */
const YEAR = 365;
const MOST_HORIZON = 730;

/**
 * The days with their whole horizon inside the known history; by default those of its last year. Firings need every day from the beginning of
 * history, so that the trigger remembers. Null where no day has its horizon inside what is known. A 422 problem for days that make no range.
 */
export async function rangeOf(
  tx: Transaction,
  { from, to, horizon, every, reading, signals }: RangeWanted,
): Promise<Range | null> {
  if (horizon < 1 || horizon > MOST_HORIZON)
    throw problem(422, `The horizon is ${horizon} days. Take 1 to ${MOST_HORIZON}.`);
  const history = await knownHistory(tx, signals);
  if (!history) return null;
  const end = Math.min(to ?? history.end, history.end);
  const begin = Math.max(from ?? end - horizon - YEAR, history.first);
  if (from !== undefined && to !== undefined && from >= to)
    throw problem(422, `From ${isoDate(from)} to ${isoDate(to)} is no range of days.`);
  const asked = snapshotDays(begin, end - horizon, reading === 'firings' ? 'day' : every);
  if (asked.length === 0) return null;
  const derived = reading === 'firings' ? snapshotDays(history.first, end, 'day') : withHorizon(asked, horizon);
  return { from: begin, to: end, horizon, asked, derived };
}

function withHorizon(days: readonly EpochDay[], horizon: number): EpochDay[] {
  return [...new Set(days.flatMap((day) => [day, day + horizon]))].sort((a, b) => a - b);
}
