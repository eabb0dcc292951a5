import { growing } from '../../../sample/lives/growing.ts';
import { type Case, steady } from '../told.ts';

/** What may grow. */
export const GROWTH: readonly Case[] = [
  {
    playbook: 'expansion-opportunity',
    handsOver: true,
    tell(life) {
      growing(life, 90);
      life.deal('expansion', 'Ten more seats', { stage: 'won', opened: 30, won: 12, euros: 5400 });
    },
    began: 'Wed 3 Dec 07:04',
    steps: [
      'health-check: Lena, due Fri 5 Dec 17:00',
      'qualify: Lena, due Fri 12 Dec 17:00',
      'discovery: Lena, due Fri 26 Dec 17:00',
      'value-case: Lena, due Mon 5 Jan 17:00',
      'hand-over: Lena, due Wed 7 Jan 17:00, Ingrid Solberg accepted "Hand the opportunity over with everything you know"',
      'solution: Ingrid, due Wed 21 Jan 17:00',
      'proposal: Ingrid, due Wed 4 Feb 17:00',
      'stay-close: Lena, due Wed 21 Jan 17:00',
    ],
    end: 'success, Sat 28 Feb 07:04',
    neglected: {
      escalations: ['Fri 16 Jan 17:00 to the manager: without hand-over'],
      end: 'success, Sat 28 Feb 07:04',
    },
  },
  {
    playbook: 'advocacy',
    tell(life) {
      steady(life);
      life.nps(108, 10, 'I tell everybody.');
      life.csat(110, 5);
    },
    began: 'Thu 27 Nov 07:04',
    steps: [
      'choose: Lena, due Thu 4 Dec 17:00',
      'ask: Lena, due Thu 11 Dec 17:00',
      'prepare: Lena, due Thu 25 Dec 17:00',
      'approve: Lena, due Thu 8 Jan 17:00',
      'give-back: Lena, due Thu 22 Jan 17:00',
    ],
    end: 'success, Fri 23 Jan 07:04',
    neglected: { escalations: [], end: 'timeout, Wed 25 Feb 17:00' },
  },
  {
    playbook: 'scaled-nurture',
    account: { segment: 'small', plan: 'Team', seats: 6 },
    tell(life) {
      steady(life, { talksUntil: 128, reviewed: false });
      life.amountGoes([425, 1], [60, 1], [40, 1.4], [0, 1.4]);
    },
    began: 'Thu 11 Dec 07:04',
    steps: [
      'sort: Lena, due Thu 18 Dec 17:00',
      'first: Lena, due Mon 22 Dec 17:00',
      'second: Lena, due Mon 5 Jan 17:00',
      'third: Lena, due Mon 19 Jan 17:00',
      'answers: Lena, due Wed 21 Jan 17:00',
    ],
    end: 'success, Tue 27 Jan 07:04',
    neglected: {
      escalations: ['Mon 29 Dec 17:00 to the manager: without first_action'],
      end: 'success, Tue 27 Jan 07:04',
    },
  },
  {
    playbook: 'feature-request',
    tell: (life) => void steady(life),
    byHand: 111,
    began: 'Thu 20 Nov 09:30',
    steps: [
      'understand: Lena, due Tue 25 Nov 17:00',
      'existing: Samuel, due Tue 2 Dec 17:00',
      'triage: Lena, due Tue 9 Dec 17:00',
      'answer: Lena, due Fri 12 Dec 17:00',
      'note: Lena, due Tue 16 Dec 17:00',
    ],
    end: 'success, Wed 17 Dec 07:04',
    neglected: {
      escalations: [
        'Tue 25 Nov 17:00 to the manager: without first_action',
        'Thu 18 Dec 17:00 to the manager: without triage',
      ],
      end: 'timeout, Mon 19 Jan 17:00',
    },
  },
];
