import type { EpochDay } from '../../lib/days.ts';

/** A field of a contact whose values have a history. */
export type PastField = 'role' | 'title' | 'domain';

/** What a field was up to and including the morning of a day. */
export interface PastValue {
  readonly field: PastField;
  readonly value: string | null;
  readonly until: EpochDay;
}

/** The contacts of some accounts with what is known of each, in arrays of `count`. Days are epoch days, NaN = unknown. */
export interface ContactFacts {
  readonly count: number;
  /** Ids as 32 hexadecimal digits. */
  readonly ids: readonly string[];
  /** The slot of each one's account. */
  readonly slots: Float64Array;
  readonly joined: Float64Array;
  readonly left: Float64Array;
  /** Since when the contact is known here. */
  readonly recorded: Float64Array;
  /** What the fields are now. */
  readonly fields: Readonly<Record<PastField, readonly (string | null)[]>>;
  /** What they were, by the number of the contact, the earliest first. */
  readonly past: ReadonlyMap<number, readonly PastValue[]>;
  /** The days of each one's touchpoints, ascending: twice the day, and one more where they answered. */
  readonly touches: readonly (Int32Array | null)[];
  /** The first day on which the organisation said with whom it spoke: touches are known from the day after. */
  readonly touchesSince: EpochDay;
}
