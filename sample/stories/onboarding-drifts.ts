import type { Story } from '../story.ts';

/**
 * Sonnentau signed seven weeks ago with a big plan and a small team. The kickoff was good. Then their only administrator
 * fell ill, the list of sites never came, and nobody has done a single thing in the product yet.
 */
export const onboardingDrifts: Story = {
  account: {
    name: 'Sonnentau Energietechnik',
    city: 'Potsdam',
    country: 'DE',
    industry: 'Solar',
    segment: 'mid-market',
    plan: 'Business',
    seats: 42,
    csm: 'lena',
    years: 0,
    renewsIn: 365 - 50,
  },
  tell(life) {
    life.contract(42);
    life.stage(50, 'onboarding');
    const meike = life.person('champion', { name: 'Meike Tannert', title: 'Head of Service' });
    life.person('decision_maker', { name: 'Ralf Kossack', title: 'Managing Director' });
    life.person('technical', { name: 'Jan Prill', title: 'Systems Administrator' });
    life.meeting(40, {
      with: meike,
      subject: 'Kickoff',
      summary:
        'Goals: plan both depots in one view within a quarter, no more double visits. Jan sends the list of sites within a week. Go-live in five weeks.',
    });
    life.call(29, {
      with: meike,
      subject: 'Where are the sites?',
      summary: 'Jan is ill, nobody else has access to the old system. Meike will ask the vendor for an export.',
    });
    life.writes(17, {
      with: meike,
      subject: 'The export, and a smaller start',
      summary: 'Offered to begin with one depot and fifty sites.',
    });
    life.bills(12, () => -6);
  },
  team: {
    steps: {
      onboarding: {
        prepare:
          'They lose two hours a day to double visits. Ralf decided, Meike wanted it. Promised: both depots within a quarter.',
        invite: 'Kickoff accepted by Meike and Ralf. Questionnaire with Jan.',
        'hold-kickoff': 'Good meeting. Everything now hangs on the list of sites from Jan.',
        'success-plan': 'Double visits from 11 % to under 4 % within six months. Meike signed it off.',
        'set-up': 'waits',
      },
      'drifting-onboarding': {
        'find-the-block':
          'The list of sites. Jan is ill, only he has access. Ralf could order the export from the vendor.',
        call: 'waits',
        unblock: 'waits',
      },
    },
  },
};
