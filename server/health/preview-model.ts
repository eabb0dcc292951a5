import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { type EpochDay, epochDay, isoDate } from '../lib/days.ts';
import { allRows, countSlots } from '../signals/columns/rows.ts';
import { openLabels } from '../signals/labels.ts';
import type { SignalColumns } from '../signals/signal-group.ts';
import { readSnapshots } from '../signals/snapshot.ts';
import { assess } from './assess.ts';
import { NO_BAND, nextBand } from './band.ts';
import { checkModel, loadFactCatalogue } from './check-model.ts';
import { BANDS, type Band, type HealthModel } from './health-model.ts';
import { loadHealthModel } from './load-model.ts';

export type BandOrNone = Band | 'none';

/** An account that the model would put into another band; `isLater`: only if its score stays there for the model's hold days. */
export interface PreviewedChange {
  readonly accountId: string;
  readonly name: string;
  readonly arrMinor: number | null;
  readonly currency: string | null;
  readonly from: BandOrNone;
  readonly to: BandOrNone;
  readonly scoreBefore: number | null;
  readonly scoreAfter: number | null;
  readonly isLater: boolean;
}

export interface ModelPreview {
  /** The day whose signals were used; null where nothing has been diagnosed yet, and then the rest is empty. */
  readonly asOf: string | null;
  readonly accounts: number;
  readonly before: Readonly<Record<BandOrNone, number>>;
  readonly after: Readonly<Record<BandOrNone, number>>;
  /** How many change, and those with the highest ARR by name. */
  readonly total: number;
  readonly changes: readonly PreviewedChange[];
}

const MOST_NAMED = 500;

/** Who would change band if this model were in force: assessed over the signals of the last diagnosis. Saves nothing. */
export function previewModel(database: Database, actor: Actor, input: unknown): Promise<ModelPreview> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const catalogue = await loadFactCatalogue(tx);
    const model = checkModel(input, catalogue);
    const day = await lastDiagnosedDay(tx);
    const bands = () => ({ green: 0, yellow: 0, red: 0, none: 0 });
    const preview = { asOf: day === null ? null : isoDate(day), accounts: 0, before: bands(), after: bands() };
    if (day === null) return { ...preview, total: 0, changes: [] };
    const count = await countSlots(tx.client, tx.organisationId);
    const columns = (await readSnapshots(tx, [day], null, allRows(count))).get(day)!;
    const labels = await openLabels(tx);
    const { score } = assess(model, columns, count, catalogue, labels);
    const present = (await loadHealthModel(tx)).model;
    const scoreNow = columns.get('health.score');
    const bandNow = bandReader(columns, (code) => labels.labelOf('health.band', code));
    const moved: Move[] = [];
    for (const slot of await activeSlots(tx)) {
      const from = bandNow(slot);
      const [scoreBefore, scoreAfter] = [known(scoreNow?.[slot]), known(score[slot])];
      const { to, isLater } = bandUnder(model, from, scoreAfter, day);
      // Who is on the way to that band already is not moved by the model.
      const isMoved = to !== from && to !== bandUnder(present, from, scoreBefore, day).to;
      preview.accounts++;
      preview.before[from]++;
      preview.after[isMoved ? to : from]++;
      if (isMoved) moved.push({ slot, from, to, isLater, scoreBefore, scoreAfter });
    }
    return { ...preview, total: moved.length, changes: await name(tx, moved) };
  });
}

type Move = Omit<PreviewedChange, 'accountId' | 'name' | 'arrMinor' | 'currency'> & { readonly slot: number };

/** The last day of which all signals are kept. */
async function lastDiagnosedDay(tx: Transaction): Promise<EpochDay | null> {
  const { day } = await tx.one<{ day: string | null }>(
    'organisation',
    `select max(as_of) as day from diagnosis where organisation_id = $1 and finished_at is not null and kind <> 'live'
       and exists (select from signal_block b where b.organisation_id = $1 and b.day = as_of and b.signal = 'account.arr')`,
    [tx.organisationId],
  );
  return day === null ? null : epochDay(day);
}

/** Where a score leads an account from its present band: there at once, or after the days it has to hold. */
function bandUnder(model: HealthModel, from: BandOrNone, score: number | null, day: EpochDay) {
  const state = from === 'none' ? NO_BAND : { ...NO_BAND, band: from, since: day };
  const next = nextBand(state, score, day, model);
  const to: BandOrNone = next.candidate ?? next.band ?? 'none';
  return { to, isLater: next.candidate !== null };
}

function bandReader(columns: SignalColumns, labelOf: (code: number) => string | null): (slot: number) => BandOrNone {
  const codes = columns.get('health.band');
  return (slot) => {
    const code = known(codes?.[slot]);
    const label = code === null ? null : labelOf(code);
    return BANDS.find((band) => band === label) ?? 'none';
  };
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

async function activeSlots(tx: Transaction): Promise<number[]> {
  const rows = await tx.query<{ slot: number }>(
    'select slot from account where organisation_id = $1 and archived_at is null',
    [tx.organisationId],
  );
  return rows.map((row) => row.slot);
}

async function name(tx: Transaction, moved: readonly Move[]): Promise<PreviewedChange[]> {
  const named = await tx.query<{
    slot: number;
    id: string;
    name: string;
    arr_minor: number | null;
    currency: string | null;
  }>(
    `select a.slot, a.id, a.name, a.arr_minor, coalesce(a.currency, o.currency) as currency
     from account a join organisation o on o.organisation_id = $1
     where a.organisation_id = $1 and a.slot = any($2::int[]) order by a.arr_minor desc nulls last, lower(a.name) limit ${MOST_NAMED}`,
    [tx.organisationId, moved.map(({ slot }) => slot)],
  );
  const bySlot = new Map(moved.map((move) => [move.slot, move]));
  return named.map(({ slot, id, arr_minor, ...account }) => {
    const { slot: _, ...move } = bySlot.get(slot)!;
    return { accountId: id, arrMinor: arr_minor, ...account, ...move };
  });
}
