import type { Story } from '../story.ts';

/** Uferschwalbe pays every bill three weeks late, has done so for years, and means nothing by it. */
export const alwaysLate: Story = {
  account: {
    name: 'Uferschwalbe Baggerbetrieb',
    city: 'Wismar',
    country: 'DE',
    industry: 'Machinery',
    segment: 'mid-market',
    plan: 'Team',
    seats: 18,
    csm: 'lena',
    years: 3,
    renewsIn: 205,
  },
  tell(life) {
    life.contract(18, 18, 18);
    const kai = life.person('champion', { name: 'Kai Ohlrogge', title: 'Operations Lead' });
    life.uses({ share: 0.34, busy: 0.5 });
    life.amountGoes([425, 1.08], [0, 0.92]);
    life.talks({ every: 33, until: 24, with: kai });
    life.ticketsNowAndThen(0.3, 4.2);
    life.nps(170, 6);
    life.csat(70, 3);
    life.bills(3, () => 22);
  },
};
