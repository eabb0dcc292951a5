import type { Story } from '../story.ts';

/**
 * Two months ago Ginsterhöhe was lost, everybody said. A failed update had cost them a week. Lena went there, the plan had
 * three lines, and it was kept. Usage comes back, the last survey is good, and in a few days the run closes as a success.
 */
export const recovering: Story = {
  account: {
    name: 'Ginsterhöhe Fernwärme',
    city: 'Trier',
    country: 'DE',
    industry: 'Energy',
    segment: 'mid-market',
    plan: 'Business',
    seats: 54,
    csm: 'lena',
    years: 2,
    renewsIn: 190,
  },
  tell(life) {
    life.contract(50, 54, 54);
    const ansgar = life.person('champion', { name: 'Ansgar Thul', title: 'Head of Dispatch' });
    life.person('executive_sponsor', { name: 'Maria Kolb', title: 'Director of Service' });
    life.uses({ share: 0.7 });
    life.amountGoes([425, 0.95], [92, 1], [86, 0.4], [50, 0.3], [19, 0.4], [4, 0.95], [0, 1]);
    life.peopleGo([92, 1], [84, 0.7], [50, 0.7], [20, 0.85]);
    life.talks({ every: 28, until: 95, with: ansgar });
    life.hears(83, {
      with: ansgar,
      subject: 'Nothing works since Tuesday',
      summary: 'After the update no job card opens. Ansgar is furious.',
    });
    life.meeting(58, {
      with: ansgar,
      subject: 'In Trier, at their table',
      summary:
        'Three promises: roll back the cards, one contact, a test system before each update. Ansgar: "We will see."',
    });
    life.call(44, {
      with: ansgar,
      subject: 'Week two of the plan',
      summary: 'Cards are back, test system stands. The planners return one by one.',
    });
    life.call(24, {
      with: ansgar,
      subject: 'Progress',
      summary: 'Ansgar laughed for the first time. Two depots are back to normal.',
    });
    life.call(5, {
      with: ansgar,
      subject: 'What is left',
      summary: 'One line open: the report for Maria. Then he would call it closed.',
    });
    life.ticket(84, { subject: 'Job cards do not open after the update', priority: 'urgent', closed: 7, csat: 2 });
    life.ticket(78, { subject: 'Lost a week of check-ins', priority: 'urgent', closed: 8, csat: 3 });
    life.ticket(70, { subject: 'Report shows no visits', priority: 'high', closed: 55, csat: 3 });
    life.ticketsNowAndThen(0.5, 4.3, { until: 95 });
    life.nps(80, 1, 'A week of our lives.', ansgar);
    life.nps(6, 6, 'Credit where it is due. Now keep it so.', ansgar);
    life.csat(5, 4, 'Quick this time.', ansgar);
    life.bills(3, (due) => (due > 30 && due < 95 ? 9 : -2));
  },
  team: {
    steps: {
      'at-risk-account': {
        assess: 'Product: our update broke their cards for a week. Impact: the whole dispatch. Proposed: level 2.',
        'decide-escalation': 'Level 2. Samuel is in. I want to see the plan before it goes out.',
        'reach-out': 'Said sorry without "but". Ansgar will see us on site.',
        'recovery-plan': 'Three promises, three dates: cards, one contact, a test system.',
        'support-swarm': 'Cards rolled back, check-ins restored from the log.',
        'daily-check-ins': 'Called. A little less angry than the day before.',
        'executive-check-in': 'Maria and I agree: recovered when usage is back for a month.',
      },
    },
  },
};
