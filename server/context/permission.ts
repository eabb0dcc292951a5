import { problem } from '../lib/problem.ts';
import type { Actor, MemberRole, Scope } from './actor.ts';

/** What the product lets people do, and the least scope a key needs for it. */
const PERMISSIONS = {
  read: { scope: 'read', roles: ['admin', 'manager', 'csm', 'account_manager', 'support', 'executive', 'viewer'] },
  work: { scope: 'write', roles: ['admin', 'manager', 'csm', 'account_manager', 'support'] },
  /** What executives do here, who have no other work: their own steps, what comes up to them, and what they heard from a customer or think. */
  take_part: { scope: 'write', roles: ['admin', 'manager', 'csm', 'account_manager', 'support', 'executive'] },
  manage_playbooks: { scope: 'write', roles: ['admin', 'manager'] },
  manage_health: { scope: 'write', roles: ['admin', 'manager'] },
  manage_team: { scope: 'write', roles: ['admin', 'manager'] },
  manage_sources: { scope: 'write', roles: ['admin', 'manager'] },
  plan_absences: { scope: 'write', roles: ['admin', 'manager'] },
  manage_organisation: { scope: 'admin', roles: ['admin'] },
} as const satisfies Record<string, { scope: Scope; roles: readonly MemberRole[] }>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether the actor's role, and for a key its scopes, allow this. */
export function isAllowed(actor: Actor, permission: Permission): boolean {
  if (actor.kind === 'system') return true;
  const { scope, roles } = PERMISSIONS[permission];
  return (roles as readonly MemberRole[]).includes(actor.role) && actor.scopes.includes(scope);
}

/** Throws a 403 problem that names what is missing. The first line of every verb. */
export function mayI(actor: Actor, permission: Permission): void {
  if (isAllowed(actor, permission)) return;
  const { scope, roles } = PERMISSIONS[permission];
  const needed = actor.kind === 'api_key' ? `a key with the scope "${scope}" of a member` : 'a member';
  throw problem(403, `You may not do this: it takes ${needed} whose role is ${roles.join(', ')}.`);
}
