import { HAPPY_WORDS } from '../cast/talk.ts';
import type { Life } from '../life.ts';
import { BILLED, CADENCE, firstPeople, grownSeats, TICKETS } from './usual.ts';

/** Most customers, most of the time: they use it, they answer, they pay. */
export function calm(life: Life): void {
  const { dice, profile } = life;
  life.contract(...grownSeats(life, 0.04));
  const { champion } = firstPeople(life);
  life.uses({ share: 0.58 + 0.27 * dice.roll() });
  life.amountGoes([425, 0.84 + 0.1 * dice.roll()], [150, 0.97], [0, 1 + 0.03 * dice.roll()]);
  const every = CADENCE[profile.segment];
  life.talks({ every, until: dice.between(2, Math.min(28, every)), with: champion });
  life.ticketsNowAndThen(TICKETS[profile.segment], 4.5);
  life.nps(dice.between(20, 170), dice.pick([8, 8, 9, 9, 9, 10]), dice.pick(HAPPY_WORDS), champion);
  life.nps(dice.between(200, 360), dice.pick([7, 8, 9]));
  life.csat(dice.between(8, 85), dice.pick([4, 4, 5, 5]));
  life.bills(BILLED[profile.segment], () => dice.between(-12, -1));
}
