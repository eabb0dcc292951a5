import type { z } from 'zod';
import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { loadCatalogue } from '../health/load-catalogue.ts';
import { problem } from '../lib/problem.ts';
import { applyPersonaRule } from './apply-persona-rule.ts';
import { checkPersonaRule } from './check-persona-rule.ts';
import { newPersona } from './persona.ts';

/** So many personas are derived every night, each with two signals. */
const MOST = 50;

/**
 * Adds a persona, and finds its members among the contacts of the last diagnosis. Throws a 400 problem for a rule that cannot be used, with
 * its place, and a 409 problem when there is a persona of that key.
 */
export function createPersona(
  database: Database,
  actor: Actor,
  input: z.input<typeof newPersona>,
): Promise<{ key: string }> {
  mayI(actor, 'manage_playbooks');
  const { key, name, rule, cadenceDays } = newPersona.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    checkPersonaRule(rule, await loadCatalogue(tx));
    const { count } = await tx.one<{ count: number }>(
      'organisation',
      'select count(*)::int as count from persona where organisation_id = $1',
      [tx.organisationId],
    );
    if (count >= MOST) throw problem(409, `There are ${MOST} personas, the most there can be. Remove one first.`);
    const made = await tx.execute(
      `insert into persona (organisation_id, key, name, rule, cadence_days) values ($1, $2, $3, $4, $5)
       on conflict do nothing`,
      [tx.organisationId, key, name, rule, cadenceDays],
    );
    if (made === 0) throw problem(409, `There is already a persona "${key}". Choose another key, or change that one.`);
    await applyPersonaRule(tx, { key, name, rule, cadenceDays, asOf: null }, '');
    await recordAudit(tx, {
      action: 'persona.created',
      entity: 'persona',
      entityId: key,
      after: { name, rule, cadenceDays },
    });
    return { key };
  });
}
