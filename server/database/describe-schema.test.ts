import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { describeSchema } from './describe-schema.ts';

let cloned: TestDatabase;
let client: Client;
beforeAll(async () => {
  cloned = await createTestDatabase();
  client = new Client(cloned.connection);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await cloned.drop();
});

test.each([
  [
    'a column',
    'alter table member add shoe_size smallint not null default 42',
    'shoe_size smallint not null default 42',
  ],
  ['a constraint', 'alter table member add constraint named check (length(name) > 1)', 'constraint named CHECK'],
  ['an index', 'create index by_name on member (name)', 'CREATE INDEX by_name ON public.member'],
  [
    'a policy',
    'create policy open on member for select to steward_worker using (true)',
    'create policy open on member for select to steward_worker',
  ],
  ['a right', 'grant select on member to steward_queue', 'grant select on member to steward_queue;'],
  ['a function', `create function one() returns int language sql return 1`, 'FUNCTION public.one()'],
  [
    'how a column is stored',
    'alter table member alter name set storage external',
    'alter table member alter column name set storage external;',
  ],
  ['no row-level security', 'alter table member no force row level security', null],
])('the text changes with %s', async (_, statement, line) => {
  const before = await describeSchema(client);
  await client.query('begin');
  await client.query(statement);
  const changed = await describeSchema(client);
  await client.query('rollback');
  expect(before).not.toBe(changed);
  if (line) {
    expect(before).not.toContain(line);
    expect(changed).toContain(line);
  }
  expect(await describeSchema(client)).toBe(before);
});
