import { LUKEWARM_WORDS } from '../cast/talk.ts';
import type { Life } from '../life.ts';
import { BILLED, CADENCE, firstPeople, grownSeats, reviews, TICKETS } from './usual.ts';

/** Bought for more people than use it, and by somebody who is no longer very interested. Nothing is wrong, little is right. */
export function lukewarm(life: Life): void {
  const { dice, profile } = life;
  life.contract(...grownSeats(life, 0));
  const { champion, decider } = firstPeople(life, { hasChampion: false });
  life.uses({ share: 0.26 + 0.14 * dice.roll(), busy: 0.3 });
  life.amountGoes([425, 1.1], [100, 1.05], [0, 0.88 + 0.06 * dice.roll()]);
  life.talks({ every: 34, until: dice.between(26, 38), with: champion });
  life.ticketsNowAndThen(TICKETS[profile.segment], 3.6);
  life.nps(dice.between(100, 190), 7, dice.pick(LUKEWARM_WORDS), champion);
  life.csat(dice.between(10, 80), dice.pick([3, 3, 4]));
  life.bills(BILLED[profile.segment], () => dice.between(-4, 6));
  reviews(life, decider);
}

/** Good use and a friendly tone, but every bill comes late and the last renewal made it smaller. */
export function thrifty(life: Life): void {
  const { dice, profile } = life;
  life.contract(...grownSeats(life, -0.16));
  const { champion, decider } = firstPeople(life);
  life.uses({ share: 0.32 + 0.1 * dice.roll(), busy: 0.5 });
  life.amountGoes([425, 1.15], [120, 1.06], [0, 0.9]);
  life.talks({ every: CADENCE[profile.segment] + 4, until: dice.between(15, 34), with: champion });
  life.ticketsNowAndThen(TICKETS[profile.segment], 3.9);
  life.nps(dice.between(165, 240), 6, dice.pick(LUKEWARM_WORDS), champion);
  life.csat(dice.between(12, 80), dice.pick([3, 4]));
  life.bills(3, () => dice.between(6, 9));
  reviews(life, decider);
}
