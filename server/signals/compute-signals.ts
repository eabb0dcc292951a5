import type { Transaction } from '../context/transaction.ts';
import type { SignalDeclaration } from '../expressions/declaration.ts';
import type { EpochDay } from '../lib/days.ts';
import { Laps } from '../lib/laps.ts';
import { declareSignals, type OwnDefinitions, SIGNAL_GROUPS } from './catalogue.ts';
import { ColumnPool } from './columns/column-pool.ts';
import type { Rows } from './columns/rows.ts';
import type { ContactFacts } from './contacts/contact-facts.ts';
import type { LabelBook } from './labels.ts';
import { openFacts } from './open-facts.ts';

/** The signals of one day: a column each, one value a row, NaN = unknown. */
export interface SignalDay {
  readonly day: EpochDay;
  readonly rows: Rows;
  readonly columns: Map<string, Float64Array>;
}

/** What a computation of signals was made with and for. */
export interface SignalComputation {
  readonly own: OwnDefinitions;
  readonly declarations: readonly SignalDeclaration[];
  readonly labels: LabelBook;
  readonly days: readonly SignalDay[];
  /** The contacts of the accounts: read when somebody asks, and once. */
  readonly contacts: () => Promise<ContactFacts>;
}

/**
 * Computes every signal of facts on each of the given days, for all accounts or for these slots only. A day means its morning in the
 * organisation's time zone: facts that occurred before it began. The one definition serves the nightly run, one account at once, and
 * the past.
 */
export async function computeSignals(
  tx: Transaction,
  days: readonly EpochDay[],
  slots: readonly number[] | null = null,
  laps = new Laps(),
  pool = new ColumnPool(),
): Promise<SignalComputation> {
  const ascending = [...days].sort((a, b) => a - b);
  const { scope, own, labels } = await openFacts(tx, ascending, { slots, laps });
  const { rows } = scope;
  const results = ascending.map((day) => ({ day, rows, columns: new Map<string, Float64Array>() }));
  const declarations = declareSignals(own);
  for (const result of results) for (const { name } of declarations) result.columns.set(name, pool.take(rows.count));
  // Few facts are read together, all of them one family after the other: a family's facts can be forgotten before the next is read.
  const loaded = slots ? await Promise.all(SIGNAL_GROUPS.map((group) => group.load(scope))) : [];
  for (const [index, group] of SIGNAL_GROUPS.entries()) {
    await laps.time(`signals: ${group.name}`, async () => {
      const derive = loaded[index] ?? (await group.load(scope));
      for (const { day, columns } of results) derive(day, (signal) => columnOf(columns, signal));
    });
  }
  return { own, declarations, labels, days: results, contacts: scope.contacts };
}

function columnOf(columns: Map<string, Float64Array>, signal: string): Float64Array {
  const column = columns.get(signal);
  if (!column) throw new Error(`The signal ${signal} is derived but not declared.`);
  return column;
}
