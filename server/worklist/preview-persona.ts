import type { z } from 'zod';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import { uuidArray } from '../database/binary-array.ts';
import type { Database } from '../database/database.ts';
import { checkPersonaRule } from '../personas/check-persona-rule.ts';
import { findPersonaMoves } from '../personas/find-persona-moves.ts';
import { lastContactMorning } from '../personas/last-contact-morning.ts';
import { type RuleMenu, readRuleMenu } from '../segments/rule-menu.ts';
import { CONTACT_CATALOGUE } from '../signals/contacts/contact-signals.ts';
import { sayContactRule } from './contact-rules.ts';
import { openCatalogue } from './playbook-sentences.ts';
import { writtenRule } from './preview-rule.ts';

/** What the rule of a persona means and whom it would find, before anybody saves it. */
export interface PersonaPreview {
  readonly sentence: string;
  readonly menu: RuleMenu | null;
  /** The morning whose values were used; null before the first diagnosis, and then nobody is found. */
  readonly asOf: string | null;
  readonly total: number;
  /** At most 20, by name. */
  readonly contacts: readonly { readonly id: string; readonly name: string; readonly account: string }[];
}

/** Who would belong to a persona of this rule. Saves nothing. Throws a 400 problem, with places, for a rule that cannot be used. */
export function previewPersona(
  database: Database,
  actor: Actor,
  input: z.input<typeof writtenRule>,
): Promise<PersonaPreview> {
  mayI(actor, 'read');
  const { rule } = writtenRule.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    checkPersonaRule(rule, await openCatalogue(tx));
    const last = await lastContactMorning(tx);
    const persona = { key: '', name: '', rule, cadenceDays: null, asOf: null };
    const found = last ? findPersonaMoves(persona, last.morning) : [];
    const contacts = await tx.query<{ id: string; name: string; account: string; total: number }>(
      `select c.id, coalesce(c.name, c.email, 'Without a name') as name, a.name as account, count(*) over ()::int as total
       from contact c join account a on a.organisation_id = $1 and a.id = c.account_id and a.archived_at is null
       where c.organisation_id = $1 and c.id = any($2::uuid[]) order by 2, 3, 1 limit 20`,
      [tx.organisationId, uuidArray(found.map(({ contact }) => last!.morning.facts.ids[contact]!))],
    );
    return {
      sentence: sayContactRule(rule),
      menu: readRuleMenu(rule, CONTACT_CATALOGUE),
      asOf: last?.asOf ?? null,
      total: contacts[0]?.total ?? 0,
      contacts: contacts.map(({ id, name, account }) => ({ id, name, account })),
    };
  });
}
