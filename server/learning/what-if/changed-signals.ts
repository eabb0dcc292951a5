import { formatValue } from '../../expressions/format-value.ts';
import { epochDay } from '../../lib/days.ts';
import { problem } from '../../lib/problem.ts';
import type { ExplainedAccount } from '../why/open-explanations.ts';

/** A signal with its value now and the one that is assumed, as signals have them (dates as epoch days) and in words. */
export interface SignalChange {
  readonly signal: string;
  readonly title: string;
  readonly from: number | string | boolean | null;
  readonly to: number | string | boolean | null;
  readonly words: { readonly from: string; readonly to: string };
}

/** Checks what is assumed against the signals that there are: 422 for a name that does not exist, and for a value of another type. */
export function changedSignals(
  asked: readonly { readonly signal: string; readonly value: number | string | boolean | null }[],
  { catalogue, signals, organisation }: Pick<ExplainedAccount, 'catalogue' | 'signals' | 'organisation'>,
): SignalChange[] {
  return asked.map(({ signal, value }) => {
    const declaration = catalogue.get(signal);
    if (!declaration) throw problem(422, `There is no signal "${signal}".`);
    const { name, type, unit, title } = declaration;
    const to = value === null ? null : valueFor(value, type);
    if (to === undefined) throw problem(422, `"${title}" takes ${TAKES[type]}, not ${JSON.stringify(value)}.`);
    const from = signals.signals.find((one) => one.name === name)?.value ?? null;
    const say = (one: SignalChange['to']) => formatValue(one, unit, { currency: organisation.currency });
    return { signal: name, title, from, to, words: { from: say(from), to: say(to) } };
  });
}

const TAKES = {
  number: 'a number',
  date: 'a date such as 2026-03-31',
  label: 'a text',
  boolean: 'yes or no (true or false)',
} as const;

function valueFor(value: number | string | boolean, type: keyof typeof TAKES): SignalChange['to'] | undefined {
  if (type === 'number') return typeof value === 'number' ? value : undefined;
  if (type === 'boolean') return typeof value === 'boolean' ? value : undefined;
  if (type === 'label') return typeof value === 'string' ? value : undefined;
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
    ? epochDay(value)
    : undefined;
}
