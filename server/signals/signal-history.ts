import type { Transaction } from '../context/transaction.ts';
import type { SignalDeclaration } from '../expressions/declaration.ts';
import type { EpochDay } from '../lib/days.ts';
import { declareSignals, type OwnDefinitions, SIGNAL_GROUPS } from './catalogue.ts';
import type { ColumnPool } from './columns/column-pool.ts';
import type { Rows } from './columns/rows.ts';
import type { LabelBook } from './labels.ts';
import { type FactsWanted, openFacts } from './open-facts.ts';
import type { DeriveDay, SignalGroup } from './signal-group.ts';

/** Signals of the past, day by day: the facts are loaded, and only what is wanted of a day is derived when it is asked for. */
export interface SignalHistory {
  readonly rows: Rows;
  readonly labels: LabelBook;
  readonly own: OwnDefinitions;
  readonly declarations: readonly SignalDeclaration[];
  /**
   * The wanted signals on one of the days, a column each, NaN = unknown. Days are asked for in ascending order; those that nobody needs may
   * be left out. The columns are the caller's, or out of its pool.
   */
  derive(day: EpochDay, pool?: ColumnPool): Map<string, Float64Array>;
}

/**
 * Opens the history of some signals over days that ascend, for all accounts or for these slots. The families and their derivation are those
 * of the nightly diagnosis; only the families that are needed are read.
 */
export async function openHistory(
  tx: Transaction,
  days: readonly EpochDay[],
  wanted: ReadonlySet<string>,
  slots: FactsWanted['slots'] = null,
): Promise<SignalHistory> {
  const all = withWhatTheyRead(wanted);
  const { scope, own, labels } = await openFacts(tx, days, { slots, wanted: all });
  const groups = SIGNAL_GROUPS.filter((group) => group.declare(own).some(({ name }) => all.has(name)));
  const derivations: DeriveDay[] = [];
  // Of few accounts families are read together, of all one after the other.
  if (slots) derivations.push(...(await Promise.all(groups.map((group) => group.load(scope)))));
  else for (const group of groups) derivations.push(await group.load(scope));
  const declarations = declareSignals(own);
  const { count } = scope.rows;
  const unneeded = new Map<string, Float64Array>();
  return {
    rows: scope.rows,
    labels,
    own,
    declarations,
    derive(day, pool) {
      const columns = new Map<string, Float64Array>();
      const fresh = (signal: string) => {
        const isNeeded = all.has(signal);
        const known = isNeeded ? pool?.take(count) : unneeded.get(signal)?.fill(Number.NaN);
        const column = known ?? new Float64Array(count).fill(Number.NaN);
        if (!isNeeded) unneeded.set(signal, column);
        columns.set(signal, column);
        return column;
      };
      for (const derive of derivations) derive(day, (signal) => columns.get(signal) ?? fresh(signal));
      return new Map([...wanted].map((signal) => [signal, columns.get(signal) ?? fresh(signal)]));
    },
  };
}

/** The signals and all that they are derived from in other families. */
function withWhatTheyRead(wanted: ReadonlySet<string>): Set<string> {
  const all = new Set(wanted);
  for (const signal of all) for (const group of SIGNAL_GROUPS) for (const read of readsOf(group, signal)) all.add(read);
  return all;
}

function readsOf(group: SignalGroup, signal: string): readonly string[] {
  return group.readsFor?.(signal) ?? [];
}
