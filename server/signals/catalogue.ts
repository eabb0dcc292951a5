import type { Transaction } from '../context/transaction.ts';
import type { Catalogue, SignalDeclaration } from '../expressions/declaration.ts';
import { accountGroup } from './groups/account.ts';
import { billingGroup } from './groups/billing.ts';
import { commercialGroup } from './groups/commercial.ts';
import { complexityGroup } from './groups/complexity.ts';
import { personaGroup } from './groups/persona.ts';
import { relationshipGroup } from './groups/relationship.ts';
import { salesGroup } from './groups/sales.ts';
import { satisfactionGroup } from './groups/satisfaction.ts';
import { supportGroup } from './groups/support.ts';
import { usageGroup } from './groups/usage.ts';
import type { AttributeDefinition, MetricDefinition, PersonaDefinition, SignalGroup } from './signal-group.ts';

/** Every family of signals, in the order in which they are derived: usage and complexity read seats, sales reads usage, personas read the account. */
export const SIGNAL_GROUPS: readonly SignalGroup[] = [
  accountGroup,
  commercialGroup,
  complexityGroup,
  usageGroup,
  salesGroup,
  relationshipGroup,
  personaGroup,
  supportGroup,
  satisfactionGroup,
  billingGroup,
];

/** What an organisation adds to the catalogue without code. */
export interface OwnDefinitions {
  readonly metrics: readonly MetricDefinition[];
  readonly attributes: readonly AttributeDefinition[];
  readonly personas: readonly PersonaDefinition[];
}

/** The organisation's own metrics, attributes and personas. */
export async function loadOwnDefinitions(tx: Transaction): Promise<OwnDefinitions> {
  const metrics = await tx.query<{ key: string; number: number; title: string; is_sum: boolean }>(
    `select key, number, title, sum_property is not null as is_sum from metric
     where organisation_id = $1 and archived_at is null order by number`,
    [tx.organisationId],
  );
  const attributes = await tx.query<AttributeDefinition & { [column: string]: unknown }>(
    'select key, title, type from account_attribute where organisation_id = $1 order by key',
    [tx.organisationId],
  );
  const personas = await tx.query<PersonaDefinition & { [column: string]: unknown }>(
    'select key, name, rule, cadence_days as "cadenceDays" from persona where organisation_id = $1 order by key',
    [tx.organisationId],
  );
  return {
    metrics: metrics.map(({ key, number, title, is_sum }) => ({ key, number, title, isSum: is_sum })),
    attributes,
    personas,
  };
}

/** The signals of facts, each once, in the order of the catalogue. */
export function declareSignals(own: OwnDefinitions): SignalDeclaration[] {
  return SIGNAL_GROUPS.flatMap((group) => group.declare(own));
}

/**
 * The signals that an organisation's expressions may name. `usage.<metric>.x` is another name of `metric.<metric>.x`, and `arr`, `seats`,
 * `stage`, `tier` and `plan` stand for the account's.
 */
export function buildCatalogue(signals: readonly SignalDeclaration[]): Catalogue {
  const catalogue = new Map(signals.map((signal) => [signal.name, signal]));
  for (const signal of signals) {
    if (signal.name.startsWith('metric.')) catalogue.set(signal.name.replace('metric.', 'usage.'), signal);
  }
  for (const short of ['arr', 'seats', 'stage', 'tier', 'plan', 'segment']) {
    const signal = catalogue.get(`account.${short}`);
    if (signal) catalogue.set(short, signal);
  }
  return catalogue;
}
