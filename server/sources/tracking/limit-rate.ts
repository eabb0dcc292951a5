export interface RateLimit {
  /** Requests a second that one key may go on to send. */
  readonly perSecond: number;
  /** How many it may send at once after a quiet time. */
  readonly burst: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

const MOST = 10_000;

/**
 * A token bucket for each key. The function takes one token, and gives 0, or, when there is none, after how many whole seconds there will be
 * one. Counts for this process alone: a limit that protects it, not one that is sold.
 */
export function rateLimiter({ perSecond, burst }: RateLimit): (key: string, now?: number) => number {
  const buckets = new Map<string, Bucket>();
  return (key, now = performance.now()) => {
    let bucket = buckets.get(key);
    if (!bucket) {
      if (buckets.size >= MOST) forgetFull(buckets, now, { perSecond, burst });
      bucket = { tokens: burst, at: now };
      buckets.set(key, bucket);
    }
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
    bucket.tokens -= 1;
    return 0;
  };
}

/** A bucket that is full again by now is as good as none. */
function forgetFull(buckets: Map<string, Bucket>, now: number, { perSecond, burst }: RateLimit): void {
  for (const [key, { tokens, at }] of buckets)
    if (tokens + ((now - at) / 1000) * perSecond >= burst) buckets.delete(key);
}
