import type { Story } from '../story.ts';

/**
 * The sponsor at Bergdohle retired two months ago. Lena was there for the farewell and met the successor the same week. The
 * renewal was never in danger, because somebody went.
 */
export const sponsorChanges: Story = {
  account: {
    name: 'Bergdohle Seilbahnservice',
    city: 'Garmisch',
    country: 'DE',
    industry: 'Machinery',
    segment: 'enterprise',
    plan: 'Enterprise',
    seats: 74,
    csm: 'lena',
    years: 2,
    renewsIn: 72,
  },
  tell(life) {
    life.contract(66, 70, 74);
    const vroni = life.person('champion', { name: 'Vroni Adler', title: 'Head of Dispatch' });
    const sepp = life.person('executive_sponsor', { name: 'Josef Ostler', title: 'Managing Director', left: 61 });
    const clara = life.person('executive_sponsor', { name: 'Clara Buchner', title: 'Managing Director', joined: 61 });
    life.uses({ share: 0.76 });
    life.amountGoes([425, 0.93], [0, 1.02]);
    life.talks({ every: 23, until: 4, with: vroni });
    life.meeting(62, {
      with: sepp,
      subject: 'Farewell of Josef Ostler',
      summary: 'Josef introduced Clara: "These are the people with the plan that works."',
    });
    life.meeting(40, {
      with: clara,
      subject: 'First hour with Clara',
      summary: 'Clara wants the same report as Josef, on one page. She expects to renew and has asked for two years.',
    });
    life.call(9, {
      with: clara,
      subject: 'Two years?',
      summary: 'Clara has it in her budget. Ingrid sends the paper.',
    });
    life.deal('renewal', 'Renewal for two years', { stage: 'proposal', opened: 38, euros: 97_680 });
    life.ticketsNowAndThen(0.7, 4.5);
    life.nps(110, 9);
    life.csat(45, 5);
    life.bills(12, () => -9);
  },
  team: {
    steps: {
      'risk-before-renewal': {
        diagnose: 'People: Josef retired. Clara was introduced before he left and knows the numbers. Vroni confirms.',
        'decide-escalation': 'Level 1. Well prepared.',
        contact: 'An hour with Clara. She wants the report on one page and two years.',
        'commercial-picture': 'Budget is set, Clara signs herself. Paper for two years is being drawn up.',
        'agree-plan': 'Report on one page by the first, paper for two years by the tenth. In writing.',
        halfway: 'Report is with her, she forwarded it to the board.',
      },
    },
  },
};
