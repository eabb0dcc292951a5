import type { Transaction } from '../../context/transaction.ts';
import { loadCatalogue } from '../../health/load-catalogue.ts';
import type { EpochDay } from '../../lib/days.ts';
import { isoDate } from '../../lib/days.ts';
import { problem } from '../../lib/problem.ts';
import { answerFirings, answerSnapshots, type FiringsAnswer, type SnapshotsAnswer } from './answer.ts';
import { countPeople } from './count-people.ts';
import { existingRows } from './existing-rows.ts';
import { openPast } from './open-past.ts';
import { signalsAsked } from './past-catalogue.ts';
import { type Reading, rangeOf } from './range.ts';
import type { Every } from './snapshot-days.ts';
import { testFirings } from './test-firings.ts';
import { testSnapshots } from './test-snapshots.ts';
import type { TestedTrigger } from './tested-trigger.ts';
import { truthCondition } from './truths.ts';

export interface BacktestQuestion {
  readonly trigger: TestedTrigger;
  /** The key of an outcome that ships, or a condition. */
  readonly truth: string;
  /** Days. */
  readonly horizon: number;
  readonly from?: EpochDay | undefined;
  readonly to?: EpochDay | undefined;
  readonly every: Every;
  readonly reading: Reading;
}

/** The figures, and the days and conditions that they are of. Dates 'YYYY-MM-DD'. */
export type BacktestAnswer = (SnapshotsAnswer | FiringsAnswer) & {
  readonly from: string;
  readonly to: string;
  readonly when: string;
  readonly eligible: string;
  readonly truth: string;
  readonly horizon_days: number;
  /** Days whose signals are those kept at the time; the others are computed from history. */
  readonly lived_days: number;
  readonly seconds: number;
};

/**
 * What a trigger would have found in the past, and what followed. As of a day means its morning in the organisation's time zone; nothing that
 * happened later is seen by the trigger. A 422 problem for conditions that cannot be evaluated, and where no day has its horizon in what is known.
 */
export async function backtest(tx: Transaction, question: BacktestQuestion): Promise<BacktestAnswer> {
  const started = performance.now();
  const { trigger, horizon, reading } = question;
  const truth = truthCondition(question.truth);
  const signals = signalsAsked([trigger.when, truth], await loadCatalogue(tx));
  const range = await rangeOf(tx, { ...question, signals });
  if (!range)
    throw problem(422, `There is not enough data: no day has the ${horizon} days after it inside the known history.`);
  const { from, to } = range;
  const past = await openPast(tx, range.derived, conditionsOf(trigger, truth));
  const exists = await existingRows(tx, past.rows.count);
  const shared = { truth, horizon, exists };
  let answer: SnapshotsAnswer | FiringsAnswer;
  if (reading === 'firings') {
    const test = testFirings(past, { ...shared, trigger, from, to });
    answer = answerFirings(test, { from, to: to - horizon, tasks: trigger.tasks, people: await countPeople(tx) });
  } else {
    const { tally } = testSnapshots(past, {
      ...shared,
      when: trigger.when,
      eligible: trigger.eligible,
      days: range.asked,
    });
    answer = answerSnapshots(tally, range.asked.length, true);
  }
  return {
    ...answer,
    from: isoDate(from),
    to: isoDate(to),
    when: trigger.when,
    eligible: trigger.eligible,
    truth,
    horizon_days: horizon,
    lived_days: past.livedDays,
    seconds: Math.round(performance.now() - started) / 1000,
  };
}

/** Everything that is asked about the past. */
export function conditionsOf(trigger: TestedTrigger, truth: string): string[] {
  return [trigger.when, trigger.eligible, truth, ...trigger.notWhile.flatMap(({ when, eligible }) => [when, eligible])];
}
