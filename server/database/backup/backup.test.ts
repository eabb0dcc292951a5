import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startCommandLine, type TestCommandLine } from '../../../test/command-line.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { AS_OF, importSmallCompany } from '../../../test/small-company.ts';
import { systemActor } from '../../context/actor.ts';
import { inOrganisation } from '../../context/transaction.ts';
import { createOrganisation } from '../../identity/create-organisation.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { openDatabase } from '../database.ts';
import { describeSchema } from '../describe-schema.ts';
import { restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

const secret = 'a secret of this installation only';
let line: TestCommandLine;
let source: pg.ClientConfig;
let folder: string;
let target: TestDatabase;

beforeAll(async () => {
  line = await startCommandLine();
  ({ folder, connection: source } = line);
  await importSmallCompany(line);
  await line.json('diagnose', '--org', 'small', '--as-of', AS_OF);
  const [small] = await query(source, 'select organisation_id as id from organisation');
  await inOrganisation(line.database, systemActor(String(small!.id)), async (tx) => {
    await enqueue(
      tx,
      'run_timer',
      { run: 1 },
      { key: 'timer:1', runAt: new Date('2030-01-01T12:00:00Z'), queue: 'one' },
    );
    await enqueue(tx, 'failing', {});
  });
  await query(source, `update graphile_worker._private_jobs set attempts = 3, last_error = 'no' where key is null`);
});
afterAll(() => line?.close());
beforeEach(async () => {
  target = await createTestDatabase();
  return () => target.drop();
});

async function query(
  connection: pg.ClientConfig,
  sql: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Every row of every table as text, and the waiting jobs without their ids. */
async function contentOf(connection: pg.ClientConfig): Promise<Record<string, unknown[]>> {
  const client = new pg.Client(connection);
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'identity') order by 1`,
  );
  const content: Record<string, unknown[]> = {};
  for (const { name } of tables)
    content[name] = (await client.query(`select t::text as row from ${name} t order by 1`)).rows.map(({ row }) => row);
  const { rows: jobs } = await client.query(
    `select t.identifier, j.payload, q.queue_name, j.run_at, j.attempts, j.max_attempts, j.last_error, j.key, j.priority
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     left join graphile_worker._private_job_queues q on q.id = j.job_queue_id order by j.id`,
  );
  await client.end();
  return { ...content, jobs };
}

/** Of those that a small company fills, some. */
const FILLED = [
  'account',
  'usage_event',
  'usage_block',
  'signal_block',
  'situation',
  'run',
  'run_entry',
  'task',
  'audit_entry',
];

test.each([
  ['plain', {}],
  ['encrypted', { secret }],
])('a %s backup brings everything back, and the schema is as it was', async (name, options) => {
  const file = join(folder, name);
  const before = await contentOf(source);
  const written = await writeBackup(source, file, options);
  const restored = await restoreBackup(target.connection, file, { secret });
  expect(await contentOf(target.connection)).toEqual(before);
  for (const table of FILLED) expect([table, before[`public.${table}`]]).not.toEqual([table, []]);
  expect(before.jobs!.length).toBeGreaterThan(2);
  expect(restored).toMatchObject({ rows: written.rows, tables: written.tables });
  expect(readFileSync(file).includes('Kunde')).toBe(false);
  expect(await schemaOf(target.connection)).toBe(await schemaOf(source));
});

async function schemaOf(connection: pg.ClientConfig): Promise<string> {
  const client = new pg.Client(connection);
  await client.connect();
  return describeSchema(client).finally(() => client.end());
}

test('Steward works on what was restored, and numbers go on', async () => {
  const file = join(folder, 'works');
  await writeBackup(source, file);
  await restoreBackup(target.connection, file, { secret });
  const database = openDatabase(target.connection, target.secret);
  const [last] = await query(target.connection, 'select max(id) as id from audit_entry');
  const made = await createOrganisation(database, {
    slug: 'new',
    name: 'New',
    timeZone: 'Asia/Tokyo',
    currency: 'JPY',
  });
  const { rows } = await database.worker.query<{ slug: string }>('select slug from organisation order by slug');
  expect(rows.map(({ slug }) => slug)).toContain('small');
  const [entry] = await query(target.connection, 'select id from audit_entry where organisation_id = $1', [made.id]);
  expect(Number(entry!.id)).toBeGreaterThan(Number(last!.id));
  await database.close();
});

test('it is of one moment, whatever happens meanwhile', async () => {
  const file = join(folder, 'moment');
  const before = await contentOf(source);
  let during: Promise<unknown> | undefined;
  await writeBackup(source, file, {
    onProgress: () => {
      during ??= query(source, `update organisation set name = name || '!'`);
    },
  });
  await during;
  await restoreBackup(target.connection, file, { secret });
  expect(await contentOf(target.connection)).toEqual(before);
  await query(source, `update organisation set name = rtrim(name, '!')`);
});

test('what is there is only replaced when that is asked for, and not while Steward runs', async () => {
  const file = join(folder, 'replace');
  await writeBackup(source, file);
  const database = openDatabase(target.connection, target.secret);
  await createOrganisation(database, { slug: 'other', name: 'Other', timeZone: 'Asia/Tokyo', currency: 'JPY' });
  await expect(restoreBackup(target.connection, file, { secret, replace: true })).rejects.toThrow('Stop it');
  await database.close();
  await expect(restoreBackup(target.connection, file, { secret })).rejects.toThrow('--replace');
  await restoreBackup(target.connection, file, { secret, replace: true });
  expect(await contentOf(target.connection)).toEqual(await contentOf(source));
});

test('a damaged backup, encrypted or not, changes nothing', async () => {
  const empty = await contentOf(target.connection);
  for (const options of [{}, { secret }]) {
    const file = join(folder, `sound ${'secret' in options}`);
    await writeBackup(source, file, options);
    const sound = readFileSync(file);
    const damaged = join(folder, 'damaged');
    for (const bytes of [
      sound.subarray(0, sound.length - 1),
      Buffer.concat([sound.subarray(0, 5000), Buffer.from([sound[5000]! ^ 1]), sound.subarray(5001)]),
    ]) {
      writeFileSync(damaged, bytes);
      await expect(restoreBackup(target.connection, damaged, { secret })).rejects.toThrow('damaged');
    }
  }
  expect(await contentOf(target.connection)).toEqual(empty);
});

test('another secret, another version, no backup at all, and a file that is there are told', async () => {
  const file = join(folder, 'told');
  await writeBackup(source, file, { secret });
  const restore = (path = file, own = secret) => restoreBackup(target.connection, path, { secret: own });
  await expect(restore(file, 'another')).rejects.toThrow('another secret');
  await query(target.connection, `insert into migration (name, sha256) values ('9999_future.sql', '')`);
  await expect(restore()).rejects.toThrow('Restore it with the version that made it');
  writeFileSync(join(folder, 'letter'), 'Dear customer,\n'.repeat(100));
  await expect(restore(join(folder, 'letter'))).rejects.toThrow('no backup');
  await expect(restore(join(folder, 'nowhere'))).rejects.toThrow('cannot be read');
  await expect(writeBackup(source, file)).rejects.toThrow('already');
  expect(readFileSync(file).length).toBeGreaterThan(0);
});
