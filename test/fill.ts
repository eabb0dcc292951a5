import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** Stands in the texts of the rows that `fillEveryTable` makes: where it turns up in an answer, something leaked. */
export const MARK = 'acme-secret';

/** The id of every such row, in whatever table, and the text by which it is found where that is a text. */
export const MARKED_ID = 'ac3e0000-0000-4000-8000-000000000000';
export const MARKED_KEY = 'acme-key';

const VALUES: Record<string, unknown> = {
  uuid: MARKED_ID,
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
  _uuid: [MARKED_ID],
};

/** Where a document is read further than to be shown, and an answer would break off at one that makes no sense. */
const DOCUMENTS: Record<string, unknown> = { 'import.options': JSON.stringify({ format: { columns: [MARK] } }) };

/** The tables that belong to organisations, by name. */
export async function organisationTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'organisation_id' order by 1`,
  );
  return rows.map(({ name }) => name);
}

/**
 * Gives the organisation a marked row in every table. The rows keep to the choices that a column has, and make no sense beyond: other
 * checks are taken off the tables of this database, and foreign keys do not count while the rows go in. New tables are filled without
 * being named here.
 */
export async function fillEveryTable(client: pg.Client, organisationId: string): Promise<void> {
  const tables = (await organisationTables(client)).filter((table) => table !== 'organisation');
  const insertions: { statement: string; values: unknown[] }[] = [];
  for (const table of tables) insertions.push(await markedRow(client, table, organisationId));
  const checks = await client.query<{ statement: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as statement from pg_constraint
     where connamespace = 'public'::regnamespace and contype = 'c' and conrelid <> 0`,
  );
  for (const { statement } of checks.rows) await client.query(statement);
  await client.query('set session_replication_role = replica');
  for (const { statement, values } of insertions) await client.query(statement, values);
  await client.query('set session_replication_role = origin');
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly is_key: boolean;
  /** The check on this column alone, as PostgreSQL prints it. */
  readonly check: string | null;
}

async function markedRow(client: pg.Client, table: string, organisationId: string) {
  const { rows: columns } = await client.query<Column>(
    `select attname as name, typname as type,
       exists (select from pg_index where indrelid = attrelid and attnum = any(indkey))
         or exists (select from pg_constraint where conrelid = attrelid and contype = 'f' and attnum = any(conkey)) as is_key,
       (select pg_get_constraintdef(k.oid) from pg_constraint k
        where k.conrelid = attrelid and k.contype = 'c' and k.conkey = array[attnum] limit 1) as check
     from pg_attribute a join pg_type t on t.oid = a.atttypid
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  const list = columns.map(({ name }) => pg.escapeIdentifier(name)).join(', ');
  const parameters = columns.map((_, index) => `$${index + 1}`).join(', ');
  return {
    statement: `insert into ${pg.escapeIdentifier(table)} (${list}) overriding system value values (${parameters}) on conflict do nothing`,
    values: columns.map((column) => (column.name === 'organisation_id' ? organisationId : valueFor(table, column))),
  };
}

function valueFor(table: string, { name, type, is_key, check }: Column): unknown {
  if (type === 'bytea') return randomBytes(32); // hashes are unique over all organisations
  if (type === 'text') return firstChoice(check) ?? (is_key ? MARKED_KEY : MARK);
  if (!(type in VALUES)) throw new Error(`test/fill.ts knows no value for ${table}.${name}, which is ${type}.`);
  return DOCUMENTS[`${table}.${name}`] ?? VALUES[type];
}

/** The first of the values that a check lists. */
function firstChoice(check: string | null): string | null {
  return check?.match(/ARRAY\['(\w+)'/)?.[1] ?? null;
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
