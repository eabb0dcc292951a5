import type { Transaction } from '../context/transaction.ts';
import type { Catalogue, SignalDeclaration } from '../expressions/declaration.ts';
import { addHealth, type BandChange } from '../health/health-day.ts';
import type { HealthModel } from '../health/health-model.ts';
import { HEALTH_SIGNALS } from '../health/health-signals.ts';
import { loadHealthModel } from '../health/load-model.ts';
import type { EpochDay } from '../lib/days.ts';
import { Laps } from '../lib/laps.ts';
import { buildCatalogue } from '../signals/catalogue.ts';
import { ColumnPool } from '../signals/columns/column-pool.ts';
import type { Rows } from '../signals/columns/rows.ts';
import { computeSignals } from '../signals/compute-signals.ts';
import type { ContactFacts } from '../signals/contacts/contact-facts.ts';
import type { LabelBook } from '../signals/labels.ts';
import type { SignalColumns } from '../signals/signal-group.ts';
import { readSnapshots } from '../signals/snapshot.ts';

/** A day of an organisation: every signal and the health of every row, and whose band changed. */
export interface DiagnosedDay {
  readonly day: EpochDay;
  readonly rows: Rows;
  readonly columns: Map<string, Float64Array>;
  /** The health of the day before: score, band and components; empty where it was not computed. */
  readonly yesterday: SignalColumns;
  readonly bandChanges: readonly BandChange[];
}

/** What days were computed with. */
export interface Computation {
  readonly catalogue: Catalogue;
  readonly declarations: readonly SignalDeclaration[];
  readonly labels: LabelBook;
  readonly model: HealthModel;
  /** The contacts of the accounts: read when somebody asks, and once. */
  readonly contacts: () => Promise<ContactFacts>;
}

/** Health of a day is told from the scores so many days before it. */
export const SCORE_LOOKBACKS = [7, 28] as const;

/**
 * Computes signals and health of days for all accounts, or for these slots, handing over each day in order. The scores of earlier days
 * and the band of the day before come from what is kept of them. Columns come out of `pool`.
 */
export async function computeDays(
  tx: Transaction,
  days: readonly EpochDay[],
  onDay: (day: DiagnosedDay, computation: Computation) => Promise<void>,
  slots: readonly number[] | null = null,
  laps = new Laps(),
  pool = new ColumnPool(),
): Promise<void> {
  const { model } = await loadHealthModel(tx);
  const computed = await computeSignals(tx, days, slots, laps, pool);
  const declarations = [...computed.declarations, ...HEALTH_SIGNALS];
  const catalogue = buildCatalogue(declarations);
  const computation = { catalogue, declarations, labels: computed.labels, model, contacts: computed.contacts };
  const past = await laps.time('health', () => readPast(tx, days, computed.days[0]!.rows));
  for (const { day, rows, columns } of computed.days) {
    const yesterday = past.get(day - 1) ?? new Map<string, Float64Array>();
    const scoreOn = (earlier: EpochDay) => past.get(earlier)?.get('health.score');
    const bandChanges = await laps.time('health', () =>
      addHealth(
        columns,
        rows.count,
        day,
        model,
        { yesterday, score7: scoreOn(day - 7), score28: scoreOn(day - 28) },
        catalogue,
        computed.labels,
      ),
    );
    past.set(day, columns);
    await onDay({ day, rows, columns, yesterday, bandChanges }, computation);
  }
}

const PAST_SIGNALS = ['health.score', 'health.band', 'health.band_since', 'health.candidate', 'health.candidate_since'];
const COMPONENTS = ['health.engagement', 'health.success', 'health.satisfaction', 'health.financial'];

async function readPast(
  tx: Transaction,
  days: readonly EpochDay[],
  rows: Rows,
): Promise<Map<EpochDay, Map<string, Float64Array>>> {
  const asked = new Set(days);
  const scores = days.flatMap((day) => SCORE_LOOKBACKS.map((back) => day - back)).filter((day) => !asked.has(day));
  const past = await readSnapshots(tx, scores, ['health.score'], rows);
  const before = Math.min(...days) - 1;
  const bands = await readSnapshots(tx, [before], [...PAST_SIGNALS, ...COMPONENTS], rows);
  for (const [day, columns] of bands) past.set(day, columns);
  return past;
}
