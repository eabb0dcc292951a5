import { yearly } from '../../../sample/life.ts';
import { type Case, steady, tepid } from '../told.ts';

/** From the first day to the next contract. */
export const JOURNEY: readonly Case[] = [
  {
    playbook: 'onboarding',
    account: { years: 0, renewsIn: 365 - 118 },
    tell(life) {
      life.contract(life.profile.seats);
      life.stage(118, 'onboarding');
      life.person('champion');
      life.uses({ share: 0.6, since: 95 });
    },
    began: 'Fri 14 Nov 07:04',
    steps: [
      'prepare: Lena, due Tue 18 Nov 17:00',
      'invite: Lena, due Wed 19 Nov 17:00',
      'hold-kickoff: Lena, due Fri 21 Nov 17:00',
      'success-plan: Lena, due Fri 28 Nov 17:00',
      'set-up: Samuel, due Fri 5 Dec 17:00',
      'training: Lena, due Fri 19 Dec 17:00',
      'go-live: Lena, due Fri 26 Dec 17:00',
      'review-30: Lena, due Sun 21 Dec 17:00',
      'review-60: Lena, due Tue 20 Jan 17:00',
      'review-90: Lena, due Thu 19 Feb 17:00',
    ],
    end: 'success, Thu 26 Feb 07:04',
    neglected: {
      escalations: [
        'Tue 18 Nov 17:00 to the manager: without first_action',
        'Fri 28 Nov 17:00 to the manager: without hold-kickoff',
        'Fri 23 Jan 17:00 to the manager: without go-live',
      ],
      end: 'success, Thu 26 Feb 07:04',
    },
  },
  {
    playbook: 'onboarding',
    which: 'complex',
    handsOver: true,
    account: { years: 0, renewsIn: 365 - 118, segment: 'enterprise', plan: 'Enterprise', seats: 90 },
    tell(life) {
      life.contract(life.profile.seats);
      life.stage(118, 'onboarding');
      life.person('executive_sponsor');
      life.uses({ share: 0.6, since: 70 });
    },
    began: 'Fri 14 Nov 07:04',
    steps: [
      'prepare: Lena, due Tue 18 Nov 17:00',
      'invite: Lena, due Wed 19 Nov 17:00',
      'hold-kickoff: Lena, due Mon 24 Nov 17:00',
      'success-plan: Lena, due Mon 8 Dec 17:00',
      'set-up: Samuel, due Mon 22 Dec 17:00',
      'training: Lena, due Mon 12 Jan 17:00',
      'go-live: Lena, due Mon 19 Jan 17:00',
      'review-30: Lena, due Wed 24 Dec 17:00',
      'review-60: Lena, due Fri 23 Jan 17:00',
      'review-90: Lena, due Sun 22 Feb 17:00',
      'sales-handoff: Ingrid, due Tue 18 Nov 17:00, Lena Hoffmann accepted "Hand the account over from sales"',
      'sponsor-welcome: Claire, due Fri 21 Nov 17:00',
    ],
    end: 'success, Thu 26 Feb 07:04',
    neglected: {
      escalations: [
        'Tue 18 Nov 17:00 to the manager: without first_action',
        'Fri 28 Nov 17:00 to the manager: without hold-kickoff',
        'Fri 23 Jan 17:00 to the manager: without go-live',
      ],
      end: 'success, Thu 26 Feb 07:04',
    },
  },
  {
    playbook: 'onboarding',
    which: 'simple',
    account: { years: 0, renewsIn: 365 - 118, segment: 'small', plan: 'Team', seats: 9 },
    tell(life) {
      life.contract(life.profile.seats);
      life.stage(118, 'onboarding');
      life.person('champion');
      life.uses({ share: 0.6, since: 95 });
    },
    began: 'Fri 14 Nov 07:04',
    steps: [
      'prepare: Lena, due Tue 18 Nov 17:00',
      'invite: Lena, due Wed 19 Nov 17:00',
      'hold-kickoff: Lena, due Fri 21 Nov 17:00',
      'success-plan: Lena, due Wed 26 Nov 17:00',
      'set-up: Lena, due Fri 28 Nov 17:00',
      'training: Lena, due Fri 5 Dec 17:00',
      'go-live: Lena, due Fri 12 Dec 17:00',
      'review-30: Lena, due Sun 21 Dec 17:00',
      'review-90: Lena, due Thu 19 Feb 17:00',
    ],
    end: 'success, Thu 26 Feb 07:04',
    neglected: {
      escalations: [
        'Tue 18 Nov 17:00 to the manager: without first_action',
        'Fri 28 Nov 17:00 to the manager: without hold-kickoff',
        'Fri 23 Jan 17:00 to the manager: without go-live',
      ],
      end: 'success, Thu 26 Feb 07:04',
    },
  },
  {
    playbook: 'drifting-onboarding',
    account: { years: 0, renewsIn: 365 - 120 },
    tell(life) {
      life.contract(life.profile.seats);
      life.stage(120, 'onboarding');
      life.person('champion');
      life.uses({ share: 0.5, since: 50 });
    },
    began: 'Sat 27 Dec 07:04',
    steps: [
      'find-the-block: Lena, due Sun 28 Dec 07:04',
      'call: Lena, due Mon 29 Dec 07:04',
      'unblock: Samuel, due Wed 31 Dec 07:03',
      'new-plan: Lena, due Tue 6 Jan 17:00',
      'sponsor: left out, Does not apply: onboarding.days >= 60 was not true.',
      'first-value: Lena, due Tue 20 Jan 17:00',
      'decide: Robert, due Tue 27 Jan 17:00, ready',
    ],
    end: 'success, Fri 23 Jan 07:04',
    neglected: {
      escalations: [
        'Sun 28 Dec 07:04 to the manager: without first_action',
        'Mon 12 Jan 17:00 to the manager: without new-plan',
      ],
      end: 'success, Fri 23 Jan 07:04',
    },
  },
  {
    playbook: 'adoption-push',
    tell(life) {
      steady(life);
      life.uses({ share: 0.3, busy: 0.7 });
      life.peopleGo([70, 1], [40, 1.9], [0, 1.9]);
    },
    began: 'Thu 30 Oct 07:04',
    steps: [
      'look: Lena, due Wed 5 Nov 17:00',
      'choose: Lena, due Wed 12 Nov 17:00',
      'clear: Samuel, due Wed 19 Nov 17:00',
      'session: Lena, due Wed 26 Nov 17:00',
      'habit: Lena, due Sat 6 Dec 17:00',
      'show: Lena, due Sat 27 Dec 17:00',
    ],
    end: 'success, Fri 20 Feb 07:04',
    neglected: {
      escalations: [
        'Thu 6 Nov 17:00 to the manager: without first_action',
        'Thu 11 Dec 17:00 to the manager: without session',
      ],
      end: 'success, Sat 21 Feb 07:04',
    },
  },
  {
    playbook: 'monthly-business-review',
    account: { seats: 50 },
    tell: tepid,
    began: 'Mon 3 Nov 07:04',
    steps: [
      'invite: Lena, due Wed 5 Nov 17:00',
      'gather: Lena, due Fri 7 Nov 17:00',
      'prepare: Lena, due Mon 10 Nov 17:00',
      'agenda: Lena, due Tue 11 Nov 17:00',
      'hold: Lena, due Thu 13 Nov 17:00',
      'follow-up: Lena, due Fri 14 Nov 16:59',
      'deliver: Lena, due Fri 28 Nov 17:00',
    ],
    end: 'success, Sat 29 Nov 07:04',
    neglected: {
      escalations: [
        'Mon 10 Nov 17:00 to the manager: without first_action',
        'Mon 24 Nov 17:00 to the manager: without hold',
      ],
      end: 'timeout, Sat 13 Dec 17:00',
    },
  },
  {
    playbook: 'executive-business-review',
    account: { segment: 'enterprise', plan: 'Enterprise', seats: 90 },
    tell: (life) => {
      steady(life, { reviewed: false });
    },
    began: 'Thu 30 Oct 07:04',
    steps: [
      'date: Lena, due Thu 6 Nov 17:00',
      'ask-around: Lena, due Tue 11 Nov 17:00',
      'value: Lena, due Thu 13 Nov 17:00',
      'commercial: Ingrid, due Thu 13 Nov 17:00',
      'brief-executive: Lena, due Tue 18 Nov 17:00',
      'send: Lena, due Tue 18 Nov 17:00',
      'review: Lena, due Thu 20 Nov 17:00',
      'follow-up: Lena, due Fri 21 Nov 16:59',
    ],
    end: 'success, Sat 22 Nov 07:04',
    neglected: {
      escalations: ['Thu 20 Nov 17:00 to the manager: without date', 'Thu 11 Dec 17:00 to the vp: without review'],
      end: 'timeout, Mon 29 Dec 17:00',
    },
  },
  {
    playbook: 'renewal',
    account: { renewsIn: -8 },
    tell(life) {
      steady(life);
      const { seats, plan } = life.profile;
      const euros = yearly({ seats, plan });
      life.terms.splice(0);
      life.terms.push({ starts: 373, renews: 8, ended: 20, seats, plan, euros });
      life.terms.push({ starts: 20, renews: -345, ended: null, seats, plan, euros });
    },
    began: 'Wed 3 Dec 07:04',
    steps: [
      'forecast: Lena, due Mon 8 Dec 17:00',
      'map-decision: Ingrid, due Mon 15 Dec 17:00',
      'value-talk: Lena, due Tue 23 Dec 17:00',
      'offer: Ingrid, due Fri 2 Jan 17:00',
      'answer: Ingrid, due Sat 17 Jan 17:00',
      'last-weeks: left out, Does not apply: renewal.days_left <= 45 && coalesce(account.days_since_won, 999) > 60 was not true.',
      'sign: Ingrid, due Tue 17 Feb 17:00',
      'thank: Lena, due Tue 24 Feb 17:00',
    ],
    end: 'success, Fri 27 Feb 07:04',
    neglected: {
      escalations: [
        'Wed 7 Jan 17:00 to the manager: without offer',
        'Sun 1 Feb 17:00 to the manager: without answer',
        'Sat 21 Feb 17:00 to the vp: without sign',
      ],
      end: 'success, Fri 27 Feb 07:04',
    },
  },
];
