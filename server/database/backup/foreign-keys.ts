import type { Client } from 'pg';

/**
 * Takes every foreign key of ours away, so that tables can be filled in any order, and gives what puts them back: then each is checked for
 * all rows in one go. Both in the caller's transaction.
 */
export async function takeForeignKeysAway(client: Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ target: string; name: string; definition: string }>(
    `select conrelid::regclass::text as target, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint
     where contype = 'f' and conparentid = 0 and connamespace in ('public'::regnamespace, 'identity'::regnamespace)
     order by conrelid::regclass::text, conname`,
  );
  const forEach = async (change: (key: (typeof rows)[number]) => string) => {
    await client.query(rows.map((key) => `alter table ${key.target} ${change(key)}`).join('; '));
  };
  await forEach(({ name }) => `drop constraint ${name}`);
  return () => forEach(({ name, definition }) => `add constraint ${name} ${definition}`);
}
