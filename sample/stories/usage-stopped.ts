import type { Story } from '../story.ts';

/**
 * Brombeer paid for a year and used it for eight months. Then the two planners were moved to another branch, and since
 * seven weeks nobody has signed in. No ticket, no complaint, no answer.
 */
export const usageStopped: Story = {
  account: {
    name: 'Brombeer Landtechnik',
    city: 'Vechta',
    country: 'DE',
    industry: 'Agriculture',
    segment: 'small',
    plan: 'Team',
    seats: 9,
    csm: 'lena',
    years: 1,
    renewsIn: 160,
  },
  tell(life) {
    life.contract(8, 9);
    const inga = life.person('champion', { name: 'Inga Rolfes', title: 'Planner' });
    life.uses({ share: 0.7 });
    life.amountGoes([425, 0.9], [120, 1], [60, 0.95], [50, 0.8], [49, 0]);
    life.talks({ every: 33, until: 38, with: inga });
    life.writes(20, { with: inga, subject: 'How is it going?', summary: 'No answer.' });
    life.nps(190, 7);
    life.bills(12, () => 0);
  },
  team: {
    closed: {
      playbook: 'at-risk-account',
      daysAgo: 24,
      because:
        'Both planners were moved to the branch in Diepholz and want to start again there. Nothing to recover here.',
    },
    steps: {
      'at-risk-account': {
        assess: 'Nobody has signed in since last week. Both planners are gone from the directory.',
        'decide-escalation': 'Level 1. Find out first.',
        'reach-out': 'waits',
        'recovery-plan': 'waits',
      },

      'silent-usage': { verify: 'Data is complete. Last day: a report by Inga, then nothing.', reach: 'waits' },
    },
  },
};
