import type { Transaction } from '../../context/transaction.ts';
import { computeDays } from '../../diagnosis/compute-days.ts';
import { canonicalExpression } from '../../expressions/canonical.ts';
import { signalsOf } from '../../expressions/check.ts';
import type { Catalogue } from '../../expressions/declaration.ts';
import { evaluate } from '../../expressions/evaluate.ts';
import type { Expression } from '../../expressions/expression.ts';
import { TRUE, type Truth } from '../../expressions/truth.ts';
import type { EpochDay } from '../../lib/days.ts';
import { someRows } from '../../signals/columns/rows.ts';
import { readRow } from '../../signals/read-row.ts';
import { readSnapshots } from '../../signals/snapshot.ts';

/** Kept of each day that was diagnosed whole, and of no other. */
const OF_WHOLE_DAYS = 'account.arr';

/** The truth of a condition for one account on the mornings from `from` to `to`, both included: as it was known then on days lived through, else from history. */
export async function truthOverDays(
  tx: Transaction,
  slot: number,
  expression: Expression,
  catalogue: Catalogue,
  { from, to }: { readonly from: EpochDay; readonly to: EpochDay },
): Promise<Truth[]> {
  const days = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const canonical = canonicalExpression(expression, catalogue);
  const kept = await readSnapshots(tx, days, [...signalsOf(canonical), OF_WHOLE_DAYS], someRows([slot]));
  const truths: Truth[] = [];
  await computeDays(
    tx,
    days,
    async ({ day, columns }, computation) => {
      const ofDay = kept.get(day);
      const known = ofDay?.has(OF_WHOLE_DAYS) ? new Map([...columns, ...ofDay]) : columns;
      truths.push(evaluate(canonical, readRow(known, 0, computation.catalogue, computation.labels)).truth);
    },
    [slot],
  );
  return truths;
}

/** Since which of the days, which end with the last truth, a condition that is true now has been so without a break; `from` is the first day. */
export function trueSince(truths: readonly Truth[], from: EpochDay): EpochDay {
  let at = truths.length - 1;
  while (at > 0 && truths[at - 1] === TRUE) at--;
  return from + at;
}
