import type { Life } from '../life.ts';
import { BILLED, CADENCE, firstPeople, grownSeats, TICKETS } from './usual.ts';

/** They use it every day, and for so many days nobody has talked with them. */
export function quiet(life: Life, since: number): void {
  const { dice, profile } = life;
  life.contract(...grownSeats(life, 0.02));
  const { champion } = firstPeople(life);
  life.uses({ share: 0.62 + 0.15 * dice.roll() });
  life.amountGoes([425, 0.94], [0, 1]);
  life.talks({ every: CADENCE[profile.segment], until: since, with: champion });
  life.writes(Math.round(since / 2), { with: champion, subject: 'How are things?', summary: 'No answer.' });
  life.ticketsNowAndThen(TICKETS[profile.segment] / 2, 4.3, { until: since });
  life.nps(dice.between(60, 180), dice.pick([7, 8]));
  life.bills(BILLED[profile.segment], () => dice.between(-10, 0));
}

/** They used it, until so many days ago. */
export function asleep(life: Life, since: number): void {
  const { dice, profile } = life;
  life.contract(...grownSeats(life, 0));
  const { champion } = firstPeople(life, { hasChampion: false });
  life.uses({ share: 0.6 });
  life.amountGoes([425, 1], [since + 60, 0.9], [since + 1, 0.45], [since, 0]);
  life.talks({ every: 33, until: Math.max(20, since - 20), with: champion });
  life.nps(dice.between(120, 200), 6);
  life.bills(BILLED[profile.segment], () => dice.between(0, 8));
}
