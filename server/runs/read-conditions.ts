import type { Transaction } from '../context/transaction.ts';
import { computeDays } from '../diagnosis/compute-days.ts';
import { canonicalExpression } from '../expressions/canonical.ts';
import { signalsOf } from '../expressions/check.ts';
import { type ClauseEvidence, explain } from '../expressions/clauses.ts';
import type { Catalogue } from '../expressions/declaration.ts';
import { evaluate, type ReadSignal } from '../expressions/evaluate.ts';
import { ExpressionError, parseExpression } from '../expressions/parse.ts';
import { type Truth, UNKNOWN } from '../expressions/truth.ts';
import { HEALTH_SIGNALS } from '../health/health-signals.ts';
import { type EpochDay, epochDay } from '../lib/days.ts';
import { buildCatalogue, declareSignals, loadOwnDefinitions } from '../signals/catalogue.ts';
import { type Rows, someRows } from '../signals/columns/rows.ts';
import { openLabels } from '../signals/labels.ts';
import { readRow } from '../signals/read-row.ts';
import { keptDays, readSnapshots } from '../signals/snapshot.ts';

/** An account as far as columns know it. */
export interface SlottedAccount {
  readonly slot: number;
}

/** Conditions of accounts as of one morning. */
export interface ConditionReadings {
  /** Whether there is anything to read: false before the first diagnosis. */
  readonly isRead: boolean;
  /** The truth of a condition for an account; null when the account was not part of the diagnosis, or the condition was not asked about. */
  truthOf(account: SlottedAccount, expression: string): Truth | null;
  /** The clauses of a condition with the values of an account; none where `truthOf` has no answer or the condition cannot be understood. */
  clausesOf(account: SlottedAccount, expression: string): readonly ClauseEvidence[];
}

/** Gives the signals of an account; null for one that was not diagnosed. */
type ReadAccount = (account: SlottedAccount) => ReadSignal | null;

/** When there is nothing to read. */
export const NO_READINGS: ConditionReadings = { isRead: false, truthOf: () => null, clausesOf: () => [] };

/** Kept only on days that were diagnosed whole; other days keep their health alone. */
const KEPT_WHEN_WHOLE = 'account.arr';
/** Known of every account that was diagnosed. */
const KNOWN_WHEN_DIAGNOSED = 'health.coverage';

/**
 * Reads conditions from the signals that a diagnosis kept, of the latest day or of `asOf`, for any number of accounts at once. A condition that
 * cannot be understood any more, because a metric was removed, is unknown.
 */
export async function readConditions(
  tx: Transaction,
  accounts: readonly SlottedAccount[],
  expressions: readonly string[],
  asOf?: string,
): Promise<ConditionReadings> {
  if (expressions.length === 0) return NO_READINGS;
  const day = asOf ?? (await latestDay(tx));
  if (day === null || (asOf !== undefined && !(await isKept(tx, epochDay(day))))) return NO_READINGS;
  const catalogue = buildCatalogue([...declareSignals(await loadOwnDefinitions(tx)), ...HEALTH_SIGNALS]);
  const understood = understandAll(expressions, catalogue);
  const signals = new Set([KEPT_WHEN_WHOLE, KNOWN_WHEN_DIAGNOSED]);
  for (const expression of understood.values())
    for (const signal of expression ? signalsOf(expression) : []) signals.add(signal);
  const rows = rowsOf(accounts);
  const columns = (await readSnapshots(tx, [epochDay(day)], [...signals], rows)).get(epochDay(day));
  if (!columns?.has(KEPT_WHEN_WHOLE)) return NO_READINGS;
  const labels = await openLabels(tx);
  return readings(understood, catalogue, (account) => {
    const row = rows.rowOf(account.slot);
    const isDiagnosed = !Number.isNaN(columns.get(KNOWN_WHEN_DIAGNOSED)?.[row] ?? Number.NaN);
    return isDiagnosed ? readRow(columns, row, catalogue, labels) : null;
  });
}

/** Reads conditions of a few accounts from their facts, as of a day that no diagnosis has kept: tomorrow, with what is known so far. */
export async function computeConditions(
  tx: Transaction,
  accounts: readonly SlottedAccount[],
  expressions: readonly string[],
  day: EpochDay,
): Promise<ConditionReadings> {
  if (expressions.length === 0 || accounts.length === 0) return NO_READINGS;
  let result = NO_READINGS;
  await computeDays(
    tx,
    [day],
    async ({ rows, columns }, { catalogue, labels }) => {
      const understood = understandAll(expressions, catalogue);
      result = readings(understood, catalogue, ({ slot }) => {
        const row = rows.rowOf(slot);
        return row < 0 ? null : readRow(columns, row, catalogue, labels);
      });
    },
    [...(rowsOf(accounts).only ?? [])],
  );
  return result;
}

type Understood = ReadonlyMap<string, ReturnType<typeof canonicalExpression> | null>;

function readings(understood: Understood, catalogue: Catalogue, readAccount: ReadAccount): ConditionReadings {
  return {
    isRead: true,
    truthOf(account, text) {
      const expression = understood.get(text);
      const read = readAccount(account);
      if (expression === undefined || read === null) return null;
      return expression === null ? UNKNOWN : evaluate(expression, read).truth;
    },
    clausesOf(account, text) {
      const expression = understood.get(text);
      const read = readAccount(account);
      return expression && read ? explain(expression, read, catalogue) : [];
    },
  };
}

function rowsOf(accounts: readonly SlottedAccount[]): Rows {
  return someRows([...new Set(accounts.map((account) => account.slot))].sort((a, b) => a - b));
}

async function isKept(tx: Transaction, day: EpochDay): Promise<boolean> {
  return (await keptDays(tx, [day], KEPT_WHEN_WHOLE)).has(day);
}

async function latestDay(tx: Transaction): Promise<string | null> {
  const row = await tx.maybe<{ day: string | null }>(
    'select max(day) as day from signal_block where organisation_id = $1',
    [tx.organisationId],
  );
  return row?.day ?? null;
}

function understandAll(expressions: readonly string[], catalogue: Catalogue): Understood {
  return new Map([...new Set(expressions)].map((text) => [text, understand(text, catalogue)]));
}

function understand(text: string, catalogue: Catalogue) {
  try {
    return canonicalExpression(parseExpression(text), catalogue);
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
}
