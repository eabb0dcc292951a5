/** The units a duration can have. A business day is a day on which the owner works, by their calendar. */
export type DurationUnit = 'minute' | 'hour' | 'day' | 'week' | 'business_day';

/** A length of time as written in a playbook. A negative amount lies before its anchor. */
export interface Duration {
  readonly amount: number;
  readonly unit: DurationUnit;
}

/** What a duration looks like: `90m`, `24h`, `2d`, `3w`, `5bd`, and `-14d` for a time before an anchor. */
export const DURATION_PATTERN = /^-?\d{1,5}(m|h|d|w|bd)$/;

const UNITS: Readonly<Record<string, DurationUnit>> = {
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  bd: 'business_day',
};

const WORDS: Readonly<Record<DurationUnit, string>> = {
  minute: 'minute',
  hour: 'hour',
  day: 'day',
  week: 'week',
  business_day: 'business day',
};

const DAYS_IN: Readonly<Record<DurationUnit, number>> = {
  minute: 1 / 1440,
  hour: 1 / 24,
  day: 1,
  week: 7,
  business_day: 7 / 5,
};

/** Whether a text is a duration that `parseDuration` understands. */
export function isDuration(text: string): boolean {
  return DURATION_PATTERN.test(text);
}

/** '24h' to `{ amount: 24, unit: 'hour' }`. Throws a RangeError that says how durations are written. */
export function parseDuration(text: string): Duration {
  if (!isDuration(text)) {
    throw new RangeError(`"${text}" is no duration. Write 90m, 24h, 2d, 3w or 5bd (business days).`);
  }
  const unit = text.replace(/^-?\d+/, '');
  return { amount: Number.parseInt(text, 10), unit: UNITS[unit]! };
}

/** The duration as people say it: '5 business days', '1 hour', '14 days before'. */
export function sayDuration({ amount, unit }: Duration): string {
  const size = Math.abs(amount);
  return `${size} ${WORDS[unit]}${size === 1 ? '' : 's'}${amount < 0 ? ' before' : ''}`;
}

/** About how many calendar days a duration is, for comparing lengths: five business days make a week. */
export function roughDays({ amount, unit }: Duration): number {
  return amount * DAYS_IN[unit];
}
