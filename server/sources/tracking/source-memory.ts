import { type AccountAndDay, type AccountDay, accountDayKey } from '../usage/roll-up.ts';
import type { Counted } from '../usage/write-rollup.ts';
import type { KnownAccount } from './tracked-users.ts';

/** What a transaction has found out that holds once it is committed. */
export interface Learnt {
  readonly accounts: ReadonlyMap<string, KnownAccount>;
  readonly accountDays: readonly AccountDay[];
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

/** What has been counted of one account on one day. */
interface CountedDay {
  readonly users: Set<number>;
  readonly metrics: Set<number>;
}

export function sourceMemory(): SourceMemory {
  const accounts = new Map<string, KnownAccount>();
  const days = new Map<number, CountedDay>();
  let countOfAll = 0;
  let current = Number.NaN;

  function forgetDays(): void {
    days.clear();
    countOfAll = 0;
  }
  const dayOf = ({ accountSlot, day }: AccountAndDay) => days.get(accountDayKey(accountSlot, day));

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
    counted: {
      hasUser: (accountDay, user) => dayOf(accountDay)?.users.has(user) ?? false,
      hasMetric: (accountDay, metric) => dayOf(accountDay)?.metrics.has(metric) ?? false,
    },
    learn(learnt) {
      if (accounts.size > MOST_ACCOUNTS) accounts.clear();
      for (const [accountKey, account] of learnt.accounts) accounts.set(accountKey, account);
      if (countOfAll > MOST_COUNTED) forgetDays();
      for (const { accountSlot, day, users, amounts } of learnt.accountDays) {
        const key = accountDayKey(accountSlot, day);
        const known = days.get(key) ?? { users: new Set(), metrics: new Set() };
        days.set(key, known);
        const before = known.users.size + known.metrics.size;
        for (const user of users) known.users.add(user);
        for (const metric of amounts.keys()) known.metrics.add(metric);
        countOfAll += known.users.size + known.metrics.size - before;
      }
    },
  };
}
