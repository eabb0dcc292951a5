import type { Transaction } from '../../context/transaction.ts';
import { signalsOf } from '../../expressions/check.ts';
import type { Catalogue } from '../../expressions/declaration.ts';
import { parseExpression } from '../../expressions/parse.ts';
import { assess } from '../../health/assess.ts';
import { addHealth, BAND_MEMORY } from '../../health/health-day.ts';
import type { HealthModel } from '../../health/health-model.ts';
import { loadHealthModel } from '../../health/load-model.ts';
import type { EpochDay } from '../../lib/days.ts';
import { ColumnPool } from '../../signals/columns/column-pool.ts';
import type { Rows } from '../../signals/columns/rows.ts';
import type { LabelBook } from '../../signals/labels.ts';
import { openHistory } from '../../signals/signal-history.ts';
import { keptDays, readSnapshots } from '../../signals/snapshot.ts';

export interface PastDays {
  readonly rows: Rows;
  readonly labels: LabelBook;
  readonly livedDays: number;
}

/** A signal that is kept of each day that was diagnosed, and of no other. */
const OF_WHOLE_DAYS = 'account.arr';
const LOOK_BACKS = [7, 28];
/** Bands and changes need the days before. */
const WARM_UP_DAYS = 28;
/** How many lived days are read at once. */
const DAYS_AT_ONCE = 32;

/**
 * The wanted signals on each of these days, which ascend, handed over in order. A day that was lived through has the values that were kept of
 * it: what was known then. Any other day is computed from the history of facts, by the code of the nightly diagnosis; health by the model
 * that is in force now.
 */
export async function pastDays(
  tx: Transaction,
  days: readonly EpochDay[],
  { wanted, catalogue }: { wanted: ReadonlySet<string>; catalogue: Catalogue },
  onDay: (day: EpochDay, columns: ReadonlyMap<string, Float64Array>, past: Pick<PastDays, 'rows' | 'labels'>) => void,
): Promise<PastDays> {
  const health = [...wanted].filter((signal) => signal.startsWith('health.'));
  const { model } = await loadHealthModel(tx);
  const ofFacts = new Set([...wanted].filter((signal) => !signal.startsWith('health.')));
  const { derived, needsEveryDay } = healthNeeds(health);
  const computed = needsEveryDay ? everyDay(days[0]! - WARM_UP_DAYS, days.at(-1)!) : days;
  const read = derived ? readByModel(model, catalogue) : [];
  const history = await openHistory(tx, computed, new Set([...ofFacts, ...read]));
  const { rows, labels } = history;
  const lived = await keptDays(tx, days, OF_WHOLE_DAYS);
  const kept = keptReader(
    tx,
    [...lived].sort((a, b) => a - b),
    wanted,
    rows,
  );
  const asked = new Set(days);
  // Without bands nothing is asked of the day before: its columns serve for the next.
  const pool = needsEveryDay ? undefined : new ColumnPool();
  const recent = new Map<EpochDay, ReadonlyMap<string, Float64Array>>();
  for (const day of computed) {
    const ofDay = lived.has(day) ? await kept(day) : null;
    if (ofDay && isComplete(ofDay, wanted, needsEveryDay)) {
      if (needsEveryDay) recent.set(day, ofDay);
      onDay(day, pick(ofDay, wanted), history);
    } else {
      const columns = history.derive(day, pool);
      if (needsEveryDay) addHealthOf(columns, rows, day, model, recent, catalogue, labels);
      else if (derived) addScore(columns, rows, model, catalogue, labels);
      if (needsEveryDay) recent.set(day, columns);
      if (asked.has(day)) onDay(day, pick(columns, wanted), history);
      pool?.takeBack();
    }
    recent.delete(day - WARM_UP_DAYS - 1);
  }
  return { rows, labels, livedDays: lived.size };
}

function pick(columns: ReadonlyMap<string, Float64Array>, wanted: ReadonlySet<string>) {
  return new Map([...wanted].map((signal) => [signal, columns.get(signal)!]));
}

function isComplete(
  columns: ReadonlyMap<string, Float64Array>,
  wanted: ReadonlySet<string>,
  withBands: boolean,
): boolean {
  return [...wanted, ...(withBands ? BAND_MEMORY : [])].every((signal) => columns.has(signal));
}

/** Whether health has to be scored, and whether on every day: its bands and changes go on from the days before. */
function healthNeeds(health: readonly string[]) {
  const ofOneDay = new Set(['health.score', 'health.coverage', 'health.engagement', 'health.success']);
  for (const signal of ['health.satisfaction', 'health.financial']) ofOneDay.add(signal);
  return { derived: health.length > 0, needsEveryDay: health.some((signal) => !ofOneDay.has(signal)) };
}

/** The canonical names of the signals of facts that the health model reads. */
function readByModel({ variants }: HealthModel, catalogue: Catalogue): string[] {
  return variants.flatMap((variant) => [
    ...variant.components.flatMap(({ indicators }) => indicators.map(({ signal }) => signal)),
    ...(variant.for === null ? [] : signalsOf(parseExpression(variant.for))).map((name) => catalogue.get(name)!.name),
  ]);
}

/** The score and its components by themselves, without bands and changes, which nobody asked for. */
function addScore(
  columns: Map<string, Float64Array>,
  rows: Rows,
  model: HealthModel,
  catalogue: Catalogue,
  labels: LabelBook,
): void {
  const { score, coverage, components } = assess(model, columns, rows.count, catalogue, labels);
  columns.set('health.score', score).set('health.coverage', coverage);
  for (const [key, values] of components) columns.set(`health.${key}`, values);
}

function addHealthOf(
  columns: Map<string, Float64Array>,
  rows: Rows,
  day: EpochDay,
  model: HealthModel,
  recent: ReadonlyMap<EpochDay, ReadonlyMap<string, Float64Array>>,
  catalogue: Catalogue,
  labels: LabelBook,
): void {
  const [score7, score28] = LOOK_BACKS.map((back) => recent.get(day - back)?.get('health.score'));
  addHealth(columns, rows.count, day, model, { yesterday: recent.get(day - 1), score7, score28 }, catalogue, labels);
}

/** Reads kept days ahead, some at once; they are asked for in ascending order. */
function keptReader(tx: Transaction, lived: readonly EpochDay[], wanted: ReadonlySet<string>, rows: Rows) {
  const signals = [...new Set([...wanted, 'health.score', 'health.band', ...BAND_MEMORY])];
  let ahead = new Map<EpochDay, Map<string, Float64Array>>();
  return async (day: EpochDay) => {
    if (!ahead.has(day)) {
      const from = lived.indexOf(day);
      ahead = await readSnapshots(tx, lived.slice(from, from + DAYS_AT_ONCE), signals, rows);
    }
    return ahead.get(day) ?? null;
  };
}

function everyDay(from: EpochDay, to: EpochDay): EpochDay[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
