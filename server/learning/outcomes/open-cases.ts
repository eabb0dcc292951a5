import type { Transaction } from '../../context/transaction.ts';
import { TRUE, UNKNOWN } from '../../expressions/truth.ts';
import type { EpochDay } from '../../lib/days.ts';
import { problem } from '../../lib/problem.ts';
import { conditionsOf } from '../backtest/backtest.ts';
import { openPast, type Past } from '../backtest/open-past.ts';
import type { TestedTrigger } from '../backtest/tested-trigger.ts';
import { keptPast } from '../explore/keep-pasts.ts';
import type { GoalSignal } from './goal-signal.ts';
import type { Case } from './matched-comparison.ts';

/** More accounts and days than this are not read for a page. */
const MOST_CELLS = 12_000_000;
const SEGMENT = 'account.segment';

interface CasesWanted {
  readonly trigger: TestedTrigger | null;
  readonly outcome: string;
  readonly signal: GoalSignal;
  /** Days on which cases begin. */
  readonly wanted: readonly EpochDay[];
  readonly horizon: number;
  readonly first: EpochDay;
  readonly end: EpochDay;
}

/** A trigger needs every day from the beginning of history, so that it remembers; else the two days of each case are enough. */
export async function openCases(tx: Transaction, asked: CasesWanted): Promise<Past> {
  const { trigger, outcome, signal, wanted, horizon, first, end } = asked;
  const from = Math.min(first, ...wanted);
  const days = trigger
    ? Array.from({ length: end - from + 1 }, (_, i) => from + i)
    : [...new Set(wanted.flatMap((day) => [day, day + horizon]))].sort((a, b) => a - b);
  const conditions = [
    outcome,
    `known(${signal.name}) || known(${SEGMENT})`,
    ...(trigger ? conditionsOf(trigger, outcome) : []),
  ];
  const { slots } = await tx.one<{ slots: number }>(
    'organisation',
    'select next_account_slot as slots from organisation where organisation_id = $1',
    [tx.organisationId],
  );
  if (slots * days.length > MOST_CELLS)
    throw problem(422, 'That is too much past to compare with: too many accounts and days.');
  const key = JSON.stringify(['outcomes', tx.organisationId, conditions, trigger ? [days[0], days.at(-1)] : days]);
  const { past } = await keptPast(key, async () => ({
    past: await openPast(tx, days, conditions),
    exists: new Uint8Array(),
    people: 0,
    ranges: [],
  }));
  return past;
}

/** Reads what a case is of an account (by slot) and the day on which it begins. */
export function readCases(past: Past, outcome: string, signal: GoalSignal, horizon: number) {
  const truth = past.truthOf(outcome);
  const rowOf = new Map(Array.from(past.rows.slots, (slot, row) => [slot, row]));
  const values = new Map<EpochDay, { value: Float64Array; segment: Float64Array }>();
  const on = (day: EpochDay) => {
    let kept = values.get(day);
    if (!kept) {
      const columns = past.columnsOn(past.placeOf(day));
      kept = { value: columns.get(signal.name)!.slice(), segment: columns.get(SEGMENT)!.slice() };
      values.set(day, kept);
    }
    return kept;
  };
  return (slot: number, day: EpochDay): Case & { readonly day: EpochDay } => {
    const row = rowOf.get(slot);
    // The past was opened before there was this account.
    if (row === undefined)
      return { row: slot, day, segment: null, before: Number.NaN, after: Number.NaN, reached: Number.NaN };
    const code = on(day).segment[row]!;
    const holds = truth[past.placeOf(day + horizon)]![row];
    return {
      row,
      day,
      segment: Number.isNaN(code) ? null : past.labels.labelOf(SEGMENT, code),
      before: on(day).value[row]!,
      after: on(day + horizon).value[row]!,
      reached: holds === UNKNOWN ? Number.NaN : holds === TRUE ? 1 : 0,
    };
  };
}
