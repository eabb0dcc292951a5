import type { Transaction } from '../context/transaction.ts';
import { float8Array, int4Array, textArray } from '../database/binary-array.ts';
import type { Catalogue } from '../expressions/declaration.ts';
import { type EpochDay, isoDate } from '../lib/days.ts';
import type { Rows } from '../signals/columns/rows.ts';
import type { LabelCodes } from '../signals/signal-group.ts';
import { explainMove } from './explain-move.ts';
import type { BandChange } from './health-day.ts';
import type { HealthModel } from './health-model.ts';

/** The health of rows on a day, and whose band it changed. */
export interface HealthDay {
  readonly day: EpochDay;
  readonly rows: Rows;
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** The health of the day before. */
  readonly yesterday: ReadonlyMap<string, Float64Array>;
  readonly bandChanges: readonly BandChange[];
}

/** Each statement reads all accounts once: few and large ones cost least. Nearly all have a row already, and an update costs least by itself. */
const ROWS_AT_ONCE = 100_000;

/** Brings the health that lists show up to the day; rows whose health did not change are left alone. */
export async function writeHealth(
  tx: Transaction,
  { day, rows: all, columns }: HealthDay,
  labels: LabelCodes,
): Promise<void> {
  const column = (name: string) => columns.get(`health.${name}`)!;
  const band = column('band');
  const bandName = new Map<number, string | null>();
  const nameOf = (code: number) => {
    if (Number.isNaN(code)) return null;
    if (!bandName.has(code)) bandName.set(code, labels.labelOf('health.band', code));
    return bandName.get(code)!;
  };
  const isSomeMissing = all.only !== null || (await hasAccountsWithout(tx));
  for (let from = 0; from < all.count; from += ROWS_AT_ONCE) {
    const to = Math.min(all.count, from + ROWS_AT_ONCE);
    const values = [
      tx.organisationId,
      isoDate(day),
      int4Array(all.slots.subarray(from, to)),
      float8Array(column('score').subarray(from, to)),
      textArray(Array.from(band.subarray(from, to), nameOf)),
      int4Array(column('band_since').subarray(from, to)),
      float8Array(column('coverage').subarray(from, to)),
      float8Array(column('change_7d').subarray(from, to)),
      float8Array(column('change_28d').subarray(from, to)),
    ];
    await tx.execute(UPDATE, values);
    if (isSomeMissing) await tx.execute(INSERT_MISSING, values);
  }
}

/** Whether there are accounts whose health was never written: each row of health has its account. */
async function hasAccountsWithout(tx: Transaction): Promise<boolean> {
  const { found } = await tx.one<{ found: boolean }>(
    'health',
    `select (select count(*) from account where organisation_id = $1)
       > (select count(*) from account_health where organisation_id = $1) as found`,
    [tx.organisationId],
  );
  return found;
}

/** The health of the day, a row for each account: from arrays, as parameters $3 on. */
const OF_DAY = `unnest($3::int4[], $4::float8[], $5::text[], $6::int4[], $7::float8[], $8::float8[], $9::float8[])
  u(slot, score, band, since, coverage, change_7d, change_28d) join account a on a.organisation_id = $1 and a.slot = u.slot`;

const UPDATE = `update account_health h set as_of = $2, score = u.score, band = u.band, band_since = date '1970-01-01' + u.since,
    coverage = u.coverage, change_7d = u.change_7d, change_28d = u.change_28d
  from ${OF_DAY}
  where h.organisation_id = $1 and h.account_id = a.id
    and (h.score, h.band, h.band_since, h.coverage, h.change_7d, h.change_28d)
      is distinct from (u.score, u.band, date '1970-01-01' + u.since, u.coverage, u.change_7d, u.change_28d)`;

const INSERT_MISSING = `insert into account_health (organisation_id, account_id, score, band, band_since, coverage, change_7d, change_28d, as_of)
  select $1, a.id, u.score, u.band, date '1970-01-01' + u.since, u.coverage, u.change_7d, u.change_28d, $2 from ${OF_DAY}
  where not exists (select from account_health h where h.organisation_id = $1 and h.account_id = a.id)
  on conflict do nothing`;

/** Keeps who changed band on the day, with what moved the score since the day before, in words. */
export async function writeBandChanges(
  tx: Transaction,
  { day, rows: all, columns, yesterday, bandChanges: changes }: HealthDay,
  { model, catalogue, labels }: { model: HealthModel; catalogue: Catalogue; labels: LabelCodes },
): Promise<void> {
  if (changes.length === 0) return;
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
