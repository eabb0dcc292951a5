import type { EpochDay } from '../../lib/days.ts';
import type { AccountAndDay } from '../usage/roll-up.ts';
import type { Counted, CountedDay, NewlyCounted } from '../usage/write-rollup.ts';
import type { KnownAccount } from './tracked-users.ts';

/** What a transaction has found out that holds once it is committed. */
export interface Learnt {
  readonly accounts: ReadonlyMap<string, KnownAccount>;
  readonly counted: readonly NewlyCounted[];
}

/**
 * What this process remembers of a source from committed transactions: its accounts, and the users and metrics that have been counted on a day. Holds
 * for one epoch (table `usage_epoch`) and is forgotten when it ends, or when it becomes too much.
 */
export interface SourceMemory {
  /** To be said first in each transaction: forgets what is of another epoch. */
  enter(epoch: number): void;
  /** To be said when what is remembered turned out to be wrong. */
  forget(): void;
  account(accountKey: string): KnownAccount | undefined;
  readonly counted: Counted;
  learn(learnt: Learnt): void;
}

const MOST_ACCOUNTS = 50_000;
const MOST_COUNTED = 300_000;

/** What has been counted of one account on one day; it grows. */
interface GrowingDay extends CountedDay {
  readonly users: Set<number>;
  readonly metrics: Set<number>;
}

export function sourceMemory(): SourceMemory {
  const accounts = new Map<string, KnownAccount>();
  const days = new Map<EpochDay, Map<number, GrowingDay>>();
  let countOfAll = 0;
  let current = Number.NaN;

  function forgetDays(): void {
    days.clear();
    countOfAll = 0;
  }

  function growingDay({ accountSlot, day }: AccountAndDay): GrowingDay {
    const ofDay = days.get(day) ?? new Map<number, GrowingDay>();
    days.set(day, ofDay);
    const known = ofDay.get(accountSlot) ?? { users: new Set(), metrics: new Set() };
    ofDay.set(accountSlot, known);
    return known;
  }

  return {
    enter(epoch) {
      if (epoch !== current) this.forget();
      current = epoch;
    },
    account: (accountKey) => accounts.get(accountKey),
    forget() {
      accounts.clear();
      forgetDays();
    },
    counted: ({ accountSlot, day }) => days.get(day)?.get(accountSlot),
    learn(learnt) {
      if (accounts.size > MOST_ACCOUNTS) accounts.clear();
      for (const [accountKey, account] of learnt.accounts) accounts.set(accountKey, account);
      if (countOfAll > MOST_COUNTED) forgetDays();
      for (const newly of learnt.counted) {
        const known = growingDay(newly);
        const before = known.users.size + known.metrics.size;
        for (const user of newly.users) known.users.add(user);
        for (const metric of newly.metrics) known.metrics.add(metric);
        countOfAll += known.users.size + known.metrics.size - before;
      }
    },
  };
}
