import type { Catalogue, SignalDeclaration, SignalType, Unit } from './declaration.ts';

const CAST: readonly (readonly [name: string, type: SignalType, unit: Unit, title: string])[] = [
  ['health.score', 'number', 'score', 'health score'],
  ['metric.logins.change_28d', 'number', 'ratio', 'logins in the last 28 days'],
  ['usage.days_since_last', 'number', 'days', 'days since last activity'],
  ['renewal.days_left', 'number', 'days', 'days to renewal'],
  ['renewal.date', 'date', 'date', 'renewal date'],
  ['account.stage', 'label', 'label', 'account stage'],
  ['plan.name', 'label', 'label', 'plan'],
  ['champion.left', 'boolean', 'flag', 'the champion has left'],
  ['arr', 'number', 'money', 'ARR'],
  ['support.open', 'number', 'count', 'open tickets'],
  ['support.oldest', 'number', 'days', 'age of the oldest ticket'],
  ['seats.used', 'number', 'seats', 'seats in use'],
  ['seats.share', 'number', 'share', 'share of seats in use'],
  ['nps.last', 'number', 'points', 'last NPS'],
];

/** The signals of the tests, with `usage.logins.change_28d` as an alias of `metric.logins.change_28d`. */
export function castCatalogue(): Catalogue {
  const catalogue = new Map<string, SignalDeclaration>(
    CAST.map(([name, type, unit, title]) => [name, { name, type, unit, title, from: 'the story of the test' }]),
  );
  const logins = catalogue.get('metric.logins.change_28d');
  if (logins) catalogue.set('usage.logins.change_28d', logins);
  return catalogue;
}
