import type { Actor, Scope } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** The first characters, to recognise it by. */
  readonly prefix: string;
  readonly scopes: Scope[];
  readonly memberId: string;
  readonly memberName: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  /** To the nearest five minutes. */
  readonly lastUsedAt: Date | null;
}

/** The keys that are not revoked, newest first. */
export function listApiKeys(database: Database, actor: Actor): Promise<ApiKey[]> {
  mayI(actor, 'manage_organisation');
  return inOrganisation(database, actor, (tx) =>
    tx.query<ApiKey & Record<string, unknown>>(
      `select k.id, k.name, k.prefix, k.scopes, k.member_id as "memberId", m.name as "memberName", k.created_at as "createdAt",
         k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt"
       from api_key k join member m on m.organisation_id = $1 and m.id = k.member_id
       where k.organisation_id = $1 and k.revoked_at is null order by k.created_at desc, k.id`,
      [tx.organisationId],
    ),
  );
}
