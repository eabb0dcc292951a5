import { type AccountDay, accountDayKey } from '../usage/roll-up.ts';
import type { IsCounted } from '../usage/write-rollup.ts';
import type { KnownAccount } from './tracked-users.ts';

/** What a transaction has found out that holds once it is committed. */
export interface Learnt {
  readonly accounts: ReadonlyMap<string, KnownAccount>;
  readonly accountDays: readonly AccountDay[];
}

/**
 * What this process remembers of a source from committed transactions: its accounts, and the users who have been counted on a day. Holds
 * for one epoch (table `usage_epoch`) and is forgotten when it ends, or when it becomes too much.
 */
export interface SourceMemory {
  /** To be said first in each transaction: forgets what is of another epoch. */
  enter(epoch: number): void;
  account(accountKey: string): KnownAccount | undefined;
  readonly isCounted: IsCounted;
  learn(learnt: Learnt): void;
}

const MOST_ACCOUNTS = 50_000;
const MOST_USERS = 300_000;

export function sourceMemory(): SourceMemory {
  const accounts = new Map<string, KnownAccount>();
  const users = new Map<number, Set<number>>();
  let countOfUsers = 0;
  let current = Number.NaN;

  function forgetUsers(): void {
    users.clear();
    countOfUsers = 0;
  }

  return {
    enter(epoch) {
      if (epoch !== current) {
        accounts.clear();
        forgetUsers();
      }
      current = epoch;
    },
    account: (accountKey) => accounts.get(accountKey),
    isCounted: ({ accountSlot, day }, user) => users.get(accountDayKey(accountSlot, day))?.has(user) ?? false,
    learn(learnt) {
      if (accounts.size > MOST_ACCOUNTS) accounts.clear();
      for (const [accountKey, account] of learnt.accounts) accounts.set(accountKey, account);
      if (countOfUsers > MOST_USERS) forgetUsers();
      for (const { accountSlot, day, users: counted } of learnt.accountDays) {
        const key = accountDayKey(accountSlot, day);
        const known = users.get(key);
        const before = known?.size ?? 0;
        if (known) for (const user of counted) known.add(user);
        else users.set(key, counted);
        countOfUsers += (known ?? counted).size - before;
      }
    },
  };
}
