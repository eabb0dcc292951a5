import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LOGIN_ROLES } from '../server/database/roles.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

/** Walks the catalogue of PostgreSQL: what a migration forgets, this finds. */

/** The tables that belong to no organisation. Anything else without `organisation_id` is a mistake. */
const WITHOUT_ORGANISATION = ['migration'];

/** Roles that are looked up with beside the two that applications use; each may read only, and only these tables. */
const LOOKED_UP_BY_MEMBERSHIP = [
  'api_key',
  'calendar_feed',
  'invitation',
  'member',
  'organisation',
  'source',
  'write_key',
];

const SAME_ORGANISATION =
  /\(organisation_id = \(NULLIF\(current_setting\('app\.organisation_id'::text, true\), ''::text\)\)::uuid\)/;
/** The same for new rows, computed once a statement. */
const SAME_ORGANISATION_OF_NEW =
  /\(organisation_id = \( SELECT \(NULLIF\(current_setting\('app\.organisation_id'::text, true\), ''::text\)\)::uuid AS "nullif"\)\)/;

let cloned: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  cloned = await createTestDatabase();
  client = new pg.Client(cloned.connection);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await cloned.drop();
});

async function names(sql: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(sql, values);
  return rows.map(({ name }) => name);
}

const TABLES = `select c.oid, c.relname as name, c.relrowsecurity, c.relforcerowsecurity from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`;
const WITH_ORGANISATION = `${TABLES} and exists (
  select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped)`;

test('there is something to walk', async () => {
  expect((await names(WITH_ORGANISATION)).length).toBeGreaterThan(40);
});

test('every table belongs to an organisation, but for a named few', async () => {
  const without = await names(`${TABLES} and not exists (
    select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped) order by 2`);
  expect(without).toEqual(WITHOUT_ORGANISATION);
});

test('no view, materialised or not, stands beside the policies', async () => {
  const views = `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm', 'f')`;
  expect(await names(views)).toEqual([]);
});

test('row-level security is on and forced, also for the owner', async () => {
  expect(
    await names(`select name from (${WITH_ORGANISATION}) t where not relrowsecurity or not relforcerowsecurity`),
  ).toEqual([]);
});

test('the web role sees rows only by a policy that names the organisation and checks the membership', async () => {
  const open = await names(`select t.name from (${WITH_ORGANISATION}) t where not exists (
    select from pg_policies p where p.schemaname = 'public' and p.tablename = t.name and p.roles = '{steward_web}')`);
  expect(open).toEqual([]);
  const { rows } = await client.query<{ tablename: string; qual: string; with_check: string | null; cmd: string }>(
    `select tablename, qual, with_check, cmd from pg_policies where schemaname = 'public' and 'steward_web' = any(roles)`,
  );
  for (const { tablename, qual, with_check, cmd } of rows) {
    expect([tablename, cmd]).toEqual([tablename, 'ALL']);
    expect(`${tablename}: ${qual}`).toMatch(SAME_ORGANISATION);
    expect(`${tablename}: ${qual}`).toMatch(/ AND \(organisation_id = current_membership\(\)\)\)$/);
    expect(`${tablename}: ${with_check}`).toMatch(SAME_ORGANISATION_OF_NEW);
    expect(`${tablename}: ${with_check}`).toMatch(
      / AND \(organisation_id = \( SELECT current_membership\(\) AS current_membership\)\)\)$/,
    );
  }
});

test('the worker role sees the rows of one organisation, and beside them only the list of organisations', async () => {
  const { rows } = await client.query<{ tablename: string; cmd: string; qual: string; with_check: string | null }>(
    `select tablename, cmd, qual, with_check from pg_policies where schemaname = 'public' and 'steward_worker' = any(roles)`,
  );
  const isBound = ({ cmd, qual, with_check }: (typeof rows)[number]) =>
    cmd === 'ALL' && SAME_ORGANISATION.test(qual) && SAME_ORGANISATION_OF_NEW.test(with_check ?? '');
  expect(rows.filter((row) => !isBound(row))).toEqual([
    { tablename: 'organisation', cmd: 'SELECT', qual: 'true', with_check: null },
  ]);
  const bound = rows.filter(isBound).map(({ tablename }) => tablename);
  expect((await names(WITH_ORGANISATION)).filter((name) => !bound.includes(name))).toEqual([]);
});

test('no other policy exists but those of the lookup of memberships, which only reads', async () => {
  const { rows } = await client.query<{ tablename: string; cmd: string; roles: string }>(
    `select tablename, cmd, array_to_string(roles, ',') as roles from pg_policies
     where schemaname = 'public' and roles not in ('{steward_web}', '{steward_worker}') order by tablename`,
  );
  expect(rows).toEqual(
    LOOKED_UP_BY_MEMBERSHIP.map((tablename) => ({ tablename, cmd: 'SELECT', roles: 'steward_membership' })),
  );
  expect(
    await names(
      `select policyname as name from pg_policies where schemaname = 'public' and permissive <> 'PERMISSIVE'`,
    ),
  ).toEqual([]);
});

