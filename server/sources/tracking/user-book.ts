import type { KnownAccount, TrackedUser } from './tracked-users.ts';
import type { Traits } from './tracking-call.ts';

const NOBODY: TrackedUser = { account: null, waitsFor: null, traits: {}, at: Number.NEGATIVE_INFINITY };

/** The users of a source while their calls are gone through, in the order in which they came. */
export class UserBook {
  readonly changed = new Map<string, TrackedUser>();
  /** Users whose account has become known, and whose earlier events may wait for it. */
  readonly found = new Map<string, KnownAccount>();
  readonly #users: ReadonlyMap<string, TrackedUser>;
  readonly #findAccount: (accountKey: string) => KnownAccount | undefined;

  constructor(users: ReadonlyMap<string, TrackedUser>, findAccount: (accountKey: string) => KnownAccount | undefined) {
    this.#users = users;
    this.#findAccount = findAccount;
    for (const [userKey, user] of users) {
      const account = user.account === null && user.waitsFor !== null ? findAccount(user.waitsFor) : undefined;
      if (account) this.#settle(userKey, { ...user, account, waitsFor: null });
    }
  }

  accountOf(userKey: string): KnownAccount | null {
    return this.#get(userKey).account;
  }

  traitsOf(userKey: string): Traits {
    return this.#get(userKey).traits;
  }

  /** The user belongs to the account of this key, from this time on unless we know of later. */
  join(userKey: string, accountKey: string, at: number): void {
    const user = this.#get(userKey);
    const account = this.#findAccount(accountKey) ?? null;
    if (at < user.at && (user.account || user.waitsFor !== null)) return;
    if (account ? account.id === user.account?.id : user.waitsFor === accountKey) return;
    const joined = { ...user, waitsFor: account ? null : accountKey, at: Math.max(at, user.at) };
    if (account) this.#settle(userKey, { ...joined, account });
    else this.changed.set(userKey, joined);
  }

  describe(userKey: string, traits: Traits, at: number): void {
    const user = this.#get(userKey);
    if (Object.keys(traits).length === 0) return;
    const merged = at >= user.at ? { ...user.traits, ...traits } : { ...traits, ...user.traits };
    this.changed.set(userKey, { ...user, traits: merged, at: Math.max(at, user.at) });
  }

  /** Both keys mean the same user: what is known of one and not of the other holds for both. */
  unite(userKey: string, previousKey: string, at: number): void {
    const account = this.accountOf(userKey) ?? this.accountOf(previousKey);
    if (!account) return;
    for (const key of [userKey, previousKey]) {
      const user = this.#get(key);
      if (!user.account) this.#settle(key, { ...user, account, waitsFor: null, at: Math.max(at, user.at) });
    }
  }

  #get(userKey: string): TrackedUser {
    return this.changed.get(userKey) ?? this.#users.get(userKey) ?? NOBODY;
  }

  #settle(userKey: string, user: TrackedUser & { account: KnownAccount }): void {
    if (!this.#get(userKey).account) this.found.set(userKey, user.account);
    this.changed.set(userKey, user);
  }
}
