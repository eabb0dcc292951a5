import { randomBytes } from 'node:crypto';
import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { hashKey } from '../identity/actor-of.ts';
import { problem } from '../lib/problem.ts';

export interface NewWriteKey {
  readonly id: string;
  /** The only time that it is shown: what is stored is its hash. */
  readonly key: string;
}

const SHOWN = 10;

/** Makes a key with which tracking libraries write to this source. It can do nothing else, so that it may stand in a web page. */
export function createWriteKey(database: Database, actor: Actor, sourceId: string): Promise<NewWriteKey> {
  mayI(actor, 'manage_sources');
  const key = `wk_${randomBytes(24).toString('base64url')}`;
  return inOrganisation(database, actor, async (tx) => {
    const { kind } = await tx.one<{ kind: string }>(
      'source',
      'select kind from source where organisation_id = $1 and id = $2',
      [tx.organisationId, sourceId],
    );
    if (kind !== 'tracking') throw problem(409, 'Only a source for tracking has write keys. Make one of that kind.');
    const { id } = await tx.one<{ id: string }>(
      'write key',
      `insert into write_key (organisation_id, source_id, prefix, key_hash, created_by) values ($1, $2, $3, $4, $5) returning id`,
      [tx.organisationId, sourceId, key.slice(0, SHOWN), hashKey(key), actor.memberId],
    );
    await recordAudit(tx, {
      action: 'write_key.created',
      entity: 'write_key',
      entityId: id,
      after: { sourceId, prefix: key.slice(0, SHOWN) },
    });
    return { id, key };
  });
}
