import type { Story } from '../story.ts';

/**
 * Eisenhut is gone. The new owners brought their own system; we learned of it from a ticket about exporting everything.
 * The run that was open ended with it, and the lesson is written down.
 */
export const lost: Story = {
  account: {
    name: 'Eisenhut Torsysteme',
    city: 'Gütersloh',
    country: 'DE',
    industry: 'Building trades',
    segment: 'mid-market',
    plan: 'Business',
    seats: 34,
    csm: 'lena',
    years: 1,
    renewsIn: 345,
  },
  tell(life) {
    const birgit = life.person('champion', { name: 'Birgit Sasse', title: 'Service Manager', left: 70 });
    life.terms.push({ starts: 385, renews: 20, ended: 20, seats: 34, plan: 'Business', euros: 18_360 });
    life.deal('new', 'Eisenhut Torsysteme: Business', { stage: 'won', opened: 430, won: 385, euros: 18_360 });
    life.deal('renewal', 'Renewal', { stage: 'lost', opened: 90, lost: 24, euros: 18_360 });
    life.stage(20, 'churned');
    life.uses({ share: 0.65 });
    life.amountGoes([385, 0.8], [110, 1], [60, 0.4], [22, 0.05], [20, 0]);
    life.peopleGo([110, 1], [40, 0.5]);
    life.talks({ every: 30, until: 72, with: birgit });
    life.ticket(52, { subject: 'How can we export everything?', closed: 50, csat: 3 });
    life.call(41, {
      with: birgit,
      subject: 'With the interim manager',
      summary: 'The new owners have a system for all eight firms. The decision was taken months ago. Polite, final.',
    });
    life.nps(150, 6, 'We will see what the new owners say.', birgit);
    life.bills(3, () => 6);
  },
  team: {
    steps: {
      'risk-before-renewal': {
        diagnose: 'Business: sold, and the new owners have their own system. Birgit is gone.',
        'decide-escalation': 'Level 3. I try the new owners, without much hope.',
        contact: 'Talked with the interim manager. It is decided.',
        'commercial-picture': 'They let it end. Notice came in time.',
        'agree-plan': 'No plan to save it. Orderly end: export, dates, a good last impression.',
      },
    },
  },
};
