import type { ClientBase } from 'pg';

/** A table whose rows belong into a backup. Names are qualified, and quoted where they have to be. */
export interface BackedUpTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** About how much it holds, to tell how far it is. */
  readonly bytes: number;
}

/** Every table of ours with the columns that are stored; what the migrations wrote about themselves is told apart. */
export async function backedUpTables(client: ClientBase): Promise<BackedUpTable[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; bytes: string }>(
    `select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name, pg_table_size(c.oid) as bytes,
       array(select quote_ident(attname) from pg_attribute
         where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'identity') and c.relkind in ('r', 'p') and not c.relispartition
       and c.oid <> 'public.migration'::regclass
     order by n.nspname, c.relname`,
  );
  return rows.map(({ bytes, ...table }) => ({ ...table, bytes: Number(bytes) }));
}

/** The migrations that were applied, in order. */
export async function appliedMigrations(client: ClientBase): Promise<{ name: string; sha256: string }[]> {
  const { rows } = await client.query('select name, sha256 from public.migration order by name');
  return rows;
}

/** Text that is the same on every machine, and all rows or an error: never those only that a policy lets through. */
export const PLAIN_SESSION = `set local row_security = off; set local datestyle = 'ISO'; set local intervalstyle = 'postgres';
  set local timezone = 'UTC'; set local extra_float_digits = 1; set local bytea_output = 'hex'; set local search_path = public`;
