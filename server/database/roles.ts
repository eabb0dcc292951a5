import type { Client, ClientConfig } from 'pg';
import { deriveSecret } from './secrets.ts';

/** The roles Steward connects as. None owns a table of an organisation, none can bypass row-level security. */
export const LOGIN_ROLES = ['steward_web', 'steward_worker', 'steward_identity', 'steward_queue'] as const;
export type LoginRole = (typeof LOGIN_ROLES)[number];

/** The connection of the administrator, as one of the four login roles. */
export function connectionAs(role: LoginRole, administrator: ClientConfig, secret: string): ClientConfig {
  const { connectionString, ...rest } = administrator;
  const password = deriveSecret(secret, `role:${role}`);
  if (!connectionString) return { ...rest, user: role, password };
  const url = new URL(connectionString);
  url.username = role;
  url.password = password;
  return { ...rest, connectionString: url.toString() };
}

/** Makes the roles where they are missing and sets their passwords, which follow from the installation's secret. */
export async function ensureRoles(client: Client, secret: string): Promise<void> {
  await ensureRole(client, 'steward_membership', 'nologin');
  for (const role of LOGIN_ROLES) {
    const password = client.escapeLiteral(deriveSecret(secret, `role:${role}`));
    await ensureRole(client, role, `login password ${password}`);
  }
  // Who takes a job, or has done it, may be forgotten by a crash: the job is then done again. Adding one is up to the other roles.
  await client.query('alter role steward_queue set synchronous_commit = off');
  // The sign-in library names its tables without a schema.
  await client.query('alter role steward_identity set search_path = identity, pg_temp');
  const { rows } = await client.query<{ name: string; user: string }>(
    'select current_database() as name, current_user as user',
  );
  const database = client.escapeIdentifier(rows[0]!.name);
  const owner = client.escapeIdentifier(rows[0]!.user);
  // The administrator hands functions and schemas to these two; a superuser could without being their member.
  await client.query(`grant steward_membership, steward_queue, steward_identity to ${owner}`);
  await client.query(`revoke create on schema public from public`);
  await client.query(`grant connect on database ${database} to ${LOGIN_ROLES.join(', ')}`);
}

async function ensureRole(client: Client, role: string, attributes: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
  const verb = rowCount ? 'alter' : 'create';
  await client.query(`${verb} role ${role} with nosuperuser nocreatedb nocreaterole noreplication ${attributes}`);
}
