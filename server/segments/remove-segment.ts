import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { problem } from '../lib/problem.ts';
import { playbooksNaming } from './playbooks-naming.ts';

/** Removes a segment with its members and history. Throws a 409 problem that names the published playbooks which need it. */
export function removeSegment(database: Database, actor: Actor, key: string): Promise<void> {
  mayI(actor, 'manage_playbooks');
  return inOrganisation(database, actor, async (tx) => {
    const { name, rule } = await tx.one<{ name: string; rule: string }>(
      'segment',
      'select name, rule from segment where organisation_id = $1 and key = $2 for update',
      [tx.organisationId, key],
    );
    const needing = (await playbooksNaming(tx)).get(key) ?? [];
    if (needing.length > 0)
      throw problem(
        409,
        `${needing.map(({ title }) => title).join(', ')} needs this segment. Change that playbook first.`,
      );
    await tx.execute('delete from segment where organisation_id = $1 and key = $2', [tx.organisationId, key]);
    await recordAudit(tx, { action: 'segment.removed', entity: 'segment', entityId: key, before: { name, rule } });
  });
}
