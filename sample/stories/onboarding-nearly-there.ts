import type { Story } from '../story.ts';

/** Kormoran went live a month ago; the sixty-day review comes next, and the numbers for it are good. */
export const onboardingNearlyThere: Story = {
  account: {
    name: 'Kormoran Kanaltechnik',
    city: 'Greifswald',
    country: 'DE',
    industry: 'Water and waste',
    segment: 'mid-market',
    plan: 'Business',
    seats: 22,
    csm: 'lena',
    years: 0,
    renewsIn: 365 - 64,
  },
  tell(life) {
    life.contract(22);
    life.stage(64, 'onboarding');
    const anke = life.person('champion', { name: 'Anke Dreyer', title: 'Planning Lead' });
    life.person('decision_maker', { name: 'Rolf Bentz', title: 'General Manager' });
    life.uses({ share: 0.68, since: 46 });
    life.amountGoes([46, 0.3], [25, 0.95], [0, 1]);
    life.meeting(57, { with: anke, subject: 'Kickoff', summary: 'Number: emergency calls planned within 15 minutes.' });
    life.call(33, {
      with: anke,
      subject: 'The day before go-live',
      summary: 'Everything in place. Anke is nervous, her crew is not.',
    });
    life.meeting(26, {
      with: anke,
      subject: '30-day review',
      summary: 'From 40 to 22 minutes for an emergency call. Rolf asked for it in writing.',
    });
    life.call(11, {
      with: anke,
      subject: 'Check-in',
      summary: '19 minutes now. Two technicians still call in by phone.',
    });
    life.ticket(40, { subject: 'Push notifications arrive late', closed: 38, csat: 4 });
    life.csat(25, 4, null, anke);
    life.bills(12, () => -10);
  },
};
