import type { EpochDay } from '../../lib/days.ts';

/** A field of a contact whose values have a history. */
export type PastField = 'role' | 'title' | 'domain';

/** What a field was up to and including the morning of a day. */
export interface PastValue {
  readonly field: PastField;
  readonly value: string | null;
  readonly until: EpochDay;
}

/**
 * The days of touchpoints, contact after contact and ascending: twice the day, and one more where they answered. Those of contact `n` stand from
 * `starts[n]` up to `starts[n + 1]`.
 */
export interface ContactTouches {
  readonly starts: Int32Array;
  readonly days: Int32Array;
}

/** The contacts of some accounts with what is known of each, in arrays of `count`. Days are epoch days, NaN = unknown. */
export interface ContactFacts {
  readonly count: number;
  /** Ids as 32 hexadecimal digits. */
  readonly ids: readonly string[];
  /** The number of each by id. */
  readonly numberOf: ReadonlyMap<string, number>;
  /** The slot of each one's account. */
  readonly slots: Float64Array;
  readonly joined: Float64Array;
  readonly left: Float64Array;
  /** Since when the contact is known here, where nobody says when they joined. */
  readonly recorded: Float64Array;
  /** What the fields are now. */
  readonly fields: Readonly<Record<PastField, readonly (string | null)[]>>;
  /** What they were, by the number of the contact, the earliest first. */
  readonly past: ReadonlyMap<number, readonly PastValue[]>;
  readonly touches: ContactTouches;
  /** The first day on which the organisation said with whom it spoke: touches are known from the day after. */
  readonly touchesSince: EpochDay;
}
