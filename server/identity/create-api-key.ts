import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { recordAudit } from '../audit/record.ts';
import { type Actor, SCOPES, type Scope } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { problem } from '../lib/problem.ts';
import { hashKey } from './actor-of.ts';

export const newApiKey = z.strictObject({
  name: z.string().trim().min(1, 'Give the key a name, such as what uses it.').max(100, 'At most 100 characters.'),
  scopes: z
    .array(z.enum(SCOPES))
    .min(1, 'A key needs at least one scope.')
    .transform((scopes) => SCOPES.filter((scope) => scopes.includes(scope))),
  expiresAt: z.coerce
    .date()
    .refine((date) => date.getTime() > Date.now(), 'Choose an instant that is still to come.')
    .nullable()
    .default(null),
});

export interface NewApiKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date | null;
  /** The only time that it is shown: what is stored is its hash. */
  readonly key: string;
}

const SHOWN = 12;

/** Makes an API key that acts as the member who makes it, within its scopes. A key cannot make one that may do more than itself. */
export function createApiKey(database: Database, actor: Actor, input: z.input<typeof newApiKey>): Promise<NewApiKey> {
  mayI(actor, 'manage_organisation');
  const { name, scopes, expiresAt } = newApiKey.parse(input);
  if (actor.kind === 'system') throw problem(400, 'A key acts as a member: sign in to make one.');
  if (scopes.some((scope) => !actor.scopes.includes(scope)))
    throw problem(403, `This key has the scopes ${actor.scopes.join(', ')} and cannot give others.`);
  const key = `stw_${randomBytes(32).toString('base64url')}`;
  return inOrganisation(database, actor, async (tx) => {
    const { id } = await tx.one<{ id: string }>(
      'API key',
      `insert into api_key (organisation_id, member_id, name, prefix, key_hash, scopes, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7) returning id`,
      [tx.organisationId, actor.memberId, name, key.slice(0, SHOWN), hashKey(key), scopes, expiresAt],
    );
    await recordAudit(tx, {
      action: 'api_key.created',
      entity: 'api_key',
      entityId: id,
      after: { name, scopes, expiresAt },
    });
    return { id, name, scopes, expiresAt, key };
  });
}
