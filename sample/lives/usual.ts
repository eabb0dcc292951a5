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

/** The seats of the last three years: a little fewer each year back. */
export function grownSeats(life: Life, aYear: number): number[] {
  const { seats } = life.profile;
  const growth = 1 + aYear * (0.5 + life.dice.roll());
  return [seats / growth ** 2, seats / growth, seats].map(Math.round);
}
