import type { Catalogue } from '../expressions/declaration.ts';
import type { EpochDay } from '../lib/days.ts';
import type { LabelCodes } from '../signals/signal-group.ts';
import { assess } from './assess.ts';
import { type BandState, NO_BAND, nextBand } from './band.ts';
import { BANDS, type Band, type HealthModel } from './health-model.ts';

/** What of a health state is kept beside the signals, so that the next day can go on from it. */
export const BAND_MEMORY = ['health.band_since', 'health.candidate', 'health.candidate_since'] as const;

/** The columns of the day before, and the scores of 7 and 28 days ago; missing ones are unknown. */
export interface HealthPast {
  readonly yesterday: ReadonlyMap<string, Float64Array> | undefined;
  readonly score7: Float64Array | undefined;
  readonly score28: Float64Array | undefined;
}

/** A row whose band is another than the day before (not the first band it ever had). */
export interface BandChange {
  readonly row: number;
  readonly from: Band | null;
  readonly to: Band | null;
}

/** Adds the health signals of a day to the columns of its other signals, for every row; returns the changes of band. */
export function addHealth(
  columns: Map<string, Float64Array>,
  rows: number,
  day: EpochDay,
  model: HealthModel,
  past: HealthPast,
  catalogue: Catalogue,
  labels: LabelCodes,
): BandChange[] {
  const { score, coverage, components } = assess(model, columns, rows, catalogue, labels);
  columns.set('health.score', score);
  columns.set('health.coverage', coverage);
  for (const [key, values] of components) columns.set(`health.${key}`, values);
  columns.set('health.change_7d', difference(score, past.score7));
  columns.set('health.change_28d', difference(score, past.score28));
  return addBands(columns, rows, day, model, past.yesterday, labels);
}

function difference(now: Float64Array, before: Float64Array | undefined): Float64Array {
  return now.map((value, row) => Math.round((value - (before?.[row] ?? Number.NaN)) * 10) / 10);
}

function addBands(
  columns: Map<string, Float64Array>,
  rows: number,
  day: EpochDay,
  model: HealthModel,
  yesterday: ReadonlyMap<string, Float64Array> | undefined,
  labels: LabelCodes,
): BandChange[] {
  const unknown = () => new Float64Array(rows).fill(Number.NaN);
  const band = unknown();
  const since = unknown();
  const candidate = unknown();
  const candidateSince = unknown();
  const daysInBand = unknown();
  const codes = bandCodes(labels);
  const read = bandReader(yesterday, codes);
  const score = columns.get('health.score')!;
  const changes: BandChange[] = [];
  for (let row = 0; row < rows; row++) {
    const before = read(row);
    const after = nextBand(before, Number.isNaN(score[row]!) ? null : score[row]!, day, model);
    if (after.band) band[row] = codes.codeOf(after.band);
    since[row] = after.since ?? Number.NaN;
    if (after.candidate) candidate[row] = codes.codeOf(after.candidate);
    candidateSince[row] = after.candidateSince ?? Number.NaN;
    if (after.band) daysInBand[row] = day - after.since!;
    if (after.band !== before.band && before.since !== null) changes.push({ row, from: before.band, to: after.band });
  }
  columns.set('health.band', band);
  columns.set('health.days_in_band', daysInBand);
  columns.set('health.band_since', since);
  columns.set('health.candidate', candidate);
  columns.set('health.candidate_since', candidateSince);
  return changes;
}

interface BandCodes {
  codeOf(band: Band): number;
  bandOf(code: number): Band | null;
}

function bandCodes(labels: LabelCodes): BandCodes {
  const byBand = new Map(BANDS.map((band) => [band, labels.codeOf('health.band', band)]));
  const byCode = new Map([...byBand].map(([band, code]) => [code, band]));
  return { codeOf: (band) => byBand.get(band)!, bandOf: (code) => byCode.get(code) ?? null };
}

function bandReader(
  yesterday: ReadonlyMap<string, Float64Array> | undefined,
  codes: BandCodes,
): (row: number) => BandState {
  if (!yesterday) return () => NO_BAND;
  const [band, since, candidate, candidateSince] = ['health.band', ...BAND_MEMORY].map((name) => yesterday.get(name));
  const known = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);
  return (row) => ({
    band: codes.bandOf(band?.[row] ?? Number.NaN),
    since: known(since?.[row]),
    candidate: codes.bandOf(candidate?.[row] ?? Number.NaN),
    candidateSince: known(candidateSince?.[row]),
  });
}
