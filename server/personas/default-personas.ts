import type { Transaction } from '../context/transaction.ts';
import { int4Array, textArray } from '../database/binary-array.ts';
import type { PersonaDefinition } from '../signals/signal-group.ts';

/**
 * The personas that every organisation has from the start: by the role of a contact, else by the words of their title. Who uses the product for
 * us is spoken with once a month, as accounts are reviewed; who decides once a quarter, as business reviews are held; a technical contact as
 * often. Nobody has to speak with those who pay the invoices or only use the product.
 */
export const DEFAULT_PERSONAS: readonly PersonaDefinition[] = [
  { key: 'champions', name: 'Champions', rule: "contact.role == 'champion'", cadenceDays: 30 },
  {
    key: 'executive_sponsors',
    name: 'Executive sponsors',
    rule: "contact.role == 'executive_sponsor' || unknown(contact.role) && contact.level in ['executive', 'vice_president']",
    cadenceDays: 90,
  },
  {
    key: 'decision_makers',
    name: 'Decision makers',
    rule: "contact.role == 'decision_maker' || unknown(contact.role) && contact.level == 'director'",
    cadenceDays: 90,
  },
  {
    key: 'technical_contacts',
    name: 'Technical contacts',
    rule: "contact.role == 'technical' || unknown(contact.role) && contact.work in ['it', 'engineering'] && contact.level in ['manager', 'other']",
    cadenceDays: 90,
  },
  {
    key: 'billing_contacts',
    name: 'Billing contacts',
    rule: "contact.role == 'billing' || unknown(contact.role) && contact.work in ['finance', 'procurement'] && contact.level in ['manager', 'other']",
    cadenceDays: null,
  },
  { key: 'everyday_users', name: 'Everyday users', rule: "contact.role == 'user'", cadenceDays: null },
];

/** Gives an organisation the default personas that it does not have. Their members are found by the next diagnosis. */
export async function ensureDefaultPersonas(tx: Transaction): Promise<void> {
  await tx.execute(
    `insert into persona (organisation_id, key, name, rule, cadence_days)
     select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::int4[]) on conflict do nothing`,
    [
      tx.organisationId,
      textArray(DEFAULT_PERSONAS.map((one) => one.key)),
      textArray(DEFAULT_PERSONAS.map((one) => one.name)),
      textArray(DEFAULT_PERSONAS.map((one) => one.rule)),
      int4Array(DEFAULT_PERSONAS.map((one) => one.cadenceDays)),
    ],
  );
}
