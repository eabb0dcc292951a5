import type { z } from 'zod';
import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { loadCatalogue } from '../health/load-catalogue.ts';
import { problem } from '../lib/problem.ts';
import { applyRule } from './apply-rule.ts';
import { checkRule } from './check-rule.ts';
import { newSegment } from './segment.ts';

/**
 * Adds a segment, and finds its members among the accounts of the last diagnosis. Throws a 400 problem for a rule that cannot be used, with
 * its place, and a 409 problem when there is a segment of that key.
 */
export function createSegment(
  database: Database,
  actor: Actor,
  input: z.input<typeof newSegment>,
): Promise<{ key: string }> {
  mayI(actor, 'manage_playbooks');
  const { key, name, rule } = newSegment.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    checkRule(rule, await loadCatalogue(tx));
    const made = await tx.execute(
      'insert into segment (organisation_id, key, name, rule) values ($1, $2, $3, $4) on conflict do nothing',
      [tx.organisationId, key, name, rule],
    );
    if (made === 0) throw problem(409, `There is already a segment "${key}". Choose another key, or change that one.`);
    await applyRule(tx, { key, name, rule, asOf: null }, '');
    await recordAudit(tx, { action: 'segment.created', entity: 'segment', entityId: key, after: { name, rule } });
    return { key };
  });
}
