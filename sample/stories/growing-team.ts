import type { Story } from '../story.ts';

/**
 * Windrose took over a competitor three months ago. Forty seats are sold, thirty-eight are in use, and dispatchers of the
 * bought firm share logins. They are happy, they ask, and nobody has made an offer.
 */
export const growingTeam: Story = {
  account: {
    name: 'Windrose Aufzugtechnik',
    city: 'Hannover',
    country: 'DE',
    industry: 'Lifts',
    segment: 'mid-market',
    plan: 'Business',
    seats: 40,
    csm: 'lena',
    years: 2,
    renewsIn: 248,
  },
  tell(life) {
    life.contract(28, 34, 40);
    life.stage(200, 'growth');
    const farid = life.person('champion', { name: 'Farid Nasser', title: 'Operations Lead' });
    const edda = life.person('executive_sponsor', { name: 'Edda Harms', title: 'Managing Director' });
    life.uses({ share: 0.95 });
    life.amountGoes([425, 0.55], [240, 0.7], [70, 0.86], [0, 1.06]);
    life.peopleGo([425, 0.62], [240, 0.74], [70, 0.82], [28, 0.84], [26, 1]);
    life.talks({ every: 24, until: 13, with: farid });
    life.meeting(95, {
      with: edda,
      subject: 'After the takeover',
      summary: 'Edda: both firms on one plan within the year. "If it carries 40 people it will carry 70."',
    });
    life.hears(9, {
      with: farid,
      subject: 'Can two people share a login?',
      summary: 'Farid asks whether the night shift may share a login until "the numbers are clear".',
    });
    life.ticketsNowAndThen(0.7, 4.6);
    life.nps(60, 9, 'We grew and it grew with us.', farid);
    life.csat(35, 5);
    life.bills(3, () => -3);
  },
  team: {
    steps: {
      'expansion-opportunity': {
        'health-check': 'Yes: NPS 9, no open tickets, two shared logins. Right moment.',
        qualify: 'waits',
      },
    },
  },
};
