import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** Stands in every text of the rows that `fillEveryTable` makes: where it turns up in an answer, something leaked. */
export const MARK = 'acme-secret';

/** The id of every such row, in whatever table. */
export const MARKED_ID = 'ac3e0000-0000-4000-8000-000000000000';

const VALUES: Record<string, unknown> = {
  uuid: MARKED_ID,
  text: MARK,
  jsonb: JSON.stringify({ [MARK]: MARK }),
  bool: true,
  int2: 1,
  int4: 1,
  int8: 1,
  float8: 1,
  numeric: 1,
  date: '2024-01-01',
  timestamptz: '2024-01-01T00:00:00Z',
  time: '09:00',
  _text: [MARK],
  _int2: [1],
};

/** The tables that belong to organisations, by name. */
export async function organisationTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'organisation_id' order by 1`,
  );
  return rows.map(({ name }) => name);
}

/**
 * Gives the organisation a row in every table where it has none yet. The rows are marked and make no sense: checks are taken off the
 * tables of this database, and foreign keys do not count while the rows go in. New tables are filled without being named here.
 */
export async function fillEveryTable(client: pg.Client, organisationId: string): Promise<void> {
  const checks = await client.query<{ statement: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as statement from pg_constraint
     where connamespace = 'public'::regnamespace and contype = 'c' and conrelid <> 0`,
  );
  for (const { statement } of checks.rows) await client.query(statement);
  await client.query('set session_replication_role = replica');
  for (const table of await organisationTables(client)) {
    const name = pg.escapeIdentifier(table);
    const present = await client.query(`select from ${name} where organisation_id = $1 limit 1`, [organisationId]);
    if (present.rowCount === 0) await insertMarked(client, table, organisationId);
  }
  await client.query('set session_replication_role = origin');
}

async function insertMarked(client: pg.Client, table: string, organisationId: string): Promise<void> {
  const { rows: columns } = await client.query<{ name: string; type: string }>(
    `select attname as name, typname as type from pg_attribute a join pg_type t on t.oid = a.atttypid
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  const values = columns.map(({ name, type }) => {
    if (name === 'organisation_id') return organisationId;
    if (type === 'bytea') return randomBytes(32); // hashes are unique over all organisations
    if (!(type in VALUES)) throw new Error(`test/fill.ts knows no value for ${table}.${name}, which is ${type}.`);
    return VALUES[type];
  });
  const list = columns.map(({ name }) => pg.escapeIdentifier(name)).join(', ');
  const parameters = columns.map((_, index) => `$${index + 1}`).join(', ');
  await client.query(
    `insert into ${pg.escapeIdentifier(table)} (${list}) overriding system value values (${parameters})`,
    values,
  );
}

/** What an organisation has in each table, as one hash a table: equal before and after means that nothing was touched. */
export async function fingerprints(client: pg.Client, organisationId: string): Promise<Record<string, string>> {
  const result: Record<string, string> = {};
  for (const table of await organisationTables(client)) {
    const { rows } = await client.query<{ hash: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as hash
       from ${pg.escapeIdentifier(table)} t where organisation_id = $1`,
      [organisationId],
    );
    result[table] = rows[0]!.hash;
  }
  return result;
}
