import type { Transaction } from '../context/transaction.ts';
import { lastMorning } from '../segments/last-morning.ts';

/** What the members of a segment are together, as of the last diagnosis. */
export interface SegmentFigures {
  readonly members: number;
  /** Minor units of the organisation's currency; null when no member's ARR is known. */
  readonly arrMinor: number | null;
  /** Mean health score of the members that have one. */
  readonly score: number | null;
  readonly red: number;
}

const NOBODY: SegmentFigures = { members: 0, arrMinor: null, score: null, red: 0 };

/** The figures of every segment that has members, or of one, by key. */
export async function segmentFigures(
  tx: Transaction,
  key: string | null = null,
): Promise<(key: string) => SegmentFigures> {
  const rows = await tx.query<{ key: string; slots: number[] }>(
    `select m.segment_key as key, array_agg(a.slot) as slots
     from segment_member m join account a on a.organisation_id = $1 and a.id = m.account_id and a.archived_at is null
     where m.organisation_id = $1 and ($2::text is null or m.segment_key = $2) group by 1`,
    [tx.organisationId, key],
  );
  const last = await lastMorning(tx, ['account.arr', 'health.score', 'health.band']);
  const column = (signal: string) => last?.morning.columns.get(signal);
  const known = (signal: string, slots: readonly number[]) =>
    slots.map((slot) => column(signal)?.[slot] ?? Number.NaN).filter((value) => !Number.isNaN(value));
  const isRed = (code: number) => last?.morning.labels.labelOf('health.band', code) === 'red';
  const figures = new Map(
    rows.map(({ key, slots }) => {
      const arr = known('account.arr', slots);
      const scores = known('health.score', slots);
      return [
        key,
        {
          members: slots.length,
          arrMinor: arr.length === 0 ? null : sum(arr),
          score: scores.length === 0 ? null : sum(scores) / scores.length,
          red: known('health.band', slots).filter(isRed).length,
        },
      ];
    }),
  );
  return (one) => figures.get(one) ?? NOBODY;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
