import { UNHAPPY_WORDS, WORRIED_TALK } from '../cast/talk.ts';
import type { Life } from '../life.ts';
import { BILLED, CADENCE, firstPeople, grownSeats, TICKETS } from './usual.ts';

/** Something broke so many days ago: people drop out one by one, tickets get sharper, the tone cools. */
export function slipping(life: Life, since: number): void {
  const { dice, profile } = life;
  life.contract(...grownSeats(life, -0.05));
  const { champion } = firstPeople(life, { hasChampion: dice.chance(0.3) });
  life.uses({ share: 0.48 + 0.1 * dice.roll(), busy: 0.8 });
  const left = 0.12 + 0.16 * dice.roll();
  life.amountGoes([425, 1], [since + 6, 1], [since - 8, 0.66], [0, left]);
  life.peopleGo([since + 6, 1], [since - 10, 0.7], [0, 0.45]);
  life.talks({ every: CADENCE[profile.segment] + 5, until: since + 4, with: champion });
  life.talks({ every: 19, until: dice.between(17, 26), from: since, with: champion, topics: WORRIED_TALK });
  life.ticketsNowAndThen(TICKETS[profile.segment], 3.4, { until: since });
  life.ticket(since - 2, { subject: 'Map loads slowly in the morning', priority: 'high', closed: since - 12, csat: 2 });
  life.ticket(Math.max(3, since - 9), { subject: 'Check-in times out on the road', priority: 'urgent' });
  life.nps(Math.max(4, since - 12), dice.between(3, 5), dice.pick(UNHAPPY_WORDS), champion);
  life.csat(Math.max(5, since - 10), dice.between(1, 2));
  life.bills(profile.segment === 'enterprise' ? 3 : 1, (due) =>
    due < since ? dice.between(11, 19) : dice.between(1, 5),
  );
}

/** It broke, somebody took care, and it is on its way up again. */
export function mending(life: Life, since: number): void {
  const { dice, profile } = life;
  life.contract(...grownSeats(life, 0.02));
  const { champion } = firstPeople(life);
  life.uses({ share: 0.6 });
  life.amountGoes([425, 0.95], [since + 8, 1], [since - 2, 0.36], [since - 18, 0.4], [since - 34, 0.98], [0, 1.03]);
  life.peopleGo([since + 8, 1], [since, 0.6], [since - 18, 0.6], [since - 34, 1]);
  life.talks({ every: CADENCE[profile.segment], until: since + 4, with: champion });
  life.talks({ every: 12, until: 6, from: since - 4, with: champion });
  life.ticket(since, {
    subject: 'Job cards do not open after the update',
    priority: 'urgent',
    closed: since - 25,
    csat: 3,
  });
  life.ticketsNowAndThen(TICKETS[profile.segment], 4.2, { until: since });
  life.nps(since - 4, 3, dice.pick(UNHAPPY_WORDS), champion);
  life.nps(Math.max(3, since - 45), 6, 'Better. It was taken seriously. Let us see.', champion);
  life.csat(Math.max(4, since - 40), 4);
  life.bills(BILLED[profile.segment], () => dice.between(-8, 1));
}
