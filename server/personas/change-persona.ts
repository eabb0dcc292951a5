import type { z } from 'zod';
import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { loadCatalogue } from '../health/load-catalogue.ts';
import { applyPersonaRule } from './apply-persona-rule.ts';
import { checkPersonaRule } from './check-persona-rule.ts';
import { type Persona, personaChange } from './persona.ts';

/**
 * Renames a persona, or gives it another cadence or rule: after a change of the rule who belongs to it changes at once, and the history says
 * that the rule did it. Throws a 400 problem for a rule that cannot be used.
 */
export function changePersona(
  database: Database,
  actor: Actor,
  key: string,
  input: z.input<typeof personaChange>,
): Promise<void> {
  mayI(actor, 'manage_playbooks');
  const change = personaChange.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const before = await tx.one<Persona & Record<string, unknown>>(
      'persona',
      `select key, name, rule, cadence_days as "cadenceDays", as_of as "asOf" from persona
       where organisation_id = $1 and key = $2 for update`,
      [tx.organisationId, key],
    );
    const after = {
      ...before,
      name: change.name ?? before.name,
      rule: change.rule ?? before.rule,
      cadenceDays: change.cadenceDays === undefined ? before.cadenceDays : change.cadenceDays,
    };
    const isSame = (['name', 'rule', 'cadenceDays'] as const).every((part) => after[part] === before[part]);
    if (isSame) return;
    checkPersonaRule(after.rule, await loadCatalogue(tx));
    await tx.execute(
      'update persona set name = $3, rule = $4, cadence_days = $5, changed_at = now() where organisation_id = $1 and key = $2',
      [tx.organisationId, key, after.name, after.rule, after.cadenceDays],
    );
    if (after.rule !== before.rule) await applyPersonaRule(tx, after, `${actor.name} changed the rule`);
    await recordAudit(tx, {
      action: 'persona.changed',
      entity: 'persona',
      entityId: key,
      before: { name: before.name, rule: before.rule, cadenceDays: before.cadenceDays },
      after: { name: after.name, rule: after.rule, cadenceDays: after.cadenceDays },
    });
  });
}
