import { dayOf } from '../lib/days.ts';
import { changedHistory, changeHistory, type FieldValue, isSame, valueNow } from './field-history.ts';

/** An account while it is being written. Fields go by their column or by `attributes.<key>`. */
export interface AccountState {
  readonly id: string;
  /** What the row of the account says. */
  readonly row: ReadonlyMap<string, unknown>;
  /** The history of each field as it was read, and as it becomes. */
  readonly before: ReadonlyMap<string, readonly FieldValue[]>;
  readonly after: Map<string, readonly FieldValue[]>;
}

export interface Clock {
  /** The moment of the transaction, in milliseconds since 1970. */
  readonly now: number;
  /** The organisation's. */
  readonly timeZone: string;
}

/** By field: what was so before, at the time that was told of, and what is so from then on. */
export type Changes = Record<string, { before: unknown; after: unknown }>;

/** Tells the account what has been so since `at` (null: since now). Gives what was not known before. */
export function tell(
  account: AccountState,
  facts: ReadonlyMap<string, unknown>,
  at: number | null,
  clock: Clock,
): Changes {
  const changes: Changes = {};
  const since = at ?? clock.now;
  const stageBefore = valueNow(historyOf(account, 'stage'));
  for (const [field, value] of facts) tellField(account, field, value, since, changes);
  const stage = valueNow(historyOf(account, 'stage'));
  // A stage that has only just become known began on a day that nobody knows.
  const isDayKnown = at !== null || stageBefore !== null;
  if (!isSame(stage, stageBefore) && !facts.has('stage_since') && isDayKnown) {
    const day = stage === null ? null : dayOf(new Date(since), clock.timeZone);
    tellField(account, 'stage_since', day, since, changes);
  }
  return changes;
}

function tellField(account: AccountState, field: string, value: unknown, since: number, changes: Changes): void {
  const history = historyOf(account, field);
  const change = changeHistory(history, since, value);
  if (!change) return;
  account.after.set(field, changedHistory(history, change));
  const inForce = history.findLast((stretch) => stretch.from <= since);
  changes[field] = { before: inForce?.value ?? null, after: value };
}

/**
 * A value in the row without a history has been so as long as anybody knows; but a name without one is only a stand-in for the name
 * that nobody has told yet.
 */
function historyOf(account: AccountState, field: string): readonly FieldValue[] {
  const history = account.after.get(field) ?? account.before.get(field);
  if (history) return history;
  const value = account.row.get(field) ?? null;
  if (value === null || field === 'name') return [];
  return [{ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, value }];
}
