import type { Story } from '../story.ts';

/**
 * Traubenhof moved into a new hall. For three weeks the machines stood still and half of the crew was on leave, just when
 * the renewal came into sight. The diagnosis cannot know that. Lena did, and said so.
 */
export const falseAlarm: Story = {
  account: {
    name: 'Traubenhof Kellereitechnik',
    city: 'Bad Dürkheim',
    country: 'DE',
    industry: 'Food equipment',
    segment: 'mid-market',
    plan: 'Business',
    seats: 24,
    csm: 'lena',
    years: 2,
    renewsIn: 88,
  },
  tell(life) {
    life.contract(22, 24, 24);
    const volker = life.person('champion', { name: 'Volker Weis', title: 'Service Manager' });
    life.uses({ share: 0.72 });
    life.amountGoes([425, 0.96], [40, 1], [32, 0.4], [16, 0.45], [6, 0.97]);
    life.talks({ every: 27, until: 12, with: volker });
    life.ticketsNowAndThen(0.4, 4.5);
    life.nps(120, 9, null, volker);
    life.csat(60, 5);
    life.bills(3, () => -5);
  },
  team: {
    steps: { 'risk-before-renewal': { diagnose: 'waits' } },
    dismissed: {
      playbook: 'risk-before-renewal',
      daysAgo: 16,
      because:
        'they are moving into a new hall, and half of the crew is on leave for three weeks. Volker confirmed it.',
    },
  },
};
