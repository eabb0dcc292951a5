import { mayI } from '../context/permission.ts';
import type { Transaction } from '../context/transaction.ts';
import type { AccountState } from './account-state.ts';
import { type FieldValue, isSame, valueNow } from './field-history.ts';
import { loadAccountStates } from './load-account-states.ts';
import { saveAccountStates } from './save-account-states.ts';

/** What `writeAccounts` did to an account. */
export interface AccountChange {
  readonly accountId: string;
  /** By column or `attributes.<key>`; `at` is since when it had been said to be so, in milliseconds since 1970. */
  readonly changes: Readonly<Record<string, FieldChange>>;
}

interface FieldChange {
  readonly before: unknown;
  readonly after: unknown;
  readonly at: number;
}

/**
 * Takes back what was written about accounts, and from their history, as if it had never been said. A field that has
 * another value by now stays as it is. Gives the accounts of which some field stays.
 */
export async function revertAccounts(
  tx: Transaction,
  sourceId: string,
  reverted: readonly AccountChange[],
): Promise<Set<string>> {
  mayI(tx.actor, 'work');
  if (reverted.length === 0) return new Set();
  const states = await loadAccountStates(tx, [...new Set(reverted.map(({ accountId }) => accountId))]);
  const kept = new Set<string>();
  for (const { accountId, changes } of reverted) {
    const state = states.get(accountId);
    if (!state) continue;
    for (const [field, change] of Object.entries(changes)) {
      if (!revertField(state, field, change)) kept.add(accountId);
    }
  }
  await saveAccountStates(tx, sourceId, states.values());
  return kept;
}

function revertField(state: AccountState, field: string, { before, after, at }: FieldChange): boolean {
  const history = state.after.get(field) ?? state.before.get(field) ?? [];
  const index = history.findLastIndex((stretch) => stretch.from <= at);
  const told = history[index];
  if (!told || !isSame(told.value, after) || !isSame(valueNow(history), after)) return false;
  // An account cannot be without a name: the first one it was given stays.
  if (field === 'name' && before === null) return true;
  state.after.set(field, without(history, index, told, before));
  return true;
}

function without(history: readonly FieldValue[], index: number, told: FieldValue, before: unknown): FieldValue[] {
  const previous = history[index - 1];
  const others = history.filter((_, position) => position !== index);
  if (previous && isSame(previous.value, before)) {
    return others.map((stretch) => (stretch === previous ? { ...previous, to: told.to } : stretch));
  }
  if (!previous && before === null && history.length === 1) return [];
  return history.map((stretch) => (stretch === told ? { ...told, value: before } : stretch));
}
