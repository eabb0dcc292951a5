import type { RateLimit } from './limit-rate.ts';

export interface TrackingLimits extends RateLimit {
  /** Bytes of a batch, before and after inflating. */
  readonly batchBytes: number;
  /** Bytes of a request that carries one call. */
  readonly callBytes: number;
  /** Calls of one batch. */
  readonly batchCalls: number;
}

/** Sizes as Segment documents them, and a rate that one key does not reach by ordinary use. */
export const TRACKING_LIMITS: TrackingLimits = {
  batchBytes: 512_000,
  callBytes: 32 * 1024,
  batchCalls: 5_000,
  perSecond: 1_000,
  burst: 2_000,
};
