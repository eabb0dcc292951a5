import { HAPPY_WORDS, LUKEWARM_WORDS } from '../cast/talk.ts';
import type { Life } from '../life.ts';
import { BILLED, CADENCE, firstPeople, grownSeats, reviews, TICKETS } from './usual.ts';

/** Most customers, most of the time: they use it, they answer, they pay. Some of them love it, some just do. */
export function calm(life: Life): void {
  const { dice, profile } = life;
  const joy = dice.roll();
  life.contract(...grownSeats(life, 0.08 * joy - 0.02));
  const { champion, decider } = firstPeople(life);
  life.uses({ share: 0.4 + 0.44 * dice.roll(), busy: 0.5 + 0.5 * dice.roll() });
  life.amountGoes([425, 0.8 + 0.12 * dice.roll()], [150, 0.96], [40, 1], [0, 0.93 + 0.12 * joy]);
  const every = CADENCE[profile.segment];
  life.talks({ every, until: dice.between(2, Math.min(34, every)), with: champion });
  life.ticketsNowAndThen(TICKETS[profile.segment], 4 + 0.7 * joy);
  const words = dice.pick(joy > 0.3 ? HAPPY_WORDS : LUKEWARM_WORDS);
  life.nps(dice.between(20, 170), joy > 0.7 ? dice.pick([9, 10]) : dice.pick([8, 8, 9]), words, champion);
  life.nps(dice.between(200, 360), dice.pick([7, 8, 9]));
  life.csat(dice.between(8, 85), joy > 0.6 ? 5 : 4);
  life.bills(BILLED[profile.segment], () => dice.between(-12, joy > 0.4 ? 0 : 3));
  reviews(life, decider);
}
