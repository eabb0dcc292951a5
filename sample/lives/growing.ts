import { HAPPY_WORDS } from '../cast/talk.ts';
import type { Life } from '../life.ts';
import { BILLED, CADENCE, firstPeople, grownSeats, reviews, TICKETS } from './usual.ts';

/** More people every month, until the seats were full so many days ago. */
export function growing(life: Life, since: number, { hasOffer = false }: { hasOffer?: boolean } = {}): void {
  const { dice, profile } = life;
  life.contract(...grownSeats(life, 0.15));
  life.stage(Math.min(240, profile.customerFor - 100), 'growth');
  const { champion, decider } = firstPeople(life);
  life.uses({ share: 0.97 });
  life.amountGoes([425, 0.6], [since + 60, 0.85], [since, 1], [0, 1.03]);
  life.peopleGo([425, 0.6], [since + 90, 0.8], [since, 1]);
  life.talks({ every: CADENCE[profile.segment], until: dice.between(4, 18), with: champion });
  life.ticketsNowAndThen(TICKETS[profile.segment], 4.6);
  life.nps(dice.between(25, 120), dice.pick([9, 10]), dice.pick(HAPPY_WORDS), champion);
  life.csat(dice.between(8, 70), 5);
  life.bills(BILLED[profile.segment], () => dice.between(-12, -2));
  reviews(life, decider);
  if (!hasOffer) return;
  const more = Math.max(3, Math.round(profile.seats * 0.25));
  life.deal('expansion', `${more} more seats`, {
    stage: 'proposal',
    opened: Math.max(5, since - 12),
    euros: more * 540,
  });
}
