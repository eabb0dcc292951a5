import type { Client } from 'pg';

/**
 * Takes the foreign keys of our tables away and silences their triggers, so that tables can be filled in any order with exactly the rows of a
 * backup, and gives what puts all back: then each key is checked for all rows in one go. Both in the caller's transaction.
 */
export async function liftRules(client: Client, tables: readonly string[]): Promise<() => Promise<void>> {
  const { rows: keys } = await client.query<{ target: string; name: string; definition: string }>(
    `select conrelid::regclass::text as target, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint
     where contype = 'f' and conparentid = 0 and connamespace in ('public'::regnamespace, 'identity'::regnamespace)
     order by conrelid::regclass::text, conname`,
  );
  const alter = (changes: readonly (readonly [target: string, change: string])[]) =>
    client.query(changes.map(([target, change]) => `alter table ${target} ${change}`).join('; '));
  await alter([
    ...keys.map(({ target, name }) => [target, `drop constraint ${name}`] as const),
    ...tables.map((table) => [table, 'disable trigger user'] as const),
  ]);
  return async () => {
    await alter([
      ...keys.map(({ target, name, definition }) => [target, `add constraint ${name} ${definition}`] as const),
      ...tables.map((table) => [table, 'enable trigger user'] as const),
    ]);
  };
}
