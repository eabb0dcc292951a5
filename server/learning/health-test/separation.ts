import { clusterBootstrapByTimes, type Interval } from '../statistics/cluster-bootstrap.ts';
import { type Ranking, rankRows, rocArea } from '../statistics/roc-area.ts';
import type { Evidence } from './collect-evidence.ts';
import type { AnnouncedBy } from './question.ts';

/** Rows with the outcome, and without it, below which no figure is given, and the accounts that those with it have to be of. */
export const NEEDED = { rows: 30, accounts: 10 } as const;

/** A value of every row of the evidence, and whether a low or a high one is to announce the outcome. */
export interface Measure {
  readonly values: Float64Array;
  readonly announcedBy: AnnouncedBy;
}

export interface Counts {
  readonly rows: number;
  readonly positives: number;
  /** Accounts that the rows with the outcome are of. */
  readonly positive_accounts: number;
}

/** How well a measure separates rows with the outcome from those without: 0.5 is chance, 1 is always, 0 is always the wrong way. */
export interface Separation extends Counts {
  readonly auc: number | null;
  readonly interval: Interval | null;
  /** Why there is no figure; null when there is one. */
  readonly not_enough_data: string | null;
}

/** Two measures on the same rows; the difference is the second less the first. */
export interface ComparedSeparation extends Counts {
  readonly first: { readonly auc: number; readonly interval: Interval | null } | null;
  readonly second: { readonly auc: number; readonly interval: Interval | null } | null;
  readonly difference: { readonly value: number; readonly interval: Interval | null } | null;
  readonly not_enough_data: string | null;
}

/** Of the rows that `counts` (all, when it is missing) and whose value is known. */
export function separate(evidence: Evidence, measure: Measure, counts?: (row: number) => boolean): Separation {
  const known = knownRows(evidence, [measure], counts);
  const counted = countRows(evidence, known);
  const lacking = whatLacks(counted);
  if (lacking !== null) return { ...counted, auc: null, interval: null, not_enough_data: lacking };
  const ranking = rank(evidence, measure, known);
  const figures = (times?: Uint32Array) => ({ auc: rocArea(ranking, times) });
  const { auc } = clusterBootstrapByTimes(evidence.accounts, figures, resamplesFor(known.length));
  return { ...counted, auc: figures().auc, interval: auc, not_enough_data: null };
}

/** Of the rows where both values are known: a measure is not let off those that the other one cannot judge. */
export function compare(
  evidence: Evidence,
  [first, second]: readonly [Measure, Measure],
  counts?: (row: number) => boolean,
): ComparedSeparation {
  const known = knownRows(evidence, [first, second], counts);
  const counted = countRows(evidence, known);
  const lacking = whatLacks(counted);
  if (lacking !== null) return { ...counted, first: null, second: null, difference: null, not_enough_data: lacking };
  const rankings = [rank(evidence, first, known), rank(evidence, second, known)] as const;
  const figures = (times?: Uint32Array) => {
    const [one, other] = [rocArea(rankings[0], times), rocArea(rankings[1], times)];
    return { one, other, difference: other - one };
  };
  const { one, other, difference } = figures();
  const intervals = clusterBootstrapByTimes(evidence.accounts, figures, resamplesFor(known.length));
  return {
    ...counted,
    first: { auc: one, interval: intervals.one },
    second: { auc: other, interval: intervals.other },
    difference: { value: difference, interval: intervals.difference },
    not_enough_data: null,
  };
}

/** Says which rows are missing for a figure that means something; null when there are enough. */
export function whatLacks({ rows, positives, positive_accounts: accounts }: Counts): string | null {
  const { rows: needed, accounts: neededAccounts } = NEEDED;
  const count = (some: number, noun: string) => `${some} ${noun}${some === 1 ? '' : 's'}`;
  if (positives < needed || accounts < neededAccounts)
    return `Not enough outcomes: ${count(positives, 'row')} of ${count(accounts, 'account')}; at least ${needed} rows of ${neededAccounts} accounts are needed.`;
  const others = rows - positives;
  if (others < needed) return `Not enough rows without the outcome: ${others}; at least ${needed} are needed.`;
  return null;
}

export function countRows({ account, isPositive }: Evidence, rows: readonly number[]): Counts {
  const positive = rows.filter((row) => isPositive[row] === 1);
  const accounts = new Set(positive.map((row) => account[row]!));
  return { rows: rows.length, positives: positive.length, positive_accounts: accounts.size };
}

function knownRows(evidence: Evidence, measures: readonly Measure[], counts: (row: number) => boolean = () => true) {
  const rows: number[] = [];
  for (let row = 0; row < evidence.rows; row++)
    if (counts(row) && measures.every(({ values }) => !Number.isNaN(values[row]))) rows.push(row);
  return rows;
}

function rank({ account, isPositive }: Evidence, { values, announcedBy }: Measure, rows: readonly number[]): Ranking {
  const sign = announcedBy === 'high' ? 1 : -1;
  return rankRows(
    Float64Array.from(rows, (row) => sign * values[row]!),
    Uint8Array.from(rows, (row) => isPositive[row]!),
    Int32Array.from(rows, (row) => account[row]!),
  );
}

const [MOST_RESAMPLES, LEAST_RESAMPLES, ROWS_DRAWN] = [500, 100, 100_000_000];

/** Intervals of very many rows are narrow, and the fewer resamples do. */
function resamplesFor(rows: number): number {
  return Math.max(LEAST_RESAMPLES, Math.min(MOST_RESAMPLES, Math.floor(ROWS_DRAWN / rows)));
}
