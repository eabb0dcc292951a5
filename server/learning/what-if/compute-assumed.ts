import type { Transaction } from '../../context/transaction.ts';
import { computeDays } from '../../diagnosis/compute-days.ts';
import { evaluate, type ReadSignal } from '../../expressions/evaluate.ts';
import { parseExpression } from '../../expressions/parse.ts';
import { TRUE } from '../../expressions/truth.ts';
import { explainHealth, variantFor } from '../../health/explain-health.ts';
import { addHealth } from '../../health/health-day.ts';
import type { Band } from '../../health/health-model.ts';
import { readRow } from '../../signals/read-row.ts';
import type { LabelCodes } from '../../signals/signal-group.ts';
import type { ExplainedAccount } from '../why/open-explanations.ts';
import type { SignalChange } from './changed-signals.ts';

export interface AssumedHealth {
  readonly score: number | null;
  readonly band: Band | null;
  readonly coverage: number;
  readonly components: readonly {
    readonly key: string;
    readonly title: string;
    readonly weight: number;
    readonly score: number | null;
  }[];
}

export interface Assumed {
  /** Every signal with the changes made and health scored anew; canonical names. */
  readonly read: ReadSignal;
  readonly now: AssumedHealth;
  readonly assumed: AssumedHealth;
}

/** The signals of an account as of a day with some changed, and the health that follows from them, by the code of the diagnosis. */
export async function computeAssumed(
  tx: Transaction,
  { account, day }: Pick<ExplainedAccount, 'account' | 'day'>,
  changes: readonly SignalChange[],
): Promise<Assumed> {
  let yesterday: ReadonlyMap<string, Float64Array> | undefined;
  let result: Assumed | undefined;
  await computeDays(
    tx,
    [day - 1, day],
    async (diagnosed, { catalogue, labels, model }) => {
      if (diagnosed.day !== day) {
        yesterday = diagnosed.columns;
        return;
      }
      const columns = new Map(diagnosed.columns);
      const past = {
        yesterday,
        score7: scoreBefore(columns, 'health.change_7d'),
        score28: scoreBefore(columns, 'health.change_28d'),
      };
      assume(columns, changes, labels);
      addHealth(columns, 1, day, model, past, catalogue, labels);
      // Health itself may be assumed, too.
      assume(columns, changes, labels);
      const describe = (of: ReadonlyMap<string, Float64Array>): AssumedHealth => {
        const read = readRow(of, 0, catalogue, labels);
        const number = (signal: string) => {
          const value = read(signal);
          return typeof value === 'number' ? value : null;
        };
        const variant = variantFor(model, (condition) => evaluate(parseExpression(condition), read).truth === TRUE);
        return {
          score: number('health.score'),
          band: read('health.band') as Band | null,
          coverage: number('health.coverage') ?? 0,
          components: explainHealth(variant, number).components.map(({ key, title, weight, score }) => ({
            key,
            title,
            weight,
            score,
          })),
        };
      };
      result = {
        read: readRow(columns, 0, catalogue, labels),
        now: describe(diagnosed.columns),
        assumed: describe(columns),
      };
    },
    [account.slot],
  );
  return result!;
}

/** The score of earlier is what it is now without what has changed since. */
function scoreBefore(columns: ReadonlyMap<string, Float64Array>, change: string): Float64Array {
  return Float64Array.of(columns.get('health.score')![0]! - columns.get(change)![0]!);
}

function assume(columns: Map<string, Float64Array>, changes: readonly SignalChange[], labels: LabelCodes): void {
  for (const { signal, to } of changes) {
    const value =
      to === null
        ? Number.NaN
        : typeof to === 'string'
          ? labels.codeOf(signal, to)
          : typeof to === 'boolean'
            ? Number(to)
            : to;
    columns.set(signal, Float64Array.of(value));
  }
}
