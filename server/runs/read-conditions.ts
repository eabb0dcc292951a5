import type { Transaction } from '../context/transaction.ts';
import { canonicalExpression } from '../expressions/canonical.ts';
import { signalsOf } from '../expressions/check.ts';
import type { Catalogue } from '../expressions/declaration.ts';
import { evaluate, type ReadSignal } from '../expressions/evaluate.ts';
import { ExpressionError, parseExpression } from '../expressions/parse.ts';
import { type Truth, UNKNOWN } from '../expressions/truth.ts';
import { HEALTH_SIGNALS } from '../health/health-signals.ts';
import { epochDay } from '../lib/days.ts';
import { buildCatalogue, declareSignals, loadOwnDefinitions } from '../signals/catalogue.ts';
import { someRows } from '../signals/columns/rows.ts';
import { openLabels } from '../signals/labels.ts';
import type { LabelCodes } from '../signals/signal-group.ts';
import { readSnapshots } from '../signals/snapshot.ts';

/** An account as far as columns know it. */
export interface SlottedAccount {
  readonly slot: number;
}

/** Conditions of accounts as of one morning. */
export interface ConditionReadings {
  /** The morning, 'YYYY-MM-DD'; null when nothing has been diagnosed yet. */
  readonly day: string | null;
  /** The truth of a condition for an account; null when nothing has been diagnosed yet. */
  truthOf(account: SlottedAccount, expression: string): Truth | null;
}

/**
 * Reads conditions from the signals that a diagnosis kept: those of `asOf`, or of the latest morning that was diagnosed. One read serves any number
 * of accounts. A condition that cannot be understood any more (a metric was removed) is unknown.
 */
export async function readConditions(
  tx: Transaction,
  accounts: readonly SlottedAccount[],
  expressions: readonly string[],
  asOf: string | null = null,
): Promise<ConditionReadings> {
  const day = asOf ?? (await latestDay(tx));
  if (day === null || expressions.length === 0) return { day, truthOf: () => null };
  const catalogue = buildCatalogue([...declareSignals(await loadOwnDefinitions(tx)), ...HEALTH_SIGNALS]);
  const parsed = new Map([...new Set(expressions)].map((text) => [text, understand(text, catalogue)]));
  // The score stands for the snapshot itself: it is kept on every day, whatever else is asked.
  const signals = new Set(['health.score']);
  for (const expression of parsed.values())
    for (const name of expression ? signalsOf(expression) : []) signals.add(name);
  const rows = someRows([...new Set(accounts.map((account) => account.slot))]);
  const columns = (await readSnapshots(tx, [epochDay(day)], [...signals], rows)).get(epochDay(day));
  if (columns === undefined) return { day: null, truthOf: () => null };
  const labels = await openLabels(tx);
  return {
    day,
    truthOf(account, text) {
      const expression = parsed.get(text);
      return expression
        ? evaluate(expression, signalsAt(rows.rowOf(account.slot), columns, catalogue, labels)).truth
        : UNKNOWN;
    },
  };
}

async function latestDay(tx: Transaction): Promise<string | null> {
  const row = await tx.maybe<{ day: string | null }>(
    'select max(day) as day from signal_block where organisation_id = $1',
    [tx.organisationId],
  );
  return row?.day ?? null;
}

function understand(text: string, catalogue: Catalogue) {
  try {
    return canonicalExpression(parseExpression(text), catalogue);
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
}

function signalsAt(
  row: number,
  columns: ReadonlyMap<string, Float64Array>,
  catalogue: Catalogue,
  labels: LabelCodes,
): ReadSignal {
  return (signal) => {
    const value = columns.get(signal)?.[row];
    if (value === undefined || Number.isNaN(value)) return null;
    return catalogue.get(signal)?.type === 'label' ? labels.labelOf(signal, value) : value;
  };
}
