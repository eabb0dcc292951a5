import { createHash } from 'node:crypto';
import type { MemberActor, MemberRole, Scope } from '../context/actor.ts';
import { SCOPES } from '../context/actor.ts';
import type { Database } from '../database/database.ts';

/** One organisation of a person. */
export interface Membership {
  readonly organisationId: string;
  readonly slug: string;
  readonly organisationName: string;
  readonly memberId: string;
  readonly memberName: string;
  readonly role: MemberRole;
}

interface MembershipRow {
  organisation_id: string;
  slug: string;
  organisation_name: string;
  member_id: string;
  member_name: string;
  role: MemberRole;
}

/** The organisations in which this user is an active member, by name. */
export async function membershipsOf(database: Database, userId: string): Promise<Membership[]> {
  const { rows } = await database.web.query<MembershipRow>('select * from memberships_of($1)', [userId]);
  return rows.map((row) => ({
    organisationId: row.organisation_id,
    slug: row.slug,
    organisationName: row.organisation_name,
    memberId: row.member_id,
    memberName: row.member_name,
    role: row.role,
  }));
}

/** A signed-in person as the member of one organisation. */
export function actorOfMembership(membership: Membership): MemberActor {
  return {
    kind: 'member',
    organisationId: membership.organisationId,
    memberId: membership.memberId,
    name: membership.memberName,
    role: membership.role,
    scopes: SCOPES,
  };
}

/** Whom an API key stands for, and the slug of its organisation; null when it is unknown, expired or revoked. */
export async function actorOfApiKey(
  database: Database,
  key: string,
): Promise<{ actor: MemberActor; slug: string; keyId: string } | null> {
  const { rows } = await database.web.query<{
    organisation_id: string;
    slug: string;
    id: string;
    name: string;
    scopes: Scope[];
    member_id: string;
    member_name: string;
    role: MemberRole;
  }>('select * from find_api_key($1)', [hashKey(key)]);
  const row = rows[0];
  if (!row) return null;
  const actor: MemberActor = {
    kind: 'api_key',
    organisationId: row.organisation_id,
    memberId: row.member_id,
    name: `${row.member_name} (key ${row.name})`,
    role: row.role,
    scopes: row.scopes,
  };
  return { actor, slug: row.slug, keyId: row.id };
}

/** Keys and tokens are random enough that a plain SHA-256 protects them. */
export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
