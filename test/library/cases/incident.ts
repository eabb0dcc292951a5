import { type Case, steady } from '../told.ts';

/** What goes wrong and has to be put right. */
export const INCIDENT: readonly Case[] = [
  {
    playbook: 'payment-overdue',
    tell(life) {
      steady(life);
      life.invoices.splice(0);
      life.bills(1, (due) => (due > 75 && due < 106 ? 50 : -5));
    },
    began: 'Wed 31 Dec 07:04',
    steps: [
      'check: Lena, due Mon 5 Jan 17:00',
      'ask: Lena, due Thu 8 Jan 17:00',
      'settle: Ingrid, due Thu 15 Jan 17:00',
      'decider: Ingrid, due Thu 22 Jan 17:00',
      'agree-consequences: left out, Does not apply: invoices.overdue_days >= 45 was not true.',
      'close: Lena, due Thu 29 Jan 17:00',
    ],
    end: 'success, Sat 7 Feb 07:04',
    neglected: {
      escalations: [
        'Tue 6 Jan 17:00 to the manager: without first_action',
        'Thu 22 Jan 17:00 to the manager: without settle',
      ],
      end: 'success, Sat 7 Feb 07:04',
    },
  },
  {
    playbook: 'customer-bug',
    tell(life) {
      steady(life);
      life.ticket(90, { subject: 'Signatures are lost', priority: 'urgent', closed: 80 });
    },
    began: 'Fri 12 Dec 07:04',
    steps: [
      'reproduce: Samuel, due Fri 12 Dec 15:04',
      'work-around: Samuel, due Sat 13 Dec 07:04',
      'tell: Lena, due Sat 13 Dec 07:04',
      'hand-over: Lena, due Sun 14 Dec 07:04',
      'update: Lena, due Wed 17 Dec 17:00',
      'confirm: Samuel, due Wed 24 Dec 17:00',
      'learn: Samuel, due Mon 5 Jan 17:00',
    ],
    end: 'success, Tue 6 Jan 07:04',
    neglected: {
      escalations: [
        'Fri 12 Dec 15:04 to the manager: without first_action',
        'Mon 15 Dec 07:04 to the manager: without work-around',
        'Fri 19 Dec 17:00 to the vp: without hand-over',
      ],
      end: 'timeout, Mon 26 Jan 17:00',
    },
  },
  {
    playbook: 'production-outage',
    tell: (life) => void steady(life),
    byHand: 111,
    began: 'Thu 20 Nov 09:30',
    steps: [
      'tell: Lena, due Thu 20 Nov 10:30',
      'effect: Samuel, due Thu 20 Nov 13:30',
      'inform-executives: Robert, due Thu 20 Nov 13:30',
      'updates: Lena, due Fri 21 Nov 10:29',
      'put-right: Samuel, due Wed 26 Nov 17:00',
      'explain: Lena, due Fri 28 Nov 17:00',
      'post-mortem: Robert, due Fri 28 Nov 17:00',
      'look-back: Lena, due Sun 28 Dec 17:00',
    ],
    end: 'success, Mon 29 Dec 07:04',
    neglected: {
      escalations: [
        'Thu 20 Nov 11:00 to the manager: without first_action',
        'Thu 20 Nov 13:30 to the vp: without inform-executives',
        'Tue 2 Dec 17:00 to the manager: without explain',
      ],
      end: 'timeout, Mon 19 Jan 17:00',
    },
  },
  {
    playbook: 'data-failure',
    tell: (life) => void steady(life),
    byHand: 111,
    began: 'Thu 20 Nov 09:30',
    steps: [
      'contain: Samuel, due Thu 20 Nov 13:30',
      'warn: Lena, due Thu 20 Nov 13:30',
      'cause: Samuel, due Fri 21 Nov 13:29',
      'repair: Samuel, due Wed 26 Nov 17:00',
      'keep-informed: Lena, due Tue 25 Nov 17:00',
      'prove: Lena, due Fri 28 Nov 17:00',
      'post-mortem: Robert, due Fri 5 Dec 17:00',
    ],
    end: 'success, Sat 6 Dec 07:04',
    neglected: {
      escalations: [
        'Thu 20 Nov 17:30 to the manager: without first_action',
        'Sat 22 Nov 09:30 to the manager: without cause',
        'Mon 1 Dec 17:00 to the vp: without repair',
      ],
      end: 'timeout, Sun 4 Jan 17:00',
    },
  },
  {
    playbook: 'staffing-change',
    tell: (life) => void steady(life),
    byHand: 111,
    began: 'Thu 20 Nov 09:30',
    steps: [
      'decide: Robert, due Mon 24 Nov 17:00',
      'write-down: Lena, due Thu 27 Nov 17:00',
      'tell: Lena, due Thu 27 Nov 17:00',
      'introduce: Lena, due Thu 4 Dec 17:00',
      'promises: Lena, due Thu 11 Dec 17:00',
      'first-month: Robert, due Thu 1 Jan 17:00',
      'post-mortem: Robert, due Thu 8 Jan 17:00',
    ],
    end: 'success, Fri 9 Jan 07:04',
    neglected: {
      escalations: [
        'Tue 25 Nov 17:00 to the vp: without first_action',
        'Thu 4 Dec 17:00 to the manager: without tell',
        'Thu 18 Dec 17:00 to the manager: without introduce',
      ],
      end: 'timeout, Tue 3 Feb 17:00',
    },
  },
];
