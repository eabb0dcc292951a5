import { answerFirings, answerSnapshots, type FiringsAnswer, type SnapshotsAnswer } from '../backtest/answer.ts';
import type { Range, Reading } from '../backtest/range.ts';
import { type JudgedFiring, testFirings } from '../backtest/test-firings.ts';
import { testSnapshots } from '../backtest/test-snapshots.ts';
import type { TestedTrigger } from '../backtest/tested-trigger.ts';
import type { OpenedPast } from './keep-pasts.ts';
import type { RowOnDay } from './list-accounts.ts';

export interface ReadingResult {
  readonly figures: SnapshotsAnswer | FiringsAnswer;
  /** By account or firing: right, not announced, and wrong. */
  readonly caught: readonly RowOnDay[];
  readonly missed: readonly RowOnDay[];
  readonly falselyFlagged: readonly RowOnDay[];
}

/** Reads an opened past in one of the two ways. */
export function readPast({
  opened: { past, exists, people },
  range: { from, to, horizon, asked },
  truth,
  trigger,
  reading,
}: {
  readonly opened: OpenedPast;
  readonly range: Range;
  readonly truth: string;
  readonly trigger: TestedTrigger;
  readonly reading: Reading;
}): ReadingResult {
  if (reading === 'firings') {
    const test = testFirings(past, { trigger, truth, horizon, from, to, exists });
    const of = (isRight: boolean): JudgedFiring[] => test.firings.filter((firing) => firing.isRight === isRight);
    const figures = answerFirings(test, { from, to: to - horizon, tasks: trigger.tasks, people });
    return { figures, caught: of(true), missed: test.missed, falselyFlagged: of(false) };
  }
  const { when, eligible } = trigger;
  const { tally, stories } = testSnapshots(past, { when, eligible, truth, horizon, days: asked, exists });
  const { caught, missed, falselyFlagged } = stories;
  const rowsOf = (days: Int32Array, isTold: (row: number) => boolean): RowOnDay[] =>
    [...days.entries()].flatMap(([row, day]) => (day !== 0 && isTold(row) ? [{ row, day }] : []));
  return {
    figures: answerSnapshots(tally, asked.length, true),
    // An account is caught when any of its rows was; missed and falsely flagged ones never were.
    caught: rowsOf(caught, () => true),
    missed: rowsOf(missed, (row) => caught[row] === 0),
    falselyFlagged: rowsOf(falselyFlagged, (row) => caught[row] === 0),
  };
}
