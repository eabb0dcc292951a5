import { LRUCache } from 'lru-cache';
import { problem } from '../../lib/problem.ts';
import type { Past } from '../backtest/open-past.ts';
import type { ThresholdRange } from './trace-curve.ts';

/** A past with what does not change while one explores it. */
export interface OpenedPast {
  readonly past: Past;
  readonly exists: Uint8Array;
  readonly people: number;
  /** What the threshold of each clause can sensibly be. */
  readonly ranges: readonly (ThresholdRange & { readonly index: number })[];
}

/** Together they stay below this much memory. */
const MOST_BYTES = 350_000_000;
const MINUTES_KEPT = 10;
/** Reading facts is the dear part: so many at once, in this process. */
const MOST_OPENING = 3;

const pasts = new LRUCache<string, OpenedPast>({
  maxSize: MOST_BYTES,
  ttl: MINUTES_KEPT * 60_000,
  // On top come truths and which rows count: one byte a row and day for each condition that is kept.
  sizeCalculation: ({ past }) => Math.max(1, past.bytes + 12 * past.days.length * past.rows.count),
});
const opening = new Map<string, Promise<OpenedPast>>();

/**
 * A past that was opened a short while ago, else a new one: whoever moves a slider asks the same past again and again. Those who ask for the
 * same one at once wait for the first. What became known in the last ten minutes may be missing. A 429 problem while too many others open one.
 */
export async function keptPast(key: string, open: () => Promise<OpenedPast>): Promise<OpenedPast> {
  const kept = pasts.get(key);
  if (kept) return kept;
  if (!opening.has(key) && opening.size >= MOST_OPENING)
    throw problem(429, 'Others are opening the past just now. Try again in a few seconds.');
  const pending = opening.get(key) ?? open();
  opening.set(key, pending);
  try {
    const opened = await pending;
    pasts.set(key, opened);
    return opened;
  } finally {
    opening.delete(key);
  }
}
