import { Life } from '../../sample/life.ts';
import type { Customer } from '../../sample/portfolio.ts';
import { profileOf, type StoryAccount } from '../../sample/story.ts';

/** A playbook of the library, a customer who meets its trigger, and what a reader of its guide expects. */
export interface Case {
  readonly playbook: string;
  /** Where there are several cases of a playbook: which one. */
  readonly which?: string;
  readonly account?: Partial<StoryAccount>;
  /** What happens to the customer, in days before the last day. */
  tell(life: Life): void;
  /** Started by a member so many days before the last day. */
  readonly byHand?: number;
  /** Whether something is handed over in it. */
  readonly handsOver?: boolean;
  /** What is chosen where a step asks for a decision. */
  readonly chooses?: Readonly<Record<string, string>>;
  readonly began: string;
  readonly steps: readonly string[];
  readonly end: string;
  /** What happens where nobody does anything. */
  readonly neglected: { readonly escalations: readonly string[]; readonly end: string };
}

/** What a case is called among the others. */
export function nameOf({ playbook, which }: Pick<Case, 'playbook' | 'which'>): string {
  return which === undefined ? playbook : `${playbook}, ${which}`;
}

/** The customer of a case; both that there are of it live the same life. */
export function customerOf({ playbook, which, account, tell }: Case, isWorked: boolean): Customer {
  const life = new Life(
    profileOf({
      name: `${isWorked ? 'Worked' : 'Neglected'} ${nameOf({ playbook, which })}`,
      city: 'Ulm',
      country: 'DE',
      industry: 'Lifts',
      segment: 'mid-market',
      plan: 'Business',
      seats: 40,
      csm: 'lena',
      years: 2,
      renewsIn: 250,
      ...account,
    }),
  );
  tell(life);
  return { life, script: {} };
}

/** A customer about whom there is nothing to say: they use it, they talk with us every fortnight, they pay. */
export function steady(
  life: Life,
  { talksUntil = 1, reviewed = true }: { talksUntil?: number; reviewed?: boolean } = {},
) {
  const { seats, customerFor } = life.profile;
  life.contract(seats);
  const champion = life.person('champion', { name: 'Jule Brand' });
  const sponsor = life.person('executive_sponsor', { name: 'Per Lund' });
  life.uses({ share: 0.6 });
  life.talks({ every: 14, until: talksUntil, with: champion });
  if (reviewed)
    for (let day = 5; day < Math.min(400, customerFor); day += 40)
      life.meeting(day, { with: sponsor, hour: 11, subject: 'Review', summary: 'As planned.' });
  life.nps(260, 8);
  life.csat(140, 4);
  life.bills(3, () => -5);
  return { champion, sponsor };
}

/** A customer who is neither warm nor cold: a third of the seats, fewer things done each month, bills a week late. */
export function tepid(life: Life): void {
  life.contract(life.profile.seats);
  const user = life.person('user', { name: 'Jule Brand' });
  life.uses({ share: 0.34, busy: 0.4 });
  life.amountGoes([425, 1.2], [0, 0.85]);
  life.talks({ every: 28, until: 6, with: user });
  for (const day of [150, 120, 90, 60]) life.csat(day, 3);
  life.nps(170, 7);
  life.bills(3, () => 8);
}
