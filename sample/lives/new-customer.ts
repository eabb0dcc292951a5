import type { Life } from '../life.ts';
import { firstPeople } from './usual.ts';

/** Signed a while ago and on the way: kickoff, set-up, training, as planned. */
export function starting(life: Life): void {
  const { dice, profile } = life;
  const age = profile.customerFor;
  life.contract(profile.seats);
  life.stage(age, 'onboarding');
  const { champion } = firstPeople(life);
  if (age > 7)
    life.meeting(age - 7, { with: champion, subject: 'Kickoff', summary: 'Goals, people and dates are agreed.' });
  if (age > 18) {
    life.uses({ share: 0.62, since: age - 16 });
    life.amountGoes([age - 16, 0.3], [Math.max(1, age - 40), 0.95], [0, 1]);
  }
  for (let day = age - 18; day > 2; day -= dice.between(9, 14))
    life.call(day, {
      with: champion,
      subject: 'Weekly call',
      summary: 'On plan. Next: training and the first own week.',
    });
  life.bills(12, () => -9);
}

/** Signed, kicked off, and then nothing. */
export function drifting(life: Life): void {
  const { profile } = life;
  const age = profile.customerFor;
  life.contract(profile.seats);
  life.stage(age, 'onboarding');
  const { champion } = firstPeople(life);
  life.meeting(age - 8, { with: champion, subject: 'Kickoff', summary: 'Good mood, vague dates. Data comes "soon".' });
  life.call(age - 24, {
    with: champion,
    subject: 'Where do we stand?',
    summary: 'Other project first. A fortnight, perhaps three weeks.',
  });
  life.bills(12, () => -2);
}

/** Did not renew, so many days ago. */
export function gone(life: Life, since: number): void {
  const { dice, profile } = life;
  const { champion } = firstPeople(life, { hasChampion: false });
  const euros = profile.seats * 420;
  life.terms.push({
    starts: since + 365,
    renews: since,
    ended: since,
    seats: profile.seats,
    plan: profile.plan,
    euros,
  });
  life.deal('new', `${profile.name}: ${profile.plan}`, { stage: 'won', opened: since + 400, won: since + 365, euros });
  life.deal('renewal', 'Renewal', { stage: 'lost', opened: since + 70, lost: since + 3, euros });
  life.stage(since, 'churned');
  life.uses({ share: 0.4, since: since + 365 });
  life.amountGoes([since + 200, 1], [since + 20, 0.2], [since, 0]);
  life.talks({ every: 33, until: since + 12, with: champion });
  life.nps(since + 60, dice.between(4, 6));
  life.bills(3, () => dice.between(0, 15));
}
