import type { Transaction } from '../context/transaction.ts';
import type { SignalType, Unit } from '../expressions/declaration.ts';
import { evaluate } from '../expressions/evaluate.ts';
import { parseExpression } from '../expressions/parse.ts';
import { explainHealth, type HealthExplanation, variantFor } from '../health/explain-health.ts';
import type { Band } from '../health/health-model.ts';
import { type EpochDay, isoDate } from '../lib/days.ts';
import { someRows } from '../signals/columns/rows.ts';
import { readRow } from '../signals/read-row.ts';
import { readSnapshots } from '../signals/snapshot.ts';
import { type Computation, computeDays } from './compute-days.ts';
import { today } from './organisation.ts';

/** A signal of one account, as people read it: dates are epoch days, money minor units, null is unknown. */
export interface AccountSignal {
  readonly name: string;
  readonly title: string;
  readonly unit: Unit;
  readonly type: SignalType;
  /** The facts it comes from, in words. */
  readonly from: string;
  readonly value: number | string | boolean | null;
}

export interface AccountSignals {
  /** 'YYYY-MM-DD': the signals as of the morning of this day. */
  readonly day: string;
  readonly signals: readonly AccountSignal[];
  readonly health: {
    readonly score: number | null;
    readonly band: Band | null;
    readonly coverage: number;
    readonly explanation: HealthExplanation;
  };
  /** Kept on the day it was lived through, or computed now from what is known of it. */
  readonly computedFrom: 'snapshot' | 'history';
}

/** Every signal of an account and its health, explained; as of a day, or by default tomorrow morning with what is known now. */
export async function readAccountSignals(tx: Transaction, accountId: string, asOf?: EpochDay): Promise<AccountSignals> {
  const { slot } = await tx.one<{ slot: number }>(
    'account',
    'select slot from account where organisation_id = $1 and id = $2',
    [tx.organisationId, accountId],
  );
  const day = asOf ?? (await today(tx)) + 1;
  const kept = (await readSnapshots(tx, [day], null, someRows([slot]))).get(day);
  const isWhole = kept?.has('account.arr') ?? false;
  let result: AccountSignals | undefined;
  await computeDays(
    tx,
    [day],
    async (diagnosed, computation) => {
      result = describe(day, isWhole ? kept! : diagnosed.columns, computation, isWhole ? 'snapshot' : 'history');
    },
    [slot],
  );
  return result!;
}

function describe(
  day: EpochDay,
  columns: ReadonlyMap<string, Float64Array>,
  { catalogue, declarations, labels, model }: Computation,
  computedFrom: AccountSignals['computedFrom'],
): AccountSignals {
  const read = readRow(columns, 0, catalogue, labels);
  const number = (signal: string) => {
    const value = read(signal);
    return typeof value === 'number' ? value : null;
  };
  const variant = variantFor(model, (condition) => evaluate(parseExpression(condition), read).truth === 1);
  return {
    day: isoDate(day),
    signals: declarations.map(({ name, title, unit, type, from }) => ({
      name,
      title,
      unit,
      type,
      from,
      value: read(name),
    })),
    health: {
      score: number('health.score'),
      band: read('health.band') as Band | null,
      coverage: number('health.coverage') ?? 0,
      explanation: explainHealth(variant, number),
    },
    computedFrom,
  };
}
