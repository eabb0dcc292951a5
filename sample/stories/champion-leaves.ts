import type { Story } from '../story.ts';

/**
 * Nordhafen bought Larkfield because Katrin Wendt wanted it, and for years she made sure that people used it. Five weeks
 * ago she took a job elsewhere. Nobody told us. Her planners go back to what they knew, week by week, and the renewal has
 * just come into sight.
 */
export const championLeaves: Story = {
  account: {
    name: 'Nordhafen Logistik',
    city: 'Hamburg',
    country: 'DE',
    industry: 'Logistics',
    segment: 'enterprise',
    plan: 'Enterprise',
    seats: 118,
    csm: 'lena',
    years: 2,
    renewsIn: 118,
  },
  tell(life) {
    life.contract(96, 110, 118);
    const katrin = life.person('champion', { name: 'Katrin Wendt', title: 'Head of Dispatch', left: 36 });
    const thomas = life.person('executive_sponsor', { name: 'Thomas Aldag', title: 'Managing Director' });
    life.person('billing', { name: 'Ute Krems', title: 'Accounts Payable' });
    const sven = life.person('user', { name: 'Sven Bülow', title: 'Dispatcher', joined: 300 });

    life.uses({ share: 0.74 });
    life.amountGoes([425, 0.88], [200, 1], [27, 1], [1, 0.3]);
    life.peopleGo([425, 0.9], [200, 1], [27, 1], [2, 0.62]);
    life.talks({ every: 26, until: 66, with: katrin });
    life.meeting(52, {
      with: katrin,
      subject: 'Quarterly review',
      summary:
        'Katrin showed the plan for the new terminal. Twenty more technicians next quarter, she wants to train them herself. Thomas joined for ten minutes and nodded.',
    });
    life.meeting(171, {
      with: thomas,
      subject: 'Yearly review with the board',
      summary:
        'Thomas: "It runs, so I hear nothing about it, and that is how I want it." Renewal is not on his mind yet.',
    });
    life.writes(30, {
      with: katrin,
      subject: 'Dates for the terminal training',
      summary: 'Sent three dates to Katrin.',
    });
    life.writes(16, { with: katrin, subject: 'Dates for the terminal training', summary: 'Asked again. No answer.' });
    life.hears(31, {
      with: sven,
      subject: 'Who do I ask now?',
      summary: 'Sven asked support how to change the shift calendar, "since Katrin did this".',
      by: 'samuel',
      direction: 'inbound',
    });
    life.ticketsNowAndThen(1.2, 4.4);
    life.nps(210, 9, 'Dispatch without Larkfield would be unthinkable.', katrin);
    life.csat(75, 4);
    life.bills(3, () => -4);
    life.attributes.is_reference = true;
  },
  team: { steps: { 'risk-before-renewal': { diagnose: 'waits' } } },
};
