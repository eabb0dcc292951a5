import { diceFor } from '../dice.ts';
import type { Life } from '../life.ts';
import type { Contact, Segment } from '../records.ts';

/** What is usual among customers of a size. */

/** Days between two talks. */
export const CADENCE: Readonly<Record<Segment, number>> = { enterprise: 20, 'mid-market': 28, small: 33 };

/** Tickets a month. */
export const TICKETS: Readonly<Record<Segment, number>> = { enterprise: 1.3, 'mid-market': 0.5, small: 0.25 };

/** Months between two bills. */
export const BILLED = { enterprise: 12, 'mid-market': 3, small: 3 } as const;

interface People {
  readonly champion: Contact;
  readonly decider: Contact | null;
}

/** The people one knows at a customer of this size. */
export function firstPeople(life: Life, { hasChampion = true }: { hasChampion?: boolean } = {}): People {
  const { segment } = life.profile;
  const champion = life.person(hasChampion ? 'champion' : 'user');
  if (segment === 'small') return { champion, decider: null };
  const decider = life.person(segment === 'enterprise' ? 'executive_sponsor' : 'decision_maker');
  life.person('billing');
  if (segment === 'enterprise') {
    life.person('technical');
    life.person('user');
  }
  return { champion, decider };
}

const REVIEWS: readonly string[] = [
  'Figures of the quarter, one page. They want the second depot on the same plan by summer.',
  'Half of the hour about their next year. One wish for the reports, one thank-you for support.',
  'Goals reached but one. New date agreed, nobody was surprised.',
];

/** In large accounts, an hour with the sponsor each quarter. */
export function reviews(life: Life, sponsor: Contact | null): void {
  if (sponsor?.role !== 'executive_sponsor') return;
  const dice = diceFor(life.profile.name, 'reviews');
  for (let day = dice.between(3, 80); day < life.profile.customerFor - 60 && day < 400; day += dice.between(78, 90))
    life.meeting(day, { with: sponsor, hour: 10, subject: 'Quarterly review', summary: dice.pick(REVIEWS) });
}

/** The seats of the last three years: a little fewer each year back. */
export function grownSeats(life: Life, aYear: number): number[] {
  const { seats } = life.profile;
  const growth = 1 + aYear * (0.5 + life.dice.roll());
  return [seats / growth ** 2, seats / growth, seats].map(Math.round);
}
