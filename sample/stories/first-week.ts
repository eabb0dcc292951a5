import type { Story } from '../story.ts';

/** Möwenwerft signed last week. They know what they want; the kickoff is in a few days. */
export const firstWeek: Story = {
  account: {
    name: 'Möwenwerft Service',
    city: 'Flensburg',
    country: 'DE',
    industry: 'Machinery',
    segment: 'mid-market',
    plan: 'Business',
    seats: 30,
    csm: 'lena',
    years: 0,
    renewsIn: 365 - 5,
  },
  tell(life) {
    life.contract(30);
    life.stage(5, 'onboarding');
    const birte = life.person('champion', { name: 'Birte Carstens', title: 'Operations Lead' });
    life.person('decision_maker', { name: 'Lars Momsen', title: 'Managing Director' });
    life.meeting(8, {
      with: birte,
      by: 'ingrid',
      subject: 'Handover from sales',
      summary:
        'Birte, Ingrid and Lena. They service 60 ferries and yachts and want to know each evening where everybody is.',
    });
    life.writes(3, {
      with: birte,
      subject: 'Welcome, and our kickoff',
      summary: 'Agenda, questionnaire, who takes part.',
    });
    life.bills(12, () => -10);
  },
  team: {
    steps: {
      onboarding: {
        prepare: 'They want one list each evening: where is everybody. Lars decided, Birte runs it. Standard depth.',
        invite: 'waits',
      },
    },
  },
};
