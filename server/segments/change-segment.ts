import type { z } from 'zod';
import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { loadCatalogue } from '../health/load-catalogue.ts';
import { applyRule } from './apply-rule.ts';
import { checkRule } from './check-rule.ts';
import type { Segment } from './segment.ts';
import { segmentChange } from './segment.ts';

/**
 * Renames a segment, or gives it another rule: who belongs to it changes at once, and the history says that the rule did it. Throws a 400
 * problem for a rule that cannot be used.
 */
export function changeSegment(
  database: Database,
  actor: Actor,
  key: string,
  input: z.input<typeof segmentChange>,
): Promise<void> {
  mayI(actor, 'manage_playbooks');
  const change = segmentChange.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const before = await tx.one<Segment & Record<string, unknown>>(
      'segment',
      'select key, name, rule, as_of as "asOf" from segment where organisation_id = $1 and key = $2 for update',
      [tx.organisationId, key],
    );
    const after = { ...before, name: change.name ?? before.name, rule: change.rule ?? before.rule };
    if (after.name === before.name && after.rule === before.rule) return;
    checkRule(after.rule, await loadCatalogue(tx));
    await tx.execute(
      'update segment set name = $3, rule = $4, changed_at = now() where organisation_id = $1 and key = $2',
      [tx.organisationId, key, after.name, after.rule],
    );
    if (after.rule !== before.rule) await applyRule(tx, after, `${actor.name} changed the rule`);
    await recordAudit(tx, {
      action: 'segment.changed',
      entity: 'segment',
      entityId: key,
      before: { name: before.name, rule: before.rule },
      after: { name: after.name, rule: after.rule },
    });
  });
}
