import { TRUE, UNKNOWN } from '../../expressions/truth.ts';
import type { EpochDay } from '../../lib/days.ts';
import { emptyTally, type Tally } from './figures.ts';
import type { Past } from './open-past.ts';

export interface SnapshotQuestion {
  readonly when: string;
  readonly eligible: string;
  readonly truth: string;
  /** Days from a snapshot to the moment at which the outcome is asked. */
  readonly horizon: number;
  /** The days of the snapshots, and with each its horizon later, are among those of the past. */
  readonly days: readonly EpochDay[];
  /** Rows of accounts that exist: 1. */
  readonly exists: Uint8Array;
}

/** What became of an account, by the latest snapshot that says so: its day, by row; 0 where there is none. */
export interface SnapshotStories {
  readonly caught: Int32Array;
  readonly missed: Int32Array;
  readonly falselyFlagged: Int32Array;
}

/**
 * The condition on the morning of each snapshot day over eligible accounts, against the outcome a horizon later. A row counts when the outcome
 * is known; a condition that is unknown does not flag.
 */
export function testSnapshots(past: Past, question: SnapshotQuestion): { tally: Tally; stories: SnapshotStories } {
  const { days, horizon, exists } = question;
  const when = past.truthOf(question.when);
  const eligible = past.truthOf(question.eligible);
  const truth = past.truthOf(question.truth, horizon);
  const tally = emptyTally(past.rows.count);
  const none = () => new Int32Array(past.rows.count);
  const stories = { caught: none(), missed: none(), falselyFlagged: none() };
  for (const day of days) {
    const at = past.placeOf(day);
    count(day, exists, eligible[at]!, when[at]!, truth[past.placeOf(day + horizon)]!, tally, stories);
  }
  return { tally, stories };
}

function count(
  day: EpochDay,
  exists: Uint8Array,
  eligible: Uint8Array,
  when: Uint8Array,
  truth: Uint8Array,
  { rows, positives, flagged, hits }: Tally,
  { caught, missed, falselyFlagged }: SnapshotStories,
): void {
  for (let row = 0; row < eligible.length; row++) {
    if (eligible[row] !== TRUE || truth[row] === UNKNOWN || exists[row] === 0) continue;
    rows[row]!++;
    const isPositive = truth[row] === TRUE;
    const isFlagged = when[row] === TRUE;
    if (isPositive) positives[row]!++;
    if (isFlagged) flagged[row]!++;
    if (isPositive && isFlagged) {
      hits[row]!++;
      caught[row] = day;
    } else if (isPositive) missed[row] = day;
    else if (isFlagged) falselyFlagged[row] = day;
  }
}
