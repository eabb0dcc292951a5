import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { problem } from '../lib/problem.ts';
import { findNeeding } from './find-needing.ts';

/** Removes a persona with its members and history. Throws a 409 problem that names what needs it: playbooks, segments, the health model. */
export function removePersona(database: Database, actor: Actor, key: string): Promise<void> {
  mayI(actor, 'manage_playbooks');
  return inOrganisation(database, actor, async (tx) => {
    const { name, rule, cadenceDays } = await tx.one<{ name: string; rule: string; cadenceDays: number | null }>(
      'persona',
      'select name, rule, cadence_days as "cadenceDays" from persona where organisation_id = $1 and key = $2 for update',
      [tx.organisationId, key],
    );
    const needing = (await findNeeding(tx)).get(key) ?? [];
    if (needing.length > 0)
      throw problem(
        409,
        `${[...new Set(needing.map(({ title }) => title))].join(', ')} needs this persona. Change that first.`,
      );
    await tx.execute('delete from persona where organisation_id = $1 and key = $2', [tx.organisationId, key]);
    await recordAudit(tx, {
      action: 'persona.removed',
      entity: 'persona',
      entityId: key,
      before: { name, rule, cadenceDays },
    });
  });
}
