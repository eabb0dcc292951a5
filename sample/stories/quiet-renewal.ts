import type { Story } from '../story.ts';

/**
 * Havelkiesel uses the product every single day, pays on time and opens no tickets. It would be easy to forget them,
 * and we have: the last real conversation was eight weeks ago, three letters since have gone unanswered, and the contract
 * ends in four and a half months.
 */
export const quietRenewal: Story = {
  account: {
    name: 'Havelkiesel Wasserbau',
    city: 'Brandenburg',
    country: 'DE',
    industry: 'Water and waste',
    segment: 'mid-market',
    plan: 'Business',
    seats: 36,
    csm: 'lena',
    years: 3,
    renewsIn: 136,
  },
  tell(life) {
    life.contract(32, 36, 36);
    const heike = life.person('champion', { name: 'Heike Mundt', title: 'Planning Lead' });
    life.person('executive_sponsor', { name: 'Detlef Ruge', title: 'Managing Director' });
    life.uses({ share: 0.71 });
    life.amountGoes([425, 0.97], [0, 1.01]);
    life.talks({ every: 31, until: 57, with: heike });
    life.writes(44, {
      with: heike,
      subject: 'New: travel times',
      summary: 'Told Heike about travel times. No answer.',
    });
    life.writes(27, { with: heike, subject: 'A date for the review?', summary: 'Three dates. No answer.' });
    life.writes(12, { with: heike, subject: 'Fifteen minutes', summary: 'A short one. No answer.' });
    life.ticketsNowAndThen(0.2, 4.5, { until: 80 });
    life.nps(160, 8);
    life.bills(3, () => -8);
  },
  team: {
    steps: {
      'silent-account': {
        'find-the-angle': 'Their second visits fell from 9 % to 5 % this year. Nobody has told Heike that.',
        write: 'Wrote with the number and a chart. Eight lines.',
        call: 'waits',
      },
    },
  },
};
