import type { SignalsPage } from '../../../server/api/contract/account.ts';
import { capital } from '../../ui/words.ts';

export type Signal = SignalsPage['signals'][number];

export interface SignalFamily {
  readonly key: string;
  readonly title: string;
  readonly signals: readonly Signal[];
  /** The kinds of timeline entries that its signals come from; `usage` stands for the usage chart. */
  readonly facts: readonly string[];
}

const FAMILIES = [
  { key: 'usage', title: 'Usage', prefixes: ['usage.'], facts: ['usage'] },
  {
    key: 'relationship',
    title: 'Relationship',
    prefixes: ['relationship.', 'contacts.'],
    facts: ['interaction', 'contact_left'],
  },
  { key: 'support', title: 'Support', prefixes: ['tickets.'], facts: ['ticket_opened', 'ticket_closed'] },
  { key: 'satisfaction', title: 'Satisfaction', prefixes: ['survey.'], facts: ['survey'] },
  {
    key: 'money',
    title: 'Money',
    prefixes: ['account.arr', 'account.seats', 'renewal.', 'invoices.', 'opportunities.', 'deals.', 'sales.'],
    facts: ['invoice', 'deal'],
  },
  { key: 'account', title: 'Account', prefixes: ['account.', 'stage.', 'onboarding.'], facts: ['stage_change'] },
] as const;

/** The signals by what they are about; health has a place of its own, and each metric is a family. */
export function familiesOf(signals: readonly Signal[], metricTitle: (key: string) => string): SignalFamily[] {
  const families = new Map<string, { key: string; title: string; signals: Signal[]; facts: readonly string[] }>();
  for (const signal of signals) {
    if (signal.name.startsWith('health.')) continue;
    const metric = /^metric\.([^.]+)\./.exec(signal.name)?.[1];
    const family = familyOf(signal.name);
    const key = metric ? `metric ${metric}` : (family?.key ?? 'other');
    const title = metric ? metricTitle(metric) : (family?.title ?? 'Other');
    const known = families.get(key) ?? { key, title, signals: [], facts: metric ? ['usage'] : (family?.facts ?? []) };
    known.signals.push(signal);
    families.set(key, known);
  }
  const order = [...FAMILIES.map(({ key }) => key as string), 'other'];
  return [...families.values()].sort((a, b) => place(order, a.key) - place(order, b.key));
}

function familyOf(signal: string) {
  return FAMILIES.find(({ prefixes }) => prefixes.some((prefix) => signal.startsWith(prefix)));
}

/** The kinds of timeline entries behind a signal; `usage` stands for the usage chart. */
export function factsBehind(signal: string): readonly string[] {
  return signal.startsWith('metric.') ? ['usage'] : (familyOf(signal)?.facts ?? []);
}

/** What the usage chart counts to show what is behind a signal: a metric by its key, people, or all events. */
export function measureOf(signal: string): string {
  return /^metric\.([^.]+)\./.exec(signal)?.[1] ?? (/users|seat/.test(signal) ? 'people' : 'events');
}

function place(order: readonly string[], key: string): number {
  const at = order.indexOf(key);
  return at < 0 ? order.length : at;
}

/** The name of a signal by itself, outside of a sentence: a ratio is of a change. */
export function nameOf({ title, unit }: Pick<Signal, 'title' | 'unit'>): string {
  const name = capital(title.replace(/,$/, ''));
  return unit === 'ratio' ? `${name}: change` : name;
}
