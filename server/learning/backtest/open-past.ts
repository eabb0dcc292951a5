import type { Transaction } from '../../context/transaction.ts';
import { type CompiledExpression, compileColumns } from '../../expressions/compile-columns.ts';
import type { Catalogue } from '../../expressions/declaration.ts';
import { loadCatalogue } from '../../health/load-catalogue.ts';
import type { EpochDay } from '../../lib/days.ts';
import { problem } from '../../lib/problem.ts';
import { decodeColumn, encodeColumn } from '../../signals/columns/column-codec.ts';
import type { Rows } from '../../signals/columns/rows.ts';
import type { LabelBook } from '../../signals/labels.ts';
import { BEFORE, conditionFrom, signalsRead, withBefore } from './past-catalogue.ts';
import { pastDays } from './past-days.ts';

/** Some signals of all accounts over days of the past, compact in memory, and the truth of conditions over them. */
export interface Past {
  /** In ascending order. */
  readonly days: readonly EpochDay[];
  readonly rows: Rows;
  readonly catalogue: Catalogue;
  readonly labels: LabelBook;
  /** How many of the days were lived through: their signals were kept, as they were known then. The others are computed from history. */
  readonly livedDays: number;
  readonly bytes: number;
  /** Whether it holds all signals of a condition. Throws a 422 problem for one that cannot be evaluated. */
  holds(condition: string): boolean;
  /** The signals of one of the days, by its place; the columns are overwritten by the next call. */
  columnsOn(place: number): ReadonlyMap<string, Float64Array>;
  /** The place of a day; -1 when it is not among them. */
  placeOf(day: EpochDay): number;
  /**
   * The truth (1 true, 0 false, 2 unknown) of a condition for every row, by the place of the day. For an outcome, `horizon` says how many
   * days before lies what `before.` names; where that day is not known, such an outcome is unknown.
   */
  truthOf(condition: string, horizon?: number): readonly Uint8Array[];
}

/** More than this much memory for one past is refused. */
const MOST_BYTES = 400_000_000;
const KEPT_TRUTHS = 8;
const ASKED_AT_ONCE = 3;

/**
 * Opens the past of what some conditions read, over days that ascend. A 422 problem for conditions that cannot be evaluated, and for more
 * accounts and days than fit into memory.
 */
export async function openPast(
  tx: Transaction,
  days: readonly EpochDay[],
  conditions: readonly string[],
): Promise<Past> {
  const catalogue = withBefore(await loadCatalogue(tx));
  const wanted = new Set(
    conditions.flatMap((text) => signalsRead(conditionFrom(text, catalogue, 'condition'), catalogue)),
  );
  const kept = new Map<EpochDay, Map<string, Buffer>>();
  let bytes = 0;
  const truths = new Map<string, Uint8Array[]>();
  let askOnDay: ReturnType<typeof askingAtOnce> | undefined;
  const { rows, labels, livedDays } = await pastDays(tx, days, { wanted, catalogue }, (day, columns, known) => {
    askOnDay ??= askingAtOnce(conditions, catalogue, known, truths);
    askOnDay(columns);
    const encoded = new Map([...columns].map(([signal, values]) => [signal, encodeColumn(values)]));
    for (const data of encoded.values()) bytes += data.length;
    if (bytes > MOST_BYTES)
      throw problem(
        422,
        'That is more past than fits into memory. Take fewer days, or snapshots by the week or month.',
      );
    kept.set(day, encoded);
  });
  return keepPast({ days, rows, catalogue, labels, livedDays, bytes }, kept, wanted, truths);
}

/** Asks the first conditions of each day as it is derived, while its signals are at hand; those that look back wait until all days are there. */
function askingAtOnce(
  conditions: readonly string[],
  catalogue: Catalogue,
  { rows, labels }: Pick<Past, 'rows' | 'labels'>,
  truths: Map<string, Uint8Array[]>,
): (columns: ReadonlyMap<string, Float64Array>) => void {
  const asked = [...new Set(conditions)].slice(0, ASKED_AT_ONCE).flatMap((text) => {
    const compiled = compile(text, catalogue, labels);
    if (looksBack(compiled)) return [];
    const found: Uint8Array[] = [];
    truths.set(keyOf(text, 0), found);
    return [{ compiled, found }];
  });
  return (columns) => {
    for (const { compiled, found } of asked) {
      const out = new Uint8Array(rows.count);
      compiled.run(columns, rows.count, out);
      found.push(out);
    }
  };
}

function compile(text: string, catalogue: Catalogue, labels: LabelBook): CompiledExpression {
  return compileColumns(conditionFrom(text, catalogue, 'condition'), catalogue, (signal, label) =>
    labels.codeOf(signal.replace(BEFORE, ''), label),
  );
}

function looksBack({ signals }: CompiledExpression): boolean {
  return signals.some((signal) => signal.startsWith(BEFORE));
}

function keyOf(text: string, horizon: number): string {
  return `${horizon}/${text}`;
}

function keepPast(
  known: Pick<Past, 'days' | 'rows' | 'catalogue' | 'labels' | 'livedDays' | 'bytes'>,
  kept: ReadonlyMap<EpochDay, ReadonlyMap<string, Buffer>>,
  wanted: ReadonlySet<string>,
  truths: Map<string, Uint8Array[]>,
): Past {
  const { days, rows, catalogue, labels } = known;
  const places = new Map(days.map((day, place) => [day, place]));
  const columns = new Map([...wanted].map((signal) => [signal, new Float64Array(rows.count)]));
  const before = new Map([...wanted].map((signal) => [BEFORE + signal, new Float64Array(rows.count)]));
  const both = new Map([...columns, ...before]);
  const load = (day: EpochDay, prefix: string, out: ReadonlyMap<string, Float64Array>, signals: Iterable<string>) => {
    for (const signal of signals) {
      const data = kept.get(day)?.get(signal);
      const column = out.get(prefix + signal)!;
      if (data) decodeColumn(data, column, 0, rows.count);
      else column.fill(Number.NaN);
    }
  };
  return {
    ...known,
    holds: (text) =>
      signalsRead(conditionFrom(text, catalogue, 'condition'), catalogue).every((signal) => wanted.has(signal)),
    columnsOn(place) {
      load(days[place]!, '', columns, wanted);
      return columns;
    },
    placeOf: (day) => places.get(day) ?? -1,
    truthOf(text, horizon = 0) {
      const compiled = compile(text, catalogue, labels);
      const key = keyOf(text, looksBack(compiled) ? horizon : 0);
      const kept = truths.get(key);
      if (kept) {
        // What was used last is kept longest.
        truths.delete(key);
        truths.set(key, kept);
        return kept;
      }
      const [earlier, now] = [true, false].map((isBefore) =>
        compiled.signals.filter((signal) => signal.startsWith(BEFORE) === isBefore),
      );
      const names = earlier!.map((signal) => signal.slice(BEFORE.length));
      const found = days.map((day) => {
        const out = new Uint8Array(rows.count);
        load(day, '', columns, now!);
        load(day - horizon, BEFORE, before, names);
        compiled.run(both, rows.count, out);
        return out;
      });
      truths.set(key, found);
      if (truths.size > KEPT_TRUTHS) truths.delete(truths.keys().next().value!);
      return found;
    },
  };
}
