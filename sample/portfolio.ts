import { COMPANIES, type Company } from './cast/companies.ts';
import { diceFor } from './dice.ts';
import { Life } from './life.ts';
import { calm } from './lives/calm.ts';
import { growing } from './lives/growing.ts';
import { offended, orphaned, owing, stopped } from './lives/interrupted.ts';
import { lukewarm, thrifty } from './lives/lukewarm.ts';
import { drifting, gone, starting } from './lives/new-customer.ts';
import { asleep, quiet } from './lives/quiet.ts';
import { mending, slipping } from './lives/slipping.ts';
import type { Profile, Segment } from './records.ts';
import { STORIES } from './stories.ts';
import { profileOf, type Script } from './story.ts';
import type { CsmKey } from './vendor.ts';

/** A customer with everything that happened to them, and what the team does about it. */
export interface Customer {
  readonly life: Life;
  readonly script: Script;
}

/** Lives without a story of their own: how many of a kind, and for how many days it has been so, from and to. */
interface Everyday {
  readonly many: number;
  readonly since?: readonly [number, number];
  /** New customers signed so many days ago; the others have been there for years. */
  readonly isNew?: boolean;
  tell(life: Life, since: number): void;
}

const SEGMENTS: Readonly<Record<CsmKey, readonly (readonly [Segment, number])[]>> = {
  lena: [
    ['enterprise', 8],
    ['mid-market', 20],
  ],
  mateo: [
    ['enterprise', 24],
    ['mid-market', 36],
  ],
  aylin: [
    ['mid-market', 16],
    ['small', 119],
  ],
};

/** How the everyday customers of each CSM are doing. */
const EVERYDAY: Readonly<Record<CsmKey, readonly Everyday[]>> = {
  lena: [
    { tell: calm, many: 14 },
    { tell: lukewarm, many: 6 },
    { tell: thrifty, many: 4 },
    { tell: slipping, many: 3, since: [22, 46] },
    { tell: (life, since) => growing(life, since, { hasOffer: true }), many: 1, since: [30, 30] },
  ],
  mateo: [
    { tell: calm, many: 27 },
    { tell: orphaned, many: 1, since: [12, 12] },
    { tell: offended, many: 1, since: [4, 4] },
    { tell: stopped, many: 1, since: [3, 3] },
    { tell: lukewarm, many: 9 },
    { tell: thrifty, many: 6 },
    { tell: slipping, many: 9, since: [18, 70] },
    { tell: mending, many: 2, since: [76, 84] },
    { tell: growing, many: 2, since: [20, 34] },
    { tell: (life, since) => growing(life, since, { hasOffer: true }), many: 1, since: [40, 40] },
    { tell: quiet, many: 1, since: [58, 58] },
  ],
  aylin: [
    { tell: calm, many: 63 },
    { tell: orphaned, many: 1, since: [17, 17] },
    { tell: owing, many: 2, since: [32, 44] },
    { tell: offended, many: 1, since: [6, 6] },
    { tell: stopped, many: 1, since: [5, 5] },
    { tell: lukewarm, many: 22 },
    { tell: thrifty, many: 10 },
    { tell: slipping, many: 13, since: [16, 75] },
    { tell: mending, many: 2, since: [70, 88] },
    { tell: growing, many: 3, since: [14, 48] },
    { tell: quiet, many: 3, since: [47, 60] },
    { tell: asleep, many: 3, since: [46, 75] },
    { tell: gone, many: 4, since: [25, 150] },
    { tell: starting, many: 5, since: [3, 68], isNew: true },
    { tell: drifting, many: 2, since: [47, 60], isNew: true },
  ],
};

/** All 240 customers: first those with stories, then everybody else. */
export function tellPortfolio(): Customer[] {
  const customers: Customer[] = STORIES.map(({ account, tell, team = {} }) => {
    const life = new Life(profileOf(account));
    tell(life);
    return { life, script: team };
  });
  const companies = shuffled(COMPANIES);
  for (const csm of ['lena', 'mateo', 'aylin'] as const) {
    const segments = shuffled(SEGMENTS[csm].flatMap(([segment, many]) => Array<Segment>(many).fill(segment)));
    for (const everyday of EVERYDAY[csm])
      for (let turn = 0; turn < everyday.many; turn++) {
        const since = sinceOf(everyday, turn);
        const life = new Life(profileFor(companies.pop()!, segments.pop()!, csm, everyday.isNew ? since : null));
        everyday.tell(life, since);
        customers.push({ life, script: {} });
      }
  }
  return customers;
}

/** Spread evenly from the first to the last. */
function sinceOf({ since: [from, to] = [0, 0], many }: Everyday, turn: number): number {
  return many === 1 ? from : Math.round(from + ((to - from) * turn) / (many - 1));
}

const SEATS: Readonly<Record<Segment, readonly [number, number]>> = {
  enterprise: [60, 150],
  'mid-market': [16, 56],
  small: [4, 13],
};

function profileFor(company: Company, segment: Segment, csm: CsmKey, signed: number | null): Profile {
  const dice = diceFor(company.name, 'contract');
  const renewsIn = signed === null ? dice.between(7, 358) : 365 - signed;
  const years = signed === null ? dice.between(1, 4) : 0;
  const plan =
    segment === 'enterprise' ? 'Enterprise' : dice.chance(segment === 'small' ? 0.15 : 0.7) ? 'Business' : 'Team';
  return profileOf({ ...company, segment, plan, seats: dice.between(...SEATS[segment]), csm, years, renewsIn });
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  const dice = diceFor('order', items.length);
  const mixed = [...items];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = dice.between(0, i);
    [mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
  }
  return mixed;
}
