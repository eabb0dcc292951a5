import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';

/** Ends an API key at once. 404 when there is none with this id, or it was revoked before. */
export function revokeApiKey(database: Database, actor: Actor, id: string): Promise<void> {
  mayI(actor, 'manage_organisation');
  return inOrganisation(database, actor, async (tx) => {
    const { name } = await tx.one<{ name: string }>(
      'API key',
      `update api_key set revoked_at = now() where organisation_id = $1 and id = $2 and revoked_at is null returning name`,
      [tx.organisationId, id],
    );
    await recordAudit(tx, { action: 'api_key.revoked', entity: 'api_key', entityId: id, before: { name } });
  });
}
