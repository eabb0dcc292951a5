import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { type AccountSignal, type AccountSignals, readAccountSignals } from '../diagnosis/read-account-signals.ts';
import { readSignalHistory } from '../diagnosis/read-signal-history.ts';
import { formatValue } from '../expressions/format-value.ts';
import type { ExplainedComponent, ExplainedIndicator } from '../health/explain-health.ts';
import { loadHealthModel } from '../health/load-model.ts';
import { organisationOf } from '../identity/organisation.ts';
import { epochDay } from '../lib/days.ts';

/** A signal with its value as people say it; null stands for unknown. */
export interface SignalInWords extends AccountSignal {
  readonly words: string | null;
}

export interface IndicatorInWords extends ExplainedIndicator {
  readonly title: string;
  readonly from: string;
  readonly words: string | null;
}

export interface ComponentInWords extends Omit<ExplainedComponent, 'indicators'> {
  /** Points against a week before; null where either is unknown. */
  readonly change7d: number | null;
  readonly indicators: readonly IndicatorInWords[];
}

export interface SignalsPage {
  readonly day: string;
  readonly computedFrom: AccountSignals['computedFrom'];
  readonly signals: readonly SignalInWords[];
  readonly health: {
    readonly score: number | null;
    readonly band: AccountSignals['health']['band'];
    readonly coverage: number;
    readonly change7d: number | null;
    /** Which of the model's variants holds for the account, and how much has to be known for a score. */
    readonly variant: string;
    readonly minimumCoverage: number;
    readonly components: readonly ComponentInWords[];
  };
}

/**
 * Every signal of an account and its health taken apart, in words and numbers: as of the morning of a day, by default of tomorrow with
 * what is known now. 404 for an account that is not here.
 */
export function readSignalsPage(
  database: Database,
  actor: Actor,
  accountId: string,
  asOf?: string | undefined,
): Promise<SignalsPage> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const read = await readAccountSignals(tx, accountId, asOf === undefined ? undefined : epochDay(asOf));
    const { currency } = await organisationOf(tx);
    const { model } = await loadHealthModel(tx);
    const before = await weekBefore(tx, accountId, read);
    const say = (signal: AccountSignal) =>
      signal.value === null ? null : formatValue(signal.value, signal.unit, { currency });
    const byName = new Map(read.signals.map((signal) => [signal.name, signal]));
    const { score, band, coverage, explanation } = read.health;
    return {
      day: read.day,
      computedFrom: read.computedFrom,
      signals: read.signals.map((signal) => ({ ...signal, words: say(signal) })),
      health: {
        score,
        band,
        coverage,
        change7d: difference(score, before('health.score')),
        variant: explanation.variant,
        minimumCoverage: model.minimum_coverage,
        components: explanation.components.map((component) => ({
          ...component,
          change7d: difference(component.score, before(`health.${component.key}`)),
          indicators: component.indicators.map((indicator) => {
            const signal = byName.get(indicator.signal);
            return {
              ...indicator,
              title: signal?.title ?? indicator.signal,
              from: signal?.from ?? '',
              words: signal ? say(signal) : null,
            };
          }),
        })),
      },
    };
  });
}

async function weekBefore(
  tx: Transaction,
  accountId: string,
  { day, health }: AccountSignals,
): Promise<(signal: string) => number | null> {
  const then = epochDay(day) - 7;
  const signals = ['health.score', ...health.explanation.components.map(({ key }) => `health.${key}`)];
  const history = await readSignalHistory(tx, accountId, signals, then, then);
  return (signal) => history.get(signal)?.[0]?.value ?? null;
}

function difference(now: number | null, before: number | null): number | null {
  return now === null || before === null ? null : Math.round((now - before) * 10) / 10;
}
