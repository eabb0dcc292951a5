import type { Story } from '../story.ts';

/**
 * The bill of Auerhahn has been unpaid for five weeks. It is no quarrel: their bank changed, the direct debit failed
 * twice, and the reminders go to a bookkeeper who left months ago. With the renewal four months away it looks like worse
 * than it is, until somebody asks.
 */
export const paymentFailure: Story = {
  account: {
    name: 'Auerhahn Kältetechnik',
    city: 'Freiburg',
    country: 'DE',
    industry: 'Cooling',
    segment: 'mid-market',
    plan: 'Business',
    seats: 28,
    csm: 'lena',
    years: 1,
    renewsIn: 115,
  },
  tell(life) {
    life.contract(26, 28);
    const joerg = life.person('champion', { name: 'Jörg Hemmler', title: 'Service Manager' });
    life.person('decision_maker', { name: 'Silke Hemmler', title: 'General Manager' });
    life.person('billing', { name: 'Renate Bär', title: 'Bookkeeping', left: 130 });
    life.uses({ share: 0.75 });
    life.amountGoes([425, 0.92], [90, 1]);
    life.talks({ every: 29, until: 21, with: joerg });
    life.ticketsNowAndThen(0.5, 4.2);
    life.nps(140, 8, 'Good tool. Cooling has its own rhythm, and it copes.', joerg);
    life.csat(50, 4);
    // The debit of the latest bill failed; the ones before were paid a few days late.
    life.bills(3, (due) => (due < 62 ? null : 3));
  },
  team: {
    steps: {
      'risk-before-renewal': {
        diagnose:
          'Service: our reminders go to a bookkeeper who has left, and the bank changed. Jörg knew nothing of it. Usage and mood are fine.',
        'decide-escalation': 'Level 1. Nobody is unhappy here.',
        contact: 'Jörg was embarrassed. Silke pays herself this week; the new mandate comes with it.',
        'commercial-picture': 'One quarter open. Notice period 60 days. No reason to touch the terms.',
        'agree-plan': 'waits',
      },
    },
  },
};
