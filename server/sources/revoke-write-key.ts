import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';

/** Ends a write key, within five seconds everywhere. 404 when there is none with this id, or it was revoked before. */
export function revokeWriteKey(database: Database, actor: Actor, id: string): Promise<void> {
  mayI(actor, 'manage_sources');
  return inOrganisation(database, actor, async (tx) => {
    const before = await tx.one<{ sourceId: string; prefix: string }>(
      'write key',
      `update write_key set revoked_at = now() where organisation_id = $1 and id = $2 and revoked_at is null
       returning source_id as "sourceId", prefix`,
      [tx.organisationId, id],
    );
    await recordAudit(tx, { action: 'write_key.revoked', entity: 'write_key', entityId: id, before });
  });
}
