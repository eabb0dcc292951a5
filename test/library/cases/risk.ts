import { mending } from '../../../sample/lives/slipping.ts';
import { type Case, steady, tepid } from '../told.ts';

/** What may end in a goodbye. */
export const RISK: readonly Case[] = [
  {
    playbook: 'at-risk-account',
    chooses: { 'decide-escalation': 'level-2' },
    tell: (life) => mending(life, 85),
    began: 'Sun 28 Dec 07:04',
    steps: [
      'assess: Lena, due Mon 29 Dec 07:04',
      'decide-escalation: Robert, due Mon 29 Dec 07:04',
      'announce: Lena, due Tue 30 Dec 07:03',
      'reach-out: Lena, due Tue 30 Dec 07:04',
      'recovery-plan: Lena, due Tue 30 Dec 07:04',
      'support-swarm: Samuel, due Wed 31 Dec 07:04',
      'daily-check-ins: Lena, due Wed 7 Jan 17:00',
      'executive-check-in: left out, Does not apply: health.score < 60 was not true.',
      'progress-review: Lena, due Wed 28 Jan 17:00',
      'lessons: Lena, due Wed 4 Feb 17:00, ready',
    ],
    end: 'success, Tue 3 Feb 07:04',
    neglected: {
      escalations: [
        'Tue 30 Dec 07:04 to the manager: without first_action',
        'Tue 6 Jan 17:00 to the manager: without recovery-plan',
        'Thu 8 Jan 17:00 to the vp: without reach-out',
      ],
      end: 'success, Tue 3 Feb 07:04',
    },
  },
  {
    playbook: 'at-risk-account',
    which: 'without an escalation',
    chooses: { 'decide-escalation': 'level-1' },
    tell: (life) => mending(life, 85),
    began: 'Sun 28 Dec 07:04',
    steps: [
      'assess: Lena, due Mon 29 Dec 07:04',
      'decide-escalation: Robert, due Mon 29 Dec 07:04',
      'announce: left out, Does not apply: "Decide on the escalation" was decided as "Stays with the CSM".',
      'reach-out: Lena, due Tue 30 Dec 07:04',
      'recovery-plan: Lena, due Tue 30 Dec 07:04',
      'support-swarm: Samuel, due Wed 31 Dec 07:04',
      'daily-check-ins: Lena, due Wed 7 Jan 17:00',
      'executive-check-in: left out, Does not apply: health.score < 60 was not true.',
      'progress-review: Lena, due Wed 28 Jan 17:00',
      'lessons: Lena, due Wed 4 Feb 17:00, ready',
    ],
    end: 'success, Tue 3 Feb 07:04',
    neglected: {
      escalations: [
        'Mon 29 Dec 07:04 to the manager: without first_action',
        'Mon 5 Jan 17:00 to the manager: without recovery-plan',
        'Wed 7 Jan 17:00 to the vp: without reach-out',
      ],
      end: 'success, Tue 3 Feb 07:04',
    },
  },
  {
    playbook: 'risk-before-renewal',
    chooses: { 'decide-escalation': 'level-4' },
    account: { renewsIn: 12 },
    tell(life) {
      steady(life);
      life.amountGoes([425, 1], [100, 1], [86, 0.4], [52, 0.4], [40, 1], [0, 1]);
    },
    began: 'Fri 26 Dec 07:04',
    steps: [
      'diagnose: Lena, due Sat 27 Dec 07:04',
      'decide-escalation: Robert, due Sun 28 Dec 07:03',
      'contact: Lena, due Sun 28 Dec 07:04',
      'commercial-picture: Ingrid, due Wed 31 Dec 17:00',
      'clear-tickets: left out, Does not apply: tickets.open >= 1 is unknown, since data is missing.',
      'agree-plan: Lena, due Mon 5 Jan 17:00',
      'executive-call: Claire, due Wed 7 Jan 17:00',
      'halfway: Lena, due Mon 26 Jan 17:00',
      'renewal-talk: Ingrid, due Thu 22 Jan 17:00',
      'lessons: Lena, due Thu 29 Jan 17:00',
    ],
    end: 'success, Thu 12 Feb 07:04',
    neglected: {
      escalations: [
        'Sat 27 Dec 07:04 to the manager: without first_action',
        'Mon 5 Jan 17:00 to the manager: without agree-plan',
        'Wed 7 Jan 17:00 to the vp: without agree-plan',
      ],
      end: 'success, Wed 11 Feb 07:04',
    },
  },
  {
    playbook: 'silent-account',
    tell: (life) => {
      steady(life, { talksUntil: 110, reviewed: false });
    },
    began: 'Thu 8 Jan 07:04',
    steps: [
      'find-the-angle: Lena, due Sat 10 Jan 07:04',
      'write: Lena, due Tue 13 Jan 17:00',
      'call: Lena, due Mon 19 Jan 17:00',
      'second-person: Lena, due Thu 22 Jan 17:00',
      'sponsor: left out, Does not apply: relationship.days_since_two_way >= 75 || renewal.days_left <= 180 was not true.',
      'talk: Lena, due Mon 2 Feb 17:00',
    ],
    end: 'success, Tue 3 Feb 07:04',
    neglected: {
      escalations: ['Sat 10 Jan 07:04 to the manager: without first_action'],
      end: 'timeout, Sun 22 Feb 17:00',
    },
  },
  {
    playbook: 'silent-usage',
    tell(life) {
      steady(life);
      life.amountGoes([425, 1], [111, 1], [110, 0], [41, 0], [40, 1], [0, 1]);
    },
    began: 'Sun 4 Jan 07:04',
    steps: [
      'verify: Lena, due Tue 6 Jan 07:04',
      'reach: Lena, due Fri 9 Jan 17:00',
      'technical-check: Samuel, due Fri 9 Jan 07:03',
      'restart: Lena, due Fri 16 Jan 17:00',
      'sponsor: left out, Does not apply: usage.days_since_last >= 60 was not true.',
      'decide: Lena, due Fri 30 Jan 17:00',
    ],
    end: 'success, Fri 6 Feb 07:04',
    neglected: {
      escalations: [
        'Tue 6 Jan 07:04 to the manager: without first_action',
        'Fri 16 Jan 17:00 to the manager: without reach',
      ],
      end: 'success, Sat 7 Feb 07:04',
    },
  },
  {
    playbook: 'champion-left',
    tell(life) {
      const { champion } = steady(life);
      life.contacts[0] = { ...champion, left: 90 };
      life.person('champion', { joined: 72 });
    },
    began: 'Fri 12 Dec 07:04',
    steps: [
      'find-out: Lena, due Sun 14 Dec 07:04',
      'goodbye: Lena, due Wed 17 Dec 17:00',
      'hold-the-line: Lena, due Fri 19 Dec 17:00',
      'sponsor-line: left out, Does not apply: account.arr >= 2500000 || renewal.days_left <= 180 was not true.',
      'first-meeting: Lena, due Fri 26 Dec 17:00',
      'small-win: Lena, due Fri 9 Jan 17:00',
      'new-map: Lena, due Fri 16 Jan 17:00',
    ],
    end: 'success, Sat 17 Jan 07:04',
    neglected: {
      escalations: [
        'Sun 14 Dec 07:04 to the manager: without first_action',
        'Wed 7 Jan 17:00 to the manager: without first-meeting',
      ],
      end: 'timeout, Wed 25 Feb 17:00',
    },
  },
  {
    playbook: 'low-survey-score',
    tell(life) {
      steady(life);
      life.nps(90, 3, 'Nobody answers.');
    },
    began: 'Fri 12 Dec 07:04',
    steps: [
      'thank: Lena, due Mon 15 Dec 17:00',
      'listen: Lena, due Thu 18 Dec 17:00',
      'act: Lena, due Mon 29 Dec 17:00',
      'involve: Robert, due Mon 29 Dec 17:00',
      'close-loop: Lena, due Mon 12 Jan 17:00',
      'pass-on: Lena, due Thu 15 Jan 17:00',
    ],
    end: 'success, Fri 16 Jan 07:04',
    neglected: {
      escalations: [
        'Tue 16 Dec 17:00 to the manager: without first_action',
        'Tue 30 Dec 17:00 to the manager: without listen',
      ],
      end: 'timeout, Mon 26 Jan 17:00',
    },
  },
  {
    playbook: 'lukewarm-account',
    account: { seats: 50 },
    tell(life) {
      tepid(life);
      life.peopleGo([50, 1], [30, 2.2], [0, 2.2]);
      life.amountGoes([425, 1.2], [50, 0.9], [30, 1.4], [0, 1.4]);
      life.nps(38, 9);
      life.csat(36, 5);
      life.csat(22, 5);
    },
    began: 'Thu 4 Dec 07:04',
    steps: [
      'why: Lena, due Thu 11 Dec 17:00',
      'would-you-miss: Lena, due Thu 18 Dec 17:00',
      'one-result: Lena, due Mon 29 Dec 17:00',
      'closer: Lena, due Mon 26 Jan 17:00',
      'decide: Robert, due Mon 23 Feb 17:00, ready',
    ],
    end: 'success, Wed 18 Feb 07:04',
    neglected: {
      escalations: ['Tue 6 Jan 17:00 to the manager: without would-you-miss'],
      end: 'success, Wed 18 Feb 07:04',
    },
  },
];
