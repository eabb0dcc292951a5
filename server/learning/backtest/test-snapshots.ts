import { TRUE } from '../../expressions/truth.ts';
import type { EpochDay } from '../../lib/days.ts';
import { type Asked, countedCells, WITH } from './counted-cells.ts';
import { emptyTally, type Tally } from './figures.ts';
import type { Past } from './open-past.ts';

export interface SnapshotQuestion extends Asked {
  readonly when: string;
  /** The days of the snapshots, and with each its horizon later, are among those of the past. */
  readonly days: readonly EpochDay[];
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
  const { days } = question;
  const when = past.truthOf(question.when);
  const { cells, rows, positives } = countedCells(past, question, days);
  const tally = { ...emptyTally(past.rows.count), rows, positives };
  const none = () => new Int32Array(past.rows.count);
  const stories = { caught: none(), missed: none(), falselyFlagged: none() };
  for (const [i, day] of days.entries()) count(day, cells[i]!, when[past.placeOf(day)]!, tally, stories);
  return { tally, stories };
}

function count(
  day: EpochDay,
  cells: Uint8Array,
  when: Uint8Array,
  { flagged, hits }: Tally,
  { caught, missed, falselyFlagged }: SnapshotStories,
): void {
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row]!;
    if (cell === 0) continue;
    if (when[row] === TRUE) {
      flagged[row]!++;
      if (cell === WITH) {
        hits[row]!++;
        caught[row] = day;
      } else falselyFlagged[row] = day;
    } else if (cell === WITH) missed[row] = day;
  }
}
