import type { Story } from '../story.ts';

/** Regenpfeifer cut a third of its seats at the last renewal. What is left is used well; the mood is careful. */
export const downgrade: Story = {
  account: {
    name: 'Regenpfeifer Strandpflege',
    city: 'Sylt',
    country: 'DE',
    industry: 'Facility services',
    segment: 'mid-market',
    plan: 'Team',
    seats: 20,
    csm: 'lena',
    years: 2,
    renewsIn: 283,
  },
  tell(life) {
    life.contract(30, 30, 20);
    const wiebke = life.person('decision_maker', { name: 'Wiebke Jessen', title: 'General Manager' });
    life.uses({ share: 0.55 });
    life.amountGoes([425, 1.4], [90, 1.35], [60, 1], [0, 0.93]);
    life.talks({ every: 32, until: 29, with: wiebke });
    life.meeting(86, {
      with: wiebke,
      by: 'ingrid',
      subject: 'Renewal with fewer seats',
      summary:
        'One big contract less. Twenty seats instead of thirty, no hard feelings. To be looked at again in a year.',
    });
    life.ticketsNowAndThen(0.4, 4);
    life.nps(75, 7, 'Fine. We need less of it.', wiebke);
    life.csat(40, 4);
    life.bills(3, () => 4);
  },
};
