import type { AnnouncedBy } from './question.ts';

/** What anybody could watch without a health score: one signal, and where people commonly draw the line. */
export interface NaiveRule {
  readonly key: string;
  readonly title: string;
  readonly signal: string;
  /** Whether a low or a high value is to announce the outcome. */
  readonly announcedBy: AnnouncedBy;
  /** The line, and its words; the rule says yes on the side that announces, the line included. */
  readonly line: number;
  readonly words: string;
}

/** The rules that a score has to beat to be worth its work, for an outcome that a low or a high score is to announce. */
export function naiveRules(announcedBy: AnnouncedBy): readonly NaiveRule[] {
  const usage = 'usage.days_since_last';
  const silence: NaiveRule =
    announcedBy === 'low'
      ? { key: 'silent', title: 'Silence', signal: usage, announcedBy: 'high', line: 45, words: 'silent for 45 days' }
      : { key: 'active', title: 'Use', signal: usage, announcedBy: 'low', line: 7, words: 'used within 7 days' };
  const renewal: NaiveRule = {
    key: 'renewal',
    title: 'Renewal near',
    signal: 'renewal.days_left',
    announcedBy: 'low',
    line: 90,
    words: 'within 90 days of the renewal',
  };
  return [silence, renewal];
}
