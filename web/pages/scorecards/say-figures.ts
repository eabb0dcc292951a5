import type { Scorecard, ScorecardOccasions } from '../../../server/api/contract/scorecard.ts';
import { sayNumber, sayShare } from '../../ui/number.ts';

type Exit = NonNullable<ScorecardOccasions['occasions'][number]['run']>['exit'];
type Share = Scorecard['shares']['reached'];

const EXIT_WORDS: Readonly<Record<Exit, string>> = {
  open: 'open',
  success: 'outcome reached',
  failure: 'failed',
  timeout: 'time over',
  by_hand: 'closed by hand',
  superseded: 'superseded',
  false_alarm: 'false alarm',
};

/** What to ask about a playbook, in a word or two. */
export const FLAG_WORDS: Readonly<Record<Scorecard['flags'][number]['kind'], string>> = {
  step_without_effect: 'A step does not show in the outcome',
  never_fires: 'Never fires',
  always_fires: 'Fires for most accounts',
  too_vague: 'Too vague: done very differently',
  too_rigid: 'Too rigid: word for word the same',
};

export const EXIT_TITLES = Object.entries(EXIT_WORDS) as readonly (readonly [Exit, string])[];

export function sayExit(exit: Exit): string {
  return EXIT_WORDS[exit];
}

/** '61 %'; '4 of 7' where there are too few cases for a share, '–' of nothing. */
export function sayShareOf({ hits, of, share }: Share): string {
  if (of === 0) return '–';
  return share === null ? `${sayNumber(hits, 0)} of ${sayNumber(of, 0)}` : sayShare(share);
}

/** What a share rests on: '22 of 36, 45 to 75 %'. */
export function sayCases({ hits, of, interval }: Share): string {
  if (of === 0) return '';
  if (!interval) return 'too few to say';
  return `${sayNumber(hits, 0)} of ${sayNumber(of, 0)}, ${sayInterval(interval)}`;
}

/** '45 to 75 %'. */
export function sayInterval([low, high]: readonly [number, number]): string {
  return `${sayNumber(low * 100, 0)} to ${sayNumber(high * 100, 0)} %`;
}

/** 'half of them 7 to 16'. */
export function sayQuartiles({ runs, quartiles }: Scorecard['daysToExit']): string {
  if (!quartiles) return runs === 0 ? '' : 'too few to say';
  return `half of them ${sayNumber(quartiles.lower)} to ${sayNumber(quartiles.upper)}`;
}
