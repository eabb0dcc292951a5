import type { Story } from '../story.ts';

/** Schwarzspecht is in its fifth week: set up, half trained, and the first teams already plan their own days. */
export const onboardingOnTrack: Story = {
  account: {
    name: 'Schwarzspecht Sägetechnik',
    city: 'Bayreuth',
    country: 'DE',
    industry: 'Machinery',
    segment: 'mid-market',
    plan: 'Business',
    seats: 26,
    csm: 'lena',
    years: 0,
    renewsIn: 365 - 37,
  },
  tell(life) {
    life.contract(26);
    life.stage(37, 'onboarding');
    const tobias = life.person('champion', { name: 'Tobias Reger', title: 'Service Manager' });
    life.person('executive_sponsor', { name: 'Gerda Leuthold', title: 'Managing Director' });
    life.uses({ share: 0.6, since: 20 });
    life.amountGoes([20, 0.25], [3, 0.95]);
    life.meeting(30, {
      with: tobias,
      subject: 'Kickoff',
      summary: 'Gerda opened it herself. Number: one more job a day and technician.',
    });
    life.call(16, {
      with: tobias,
      subject: 'Set-up is done',
      summary: 'Sites and machines are in, first plan printed for fun.',
    });
    life.meeting(7, {
      with: tobias,
      subject: 'Training, second group',
      summary: 'Nine of eleven did their own plan. Two are on leave.',
    });
    life.ticket(18, { subject: 'How do we archive a site?', closed: 17, csat: 5 });
    life.bills(12, () => -15);
  },
};
