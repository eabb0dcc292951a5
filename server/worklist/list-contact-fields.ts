import { CONTACT_ROLES } from '../accounts/by-hand/contact-entry.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { CONTACT_CATALOGUE } from '../signals/contacts/contact-signals.ts';
import { LEVELS, WORKS } from '../signals/contacts/read-title.ts';
import type { RuleSignal } from './list-rule-signals.ts';

/** So many titles and domains are offered, the most frequent first. */
const OFFERED = 200;

/** Every field of contacts that the rule of a persona may name, as menus offer it. */
export function listContactFields(database: Database, actor: Actor): Promise<RuleSignal[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const known = await tx.query<{ signal: string; label: string }>(
      `select signal, label from signal_label where organisation_id = $1 and signal like 'account.%' order by signal, label`,
      [tx.organisationId],
    );
    const ofAccounts = Map.groupBy(known, (row) => row.signal);
    const labels: Readonly<Record<string, readonly string[]>> = {
      'contact.role': CONTACT_ROLES,
      'contact.level': LEVELS,
      'contact.work': WORKS,
      'contact.title': await mostFrequent(tx, 'title'),
      'contact.domain': await mostFrequent(tx, `nullif(lower(split_part(email, '@', 2)), '')`),
    };
    return [...CONTACT_CATALOGUE.values()].map(({ name, title, type, unit }) => ({
      name,
      title,
      type,
      unit,
      labels: labels[name] ?? (ofAccounts.get(name) ?? []).map((row) => row.label),
    }));
  });
}

async function mostFrequent(tx: Transaction, expression: string): Promise<string[]> {
  const rows = await tx.query<{ value: string }>(
    `select ${expression} as value from contact where organisation_id = $1 and ${expression} is not null
     group by 1 order by count(*) desc, 1 limit $2`,
    [tx.organisationId, OFFERED],
  );
  return rows.map(({ value }) => value);
}
