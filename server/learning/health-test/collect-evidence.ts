import { signalsOf } from '../../expressions/check.ts';
import { parseExpression } from '../../expressions/parse.ts';
import { TRUE, UNKNOWN } from '../../expressions/truth.ts';
import type { HealthModel, HealthVariant } from '../../health/health-model.ts';
import type { EpochDay } from '../../lib/days.ts';
import type { Past } from '../backtest/open-past.ts';

/** What was known of accounts on some mornings, and what became of them: an entry for each account and day. */
export interface Evidence {
  readonly rows: number;
  /** How many accounts they are of; `account[row]` counts from 0. */
  readonly accounts: number;
  readonly account: Int32Array;
  readonly day: Int32Array;
  /** 1 where the outcome held a horizon later. */
  readonly isPositive: Uint8Array;
  /** Signals that morning by name; NaN is unknown. */
  readonly signals: ReadonlyMap<string, Float64Array>;
  /** 1 for the rows that belonged that morning, by the key of the segment. */
  readonly segments: ReadonlyMap<string, Uint8Array>;
  /** Which variant of the model was for the row. */
  readonly variant: Uint8Array;
}

export interface EvidenceWanted {
  readonly days: readonly EpochDay[];
  readonly horizon: number;
  readonly eligible: string;
  readonly truth: string;
  /** Rows of accounts that exist: 1. */
  readonly exists: Uint8Array;
  readonly signals: readonly string[];
  readonly segments: readonly { readonly key: string; readonly rule: string }[];
  readonly model: HealthModel;
}

/**
 * The eligible accounts on each day with what health is made of, and the outcome a horizon later. A row counts when the outcome is known and
 * anything of health was: an account that was not there yet says nothing. Nothing after a day is seen but the outcome.
 */
export function collectEvidence(past: Past, wanted: EvidenceWanted): Evidence {
  const { days, horizon, exists } = wanted;
  const eligible = past.truthOf(wanted.eligible);
  const truth = past.truthOf(wanted.truth, horizon);
  const numbers = new Map<number, number>();
  const [account, day, isPositive]: number[][] = [[], [], []];
  const signals = new Map<string, number[]>(wanted.signals.map((signal) => [signal, []]));
  const picked = days.map((asked): readonly [place: number, rows: number[]] => {
    const place = past.placeOf(asked);
    const [mayCount, outcome] = [eligible[place]!, truth[past.placeOf(asked + horizon)]!];
    const columns = past.columnsOn(place);
    const coverage = columns.get('health.coverage')!;
    const rows: number[] = [];
    for (let row = 0; row < past.rows.count; row++) {
      if (exists[row] === 0 || mayCount[row] !== TRUE || outcome[row] === UNKNOWN || !(coverage[row]! > 0)) continue;
      rows.push(row);
      if (!numbers.has(row)) numbers.set(row, numbers.size);
      account!.push(numbers.get(row)!);
      day!.push(asked);
      isPositive!.push(outcome[row] === TRUE ? 1 : 0);
    }
    for (const [signal, values] of signals) {
      const column = columns.get(signal)!;
      for (const row of rows) values.push(column[row]!);
    }
    return [place, rows];
  });
  const membersOf = (condition: string) => {
    const truths = past.truthOf(condition);
    return Uint8Array.from(
      picked.flatMap(([place, rows]) => rows.map((row) => (truths[place]![row] === TRUE ? 1 : 0))),
    );
  };
  return {
    rows: account!.length,
    accounts: numbers.size,
    account: Int32Array.from(account!),
    day: Int32Array.from(day!),
    isPositive: Uint8Array.from(isPositive!),
    signals: new Map([...signals].map(([signal, values]) => [signal, Float64Array.from(values)])),
    segments: new Map(wanted.segments.map(({ key, rule }) => [key, membersOf(rule)])),
    variant: variantsOf(wanted.model.variants, membersOf, account!.length),
  };
}

/** The place of the first variant that is for the row, as the score takes it. */
function variantsOf(
  variants: readonly HealthVariant[],
  membersOf: (condition: string) => Uint8Array,
  rows: number,
): Uint8Array {
  const last = variants.length - 1;
  const variant = new Uint8Array(rows).fill(last);
  for (let at = last - 1; at >= 0; at--) {
    const members = membersOf(variants[at]!.for!);
    for (let row = 0; row < rows; row++) if (members[row] === 1) variant[row] = at;
  }
  return variant;
}

/** Every condition whose signals the past has to hold for this evidence. */
export function conditionsRead({
  eligible,
  truth,
  signals,
  segments,
  model,
}: Pick<EvidenceWanted, 'eligible' | 'truth' | 'signals' | 'segments' | 'model'>): string[] {
  return [
    eligible,
    truth,
    ...signals.map((signal) => `known(${signal})`),
    ...segments.map(({ rule }) => rule),
    ...model.variants.flatMap((variant) => variant.for ?? []),
  ];
}

/** The names of the signals of facts behind a model. */
export function signalsBehind({ variants }: HealthModel): string[] {
  return variants.flatMap((variant) => [
    ...variant.components.flatMap(({ indicators }) => indicators.map(({ signal }) => signal)),
    ...(variant.for === null ? [] : signalsOf(parseExpression(variant.for))),
  ]);
}
