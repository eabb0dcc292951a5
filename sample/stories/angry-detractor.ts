import type { Story } from '../story.ts';

/**
 * The map of Rheinbrücke has been slow for a month. Two urgent tickets, one reopened, and an answer to our survey that
 * one does not forget: two points, and "we are looking around". Technicians have stopped to check in.
 */
export const angryDetractor: Story = {
  account: {
    name: 'Rheinbrücke Gebäudedienste',
    city: 'Köln',
    country: 'DE',
    industry: 'Facility services',
    segment: 'enterprise',
    plan: 'Enterprise',
    seats: 146,
    csm: 'lena',
    years: 1,
    renewsIn: 223,
  },
  tell(life) {
    life.contract(140, 146);
    const gregor = life.person('champion', { name: 'Gregor Stoll', title: 'Head of Dispatch' });
    const petra = life.person('executive_sponsor', { name: 'Petra Vahl', title: 'Chief Operating Officer' });
    life.person('technical', { name: 'Deniz Kaya', title: 'IT Lead' });
    life.uses({ share: 0.7 });
    life.amountGoes([425, 0.9], [38, 1], [12, 0.5], [1, 0.34]);
    life.peopleGo([30, 1], [5, 0.7]);
    life.talks({ every: 21, until: 30, with: gregor });
    life.ticketsNowAndThen(1.4, 3.9, { until: 32 });
    life.ticket(33, {
      subject: 'Map takes 40 seconds to load in the morning',
      priority: 'urgent',
      reopened: 12,
      csat: 1,
    });
    life.ticket(19, { subject: 'Check-in times out on the road', priority: 'urgent' });
    life.ticket(24, { subject: 'Photos of the last week are missing', priority: 'high', closed: 15, csat: 2 });
    life.ticket(10, { subject: 'Same problem with the map, third depot', priority: 'high' });
    life.nps(9, 2, 'A month of asking. We are looking around.', gregor);
    life.csat(15, 2, 'Closed without being solved.', gregor);
    life.nps(200, 8);
    life.hears(8, {
      with: petra,
      subject: 'I expected a call by now',
      summary: 'Petra wants a name, a date and a person who stays on it.',
    });
    life.call(6, {
      with: gregor,
      subject: 'First call about the map',
      summary:
        'Forty minutes. Gregor read the tickets aloud. Wants: the map under five seconds, one contact, no surveys.',
      promises: [{ title: 'Send Gregor the list of all four tickets with dates', owner: 'lena', inDays: 1 }],
    });
    // They hold the latest bill back until somebody answers.
    life.bills(3, (due) => (due < 60 ? null : 2));
  },
  team: {
    steps: {
      'at-risk-account': {
        assess:
          'Product: the map has been slow since our release of last month, for everybody with more than 3,000 sites. Impact: 146 seats, and their contract with the city. Proposed: level 2, with support.',
        'decide-escalation': 'Level 2, Samuel and Lena together. I call Petra myself.',
        'reach-out': 'Spoke with Gregor. It is the map, and that nobody stayed on it.',
        'recovery-plan':
          'Quick wins: smaller map tiles for their depots, Samuel as the one contact. Review with Petra in three weeks.',
        'support-swarm': 'Cause found, fix is in test. Four tickets have owner and date, Gregor has the list.',
        'daily-check-ins': 'waits',
        'executive-check-in': 'waits',
      },
    },
  },
};
