import type { Transaction } from '../context/transaction.ts';
import { explainMove } from '../health/explain-move.ts';
import { isoDate } from '../lib/days.ts';
import type { LabelCodes } from '../signals/signal-group.ts';
import { readSnapshots } from '../signals/snapshot.ts';
import type { Computation, DiagnosedDay } from './compute-days.ts';

const ROWS_AT_ONCE = 20_000;

/** Brings the health that lists show up to the day; rows whose health did not change are left alone. */
export async function writeHealth(
  tx: Transaction,
  { day, rows: all, columns }: DiagnosedDay,
  labels: LabelCodes,
): Promise<void> {
  const column = (name: string) => columns.get(`health.${name}`)!;
  const [score, band, since, coverage, change7, change28] = [
    'score',
    'band',
    'band_since',
    'coverage',
    'change_7d',
    'change_28d',
  ].map(column);
  const number = (value: number) => (Number.isNaN(value) ? null : value);
  for (let from = 0; from < score!.length; from += ROWS_AT_ONCE) {
    const rows = Array.from({ length: Math.min(ROWS_AT_ONCE, score!.length - from) }, (_, i) => from + i);
    await tx.execute(
      `insert into account_health as h (organisation_id, account_id, as_of, score, band, band_since, coverage, change_7d, change_28d)
       select $1, a.id, $2, u.score, u.band, date '1970-01-01' + u.since, u.coverage, u.change_7d, u.change_28d
       from unnest($3::int[], $4::float8[], $5::text[], $6::int[], $7::float8[], $8::float8[], $9::float8[])
         u(slot, score, band, since, coverage, change_7d, change_28d)
       join account a on a.organisation_id = $1 and a.slot = u.slot
       on conflict (organisation_id, account_id) do update
       set as_of = excluded.as_of, score = excluded.score, band = excluded.band, band_since = excluded.band_since,
         coverage = excluded.coverage, change_7d = excluded.change_7d, change_28d = excluded.change_28d
       where (h.score, h.band, h.band_since, h.coverage, h.change_7d, h.change_28d)
         is distinct from (excluded.score, excluded.band, excluded.band_since, excluded.coverage, excluded.change_7d, excluded.change_28d)`,
      [
        tx.organisationId,
        isoDate(day),
        rows.map((row) => all.slots[row]),
        rows.map((row) => number(score![row]!)),
        rows.map((row) => (Number.isNaN(band![row]!) ? null : labels.labelOf('health.band', band![row]!))),
        rows.map((row) => number(since![row]!)),
        rows.map((row) => coverage![row]!),
        rows.map((row) => number(change7![row]!)),
        rows.map((row) => number(change28![row]!)),
      ],
    );
  }
}

/** Keeps who changed band on the day, with what moved the score since the day before, in words. */
export async function writeBandChanges(
  tx: Transaction,
  { day, rows: all, columns, bandChanges: changes }: DiagnosedDay,
  { model, catalogue, labels }: Computation,
): Promise<void> {
  if (changes.length === 0) return;
  const yesterday = (await readSnapshots(tx, [day - 1], null, all)).get(day - 1) ?? new Map<string, Float64Array>();
  const rows = changes.map((change) => change.row);
  const because = explainMove(rows, model, yesterday, columns, catalogue, labels);
  await tx.execute(
    `insert into health_band_change (organisation_id, account_id, changed_on, from_band, to_band, score, because)
     select $1, a.id, $2, c.from_band, c.to_band, c.score, c.because
     from unnest($3::int[], $4::text[], $5::text[], $6::float8[], $7::text[]) c(slot, from_band, to_band, score, because)
     join account a on a.organisation_id = $1 and a.slot = c.slot
     on conflict (organisation_id, account_id, changed_on) do update
     set from_band = excluded.from_band, to_band = excluded.to_band, score = excluded.score, because = excluded.because`,
    [
      tx.organisationId,
      isoDate(day),
      rows.map((row) => all.slots[row]),
      changes.map((change) => change.from),
      changes.map((change) => change.to),
      rows.map((row) => (Number.isNaN(columns.get('health.score')![row]!) ? null : columns.get('health.score')![row])),
      because,
    ],
  );
}
