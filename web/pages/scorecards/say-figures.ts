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

export const EXIT_TITLES = Object.entries(EXIT_WORDS) as readonly (readonly [Exit, string])[];

export function sayExit(exit: Exit): string {
  return EXIT_WORDS[exit];
}

/** '61 %', or 'too few' where there are not enough cases for a share; '–' of nothing. */
export function sayShareOf({ of, share }: Share): string {
  if (of === 0) return '–';
  return share === null ? 'too few' : sayShare(share);
}

/** What a share rests on: '22 of 36, 45 to 75 %'. */
export function sayCases({ hits, of, interval }: Share): string {
  if (of === 0) return '';
  const cases = `${sayNumber(hits, 0)} of ${sayNumber(of, 0)}`;
  if (!interval) return cases;
  return `${cases}, ${sayNumber(interval[0] * 100, 0)} to ${sayNumber(interval[1] * 100, 0)} %`;
}

/** '11 days, half of them 7 to 16'; '' where there are too few. */
export function sayQuartiles({ runs, quartiles }: Scorecard['daysToExit']): string {
  if (!quartiles) return runs === 0 ? '' : `${sayNumber(runs, 0)} ended`;
  return `half of them ${sayNumber(quartiles.lower)} to ${sayNumber(quartiles.upper)}`;
}
