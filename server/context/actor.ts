export const MEMBER_ROLES = ['admin', 'manager', 'csm', 'account_manager', 'support', 'executive', 'viewer'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** What an API key may be allowed to do; a session of a person has all that the role allows. */
export const SCOPES = ['read', 'write', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** Who does something, and inside which organisation. Every verb takes one; the audit log names it. */
export type Actor = MemberActor | SystemActor;

export interface MemberActor {
  readonly kind: 'member' | 'api_key';
  readonly organisationId: string;
  readonly memberId: string;
  readonly name: string;
  readonly role: MemberRole;
  readonly scopes: readonly Scope[];
}

/** Steward itself: nightly work, imports in the background, the command line of the machine's owner. */
export interface SystemActor {
  readonly kind: 'system';
  readonly organisationId: string;
  readonly memberId: null;
  readonly name: string;
}

/** The system acting for one organisation; `name` says which part of it. */
export function systemActor(organisationId: string, name = 'Steward'): SystemActor {
  return { kind: 'system', organisationId, memberId: null, name };
}