test('a primary key begins with the organisation', async () => {
  const others = await names(`select t.name from (${WITH_ORGANISATION}) t where not exists (
    select from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    where k.conrelid = t.oid and k.contype = 'p' and a.attname = 'organisation_id')`);
  expect(others).toEqual([]);
});

test('a foreign key leads from an organisation into the same organisation', async () => {
  const others =
    await names(`select t.name || '.' || k.conname as name from (${WITH_ORGANISATION}) t join pg_constraint k on k.conrelid = t.oid
    where k.contype = 'f' and not exists (
      select from unnest(k.conkey, k.confkey) as pair(own, foreign_)
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.own
      join pg_attribute f on f.attrelid = k.confrelid and f.attnum = pair.foreign_
      where a.attname = 'organisation_id' and f.attname = 'organisation_id')`);
  expect(others).toEqual([]);
});

test('what is unique is unique within an organisation, but for secrets and slugs', async () => {
  const global = await names(`select t.name || '.' || i.indexrelid::regclass as name from (${WITH_ORGANISATION}) t
    join pg_index i on i.indrelid = t.oid where i.indisunique and not exists (
      select from pg_attribute a where a.attrelid = t.oid and a.attname = 'organisation_id' and a.attnum = any(i.indkey)) order by 1`);
  expect(global).toEqual([
    'api_key.api_key_key_hash_key',
    'calendar_feed.calendar_feed_token_hash_key',
    'invitation.invitation_token_hash_key',
    'organisation.organisation_slug_key',
    'write_key.write_key_key_hash_key',
  ]);
});

test('the roles of the application own nothing in public and cannot step around the policies', async () => {
  const roles = [...LOGIN_ROLES, 'steward_membership'];
  const { rows } = await client.query(
    `select rolname from pg_roles where rolname = any($1)
       and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
    [roles],
  );
  expect(rows).toEqual([]);
  expect(await names('select rolname as name from pg_roles where rolname = any($1)', [roles])).toHaveLength(
    roles.length,
  );
  const owned = `select relname as name from pg_class c join pg_roles r on r.oid = c.relowner
    where c.relnamespace = 'public'::regnamespace and r.rolname = any($1)`;
  expect(await names(owned, [roles])).toEqual([]);
  const memberOf = `select r.rolname || ' in ' || g.rolname as name from pg_auth_members m
    join pg_roles r on r.oid = m.member join pg_roles g on g.oid = m.roleid where r.rolname = any($1)`;
  expect(await names(memberOf, [roles])).toEqual([]);
  const creators = `select r.rolname as name from pg_roles r where r.rolname = any($1) and has_schema_privilege(r.oid, 'public', 'create')`;
  expect(await names(creators, [roles])).toEqual([]);
});

test('web and worker reach neither the tables of sign-in nor those of the queue', async () => {
  const reachable = `select n.nspname || '.' || c.relname || ' by ' || r.role as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace, unnest(array['steward_web', 'steward_worker']) as r(role)
    where n.nspname in ('identity', 'graphile_worker') and c.relkind in ('r', 'p', 'v')
      and has_schema_privilege(r.role, n.oid, 'usage')
      and has_table_privilege(r.role, c.oid, 'select, insert, update, delete')`;
  expect(await names(reachable)).toEqual([]);
});

test('sign-in and the queue reach no table of an organisation', async () => {
  const reachable = `select t.name || ' by ' || r.role as name
    from (${WITH_ORGANISATION}) t, unnest(array['steward_identity', 'steward_queue']) as r(role)
    where has_table_privilege(r.role, t.oid, 'select, insert, update, delete')`;
  expect(await names(reachable)).toEqual([]);
});

test('nobody truncates, references or puts triggers on a table', async () => {
  const rights = `select t.name || ' by ' || r.role as name from (${TABLES}) t, unnest($1::text[]) as r(role)
    where has_table_privilege(r.role, t.oid, 'truncate, references, trigger')`;
  expect(await names(rights, [LOGIN_ROLES])).toEqual([]);
});

test('what must only be added to can be neither changed nor deleted', async () => {
  const changed = `select t.name || ': ' || p.privilege as name
    from unnest(array['audit_entry', 'run_entry']) as t(name), unnest(array['update', 'delete']) as p(privilege)
    where has_table_privilege('steward_web', t.name, p.privilege) or has_table_privilege('steward_worker', t.name, p.privilege)`;
  expect(await names(changed)).toEqual([]);
});

test('a function with the rights of its owner has a fixed search path and is not for everybody', async () => {
  const { rows } = await client.query<{ name: string; path: string | null; everybody: boolean; super: boolean }>(
    `select p.oid::regprocedure::text as name, array_to_string(p.proconfig, ',') as path, r.rolsuper as super,
       has_function_privilege('public', p.oid, 'execute') as everybody
     from pg_proc p join pg_roles r on r.oid = p.proowner where p.pronamespace = 'public'::regnamespace and p.prosecdef order by 1`,
  );
  expect(rows.length).toBeGreaterThan(5);
  for (const row of rows)
    expect(row).toEqual({
      ...row,
      path: expect.stringMatching(/^search_path=\w+, pg_temp$/),
      everybody: false,
      super: false,
    });
});
