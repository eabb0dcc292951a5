import { clusterBootstrap, type Interval } from '../statistics/cluster-bootstrap.ts';

/** What was counted of each account (row): how many rows, how many with the outcome, how many flagged, how many flagged with the outcome. */
export interface Tally {
  readonly rows: Float64Array;
  readonly positives: Float64Array;
  readonly flagged: Float64Array;
  readonly hits: Float64Array;
}

/** Shares are 0 to 1, null where nothing is to be divided by. */
export interface Figures {
  readonly rows: number;
  readonly positives: number;
  readonly base_rate: number | null;
  readonly flagged: number;
  readonly true_positives: number;
  /** Of those flagged, the share with the outcome. */
  readonly precision: number | null;
  /** Of those with the outcome, the share that was flagged. */
  readonly recall: number | null;
  /** How many times more often the outcome followed than where nothing is known: precision by base rate. */
  readonly lift: number | null;
  /** The harmonic mean of precision and recall. */
  readonly f1: number | null;
}

const SHARES = ['base_rate', 'precision', 'recall', 'lift', 'f1'] as const;
export type Share = (typeof SHARES)[number];
export type Intervals = Readonly<Record<Share, Interval | null>>;

export function emptyTally(accounts: number): Tally {
  const zeros = () => new Float64Array(accounts);
  return { rows: zeros(), positives: zeros(), flagged: zeros(), hits: zeros() };
}

/** The figures of all accounts together. */
export function figuresOf(tally: Tally): Figures {
  const [rows, positives, flagged, hits] = columnsOf(tally).map(sum) as [number, number, number, number];
  const shares = sharesOf([rows, positives, flagged, hits]);
  const known = Object.fromEntries(
    SHARES.map((share) => [share, Number.isFinite(shares[share]) ? shares[share] : null]),
  );
  return { rows, positives, flagged, true_positives: hits, ...(known as Record<Share, number | null>) };
}

/** 95 % intervals of the shares that respect that one account gives many rows: whole accounts are drawn. */
export function intervalsOf(tally: Tally): Intervals {
  const present: number[] = [];
  for (let row = 0; row < tally.rows.length; row++) if (tally.rows[row]! > 0) present.push(row);
  const columns = columnsOf(tally).map((column) => Float64Array.from(present, (row) => column[row]!));
  return clusterBootstrap(columns, sharesOf);
}

function columnsOf({ rows, positives, flagged, hits }: Tally): Float64Array[] {
  return [rows, positives, flagged, hits];
}

function sharesOf(sums: readonly number[]): Record<Share, number> {
  const [rows, positives, flagged, hits] = sums as [number, number, number, number];
  const base = positives / rows;
  const precision = hits / flagged;
  return {
    base_rate: base,
    precision,
    recall: hits / positives,
    lift: precision / base,
    f1: (2 * hits) / (flagged + positives),
  };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
