import { UNHAPPY_WORDS } from '../cast/talk.ts';
import type { Life } from '../life.ts';
import { calm } from './calm.ts';
import { BILLED, CADENCE, firstPeople, grownSeats, TICKETS } from './usual.ts';

/** All was well, and then one thing happened. */

/** The person who wanted us left, so many days ago; the others go on as before, and have not met us. */
export function orphaned(life: Life, since: number): void {
  const { dice, profile } = life;
  life.contract(...grownSeats(life, 0.02));
  const champion = life.person('champion', { left: since });
  firstPeople(life, { hasChampion: false });
  life.uses({ share: 0.55 + 0.2 * dice.roll() });
  life.amountGoes([425, 0.95], [since, 1], [0, 0.93]);
  life.talks({ every: CADENCE[profile.segment], until: since + 6, with: champion });
  life.ticketsNowAndThen(TICKETS[profile.segment], 4.3);
  life.nps(dice.between(70, 170), 9, null, champion);
  life.bills(BILLED[profile.segment], () => dice.between(-9, 0));
}

/** Good customers, good mood, and a bill of so many days ago that nobody has paid. */
export function owing(life: Life, since: number): void {
  const { dice, profile } = life;
  life.contract(...grownSeats(life, 0));
  const { champion } = firstPeople(life);
  life.uses({ share: 0.6 + 0.15 * dice.roll() });
  life.amountGoes([425, 0.94], [0, 1]);
  life.talks({ every: CADENCE[profile.segment], until: dice.between(6, 20), with: champion });
  life.ticketsNowAndThen(TICKETS[profile.segment], 4.2);
  life.nps(dice.between(60, 150), 8, null, champion);
  life.bills(1, (due) => (due <= since ? null : -3));
}

/** One bad answer to a survey, so many days ago, from somebody who was content before. */
export function offended(life: Life, since: number): void {
  calm(life);
  life.nps(since, life.dice.between(3, 5), life.dice.pick(UNHAPPY_WORDS), life.contacts[0]);
}

/** A bug that stops them, reported so many days ago and still open. */
export function stopped(life: Life, since: number): void {
  calm(life);
  life.ticket(since, { subject: 'Signatures are lost when the phone is offline', priority: 'urgent' });
}
