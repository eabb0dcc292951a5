import type { AccountNamed } from '../accounts/find-account-named.ts';
import type { AccountSignal, AccountSignals } from '../diagnosis/read-account-signals.ts';
import { formatValue } from '../expressions/format-value.ts';
import { table } from './table.ts';

/** An account's health and signals as lines to read: what is known, with the points and weight it has in the score. */
export function describeAccount(account: AccountNamed, read: AccountSignals, currency: string): string[] {
  const from = read.computedFrom === 'snapshot' ? 'as it was kept on that day' : 'computed from the facts';
  return [
    `${account.name}${account.knownAs.length > 0 ? ` (${account.knownAs.join(', ')})` : ''}`,
    `As of the morning of ${read.day}, ${from}.`,
    '',
    ...describeHealth(read, currency),
    '',
    ...describeSignals(read.signals, currency),
  ];
}

function describeHealth({ health, signals }: AccountSignals, currency: string): string[] {
  const { score, band, coverage, explanation } = health;
  const known = `${formatValue(coverage, 'share')} of it known`;
  const unitOf = new Map(signals.map(({ name, unit }) => [name, unit]));
  const rows = explanation.components.flatMap((component) => [
    [
      component.title,
      '',
      component.score === null ? 'unknown' : formatValue(component.score, 'score'),
      `${component.weight}`,
    ],
    ...component.indicators.map(({ signal, value, points, weight }) => [
      `  ${signal}`,
      formatValue(value, unitOf.get(signal) ?? 'count', { currency }),
      points === null ? '' : formatValue(points, 'score'),
      `${weight}`,
    ]),
  ]);
  return [
    score === null ? `Health: not enough data (${known})` : `Health: ${score}, ${band} (${known})`,
    '',
    ...table([explanation.variant, 'Value', 'Points', 'Weight'], rows),
  ];
}

function describeSignals(signals: readonly AccountSignal[], currency: string): string[] {
  const known = signals.filter(({ value }) => value !== null);
  const unknown = signals.filter(({ value }) => value === null).map(({ name }) => name);
  const rows = known.map(({ name, value, unit, title }) => [name, formatValue(value, unit, { currency }), title]);
  return [
    ...table(['Signal', 'Value', 'What it is'], rows),
    ...(unknown.length > 0 ? ['', `Unknown: ${unknown.join(', ')}.`] : []),
  ];
}
