import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Embedded, startEmbedded } from './embedded.ts';
import { databaseAccount } from './embedded-account.ts';
import { findPostmaster, stopPostmaster } from './embedded-postmaster.ts';
import { isAlive } from './embedded-process.ts';

const secret = 'a secret of thirty-two characters';
const EMBEDDED = new URL('./embedded.ts', import.meta.url).href;

let place: string;
let model: string; // made once; a test that damages it works on a copy
let dataDir: string;
const startedProcesses: ChildProcess[] = [];
const startedHere: Embedded[] = [];

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'steward embedded-'));
  chmodSync(place, 0o711);
  model = join(place, 'model');
  const first = await start(model);
  await query(first.connection, 'create table kept (id int)');
  await first.stop();
});

beforeEach(() => {
  dataDir = model;
});

afterEach(async () => {
  for (const child of startedProcesses.splice(0)) child.kill('SIGKILL');
  for (const embedded of startedHere.splice(0)) await embedded.stop();
  for (const data of [dataDir, join(dataDir, 'new')]) await stopPostmaster(join(data, 'postgres'), '');
  rmSync(join(dataDir, 'new'), { recursive: true, force: true });
});

afterAll(() => rmSync(place, { recursive: true, force: true }));

function useCopy(name = 'copy'): void {
  dataDir = join(place, name);
  rmSync(dataDir, { recursive: true, force: true });
  cpSync(model, dataDir, { recursive: true });
}

async function start(directory = dataDir, durable = false): Promise<Embedded> {
  const embedded = await startEmbedded({ dataDir: directory, secret, log: () => {}, durable });
  startedHere.push(embedded);
  return embedded;
}

/** Another process that uses the embedded database of the directory, until it is killed. */
function startElsewhere(directory: string): ChildProcess {
  const options = JSON.stringify({ dataDir: directory, secret, durable: false });
  const program = `
    const { startEmbedded } = await import(${JSON.stringify(EMBEDDED)});
    const { adopted } = await startEmbedded({ ...${options}, log() {} });
    console.log(adopted);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  startedProcesses.push(child);
  return child;
}

async function told(child: ChildProcess): Promise<string> {
  const [line] = await once(child.stdout!, 'data');
  return String(line).trim();
}

async function query(connection: pg.ClientConfig, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connection);
  client.on('error', () => {}); // told by the query as well
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const cluster = () => join(dataDir, 'postgres');
const postmasterPid = () => findPostmaster(cluster())?.pid;

describe('a start', () => {
  test('on nothing makes a cluster that is safe by default', async () => {
    const embedded = await start(join(dataDir, 'new'), true);
    expect(embedded.adopted).toBe(false);
    const settings = ['fsync', 'full_page_writes', 'data_checksums', 'password_encryption', 'listen_addresses', 'jit'];
    const list = settings.map((name) => `current_setting('${name}')`).join(', ');
    expect(await query(embedded.connection, `select array[${list}] as "values", lower('Ä') as lower`)).toEqual([
      {
        values: ['on', 'on', 'on', 'scram-sha-256', process.platform === 'win32' ? '127.0.0.1' : '', 'off'],
        lower: 'ä',
      },
    ]);
    await embedded.stop();
    expect(findPostmaster(join(dataDir, 'new', 'postgres'))).toBeUndefined();
  });

  test('on a cluster opens it', async () => {
    const embedded = await start();
    expect(embedded.adopted).toBe(false);
    expect(await query(embedded.connection, 'select count(*)::int from kept')).toEqual([{ count: 0 }]);
  });

  test('lets nobody in without the password, not even on this machine', async () => {
    const embedded = await start();
    await expect(query({ ...embedded.connection, password: 'guess' }, 'select 1')).rejects.toMatchObject({
      code: '28P01',
    });
    if (process.platform !== 'win32') expect(statSync(cluster()).mode & 0o077).toBe(0);
  });

  test('with another secret is refused in words', async () => {
    await expect(startEmbedded({ dataDir, secret: 'not the same', log: () => {}, durable: false })).rejects.toThrow(
      /was made with another secret/,
    );
  });

  test('on a cluster of another major version is refused, and leaves it alone', async () => {
    useCopy();
    writeFileSync(join(cluster(), 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(/was made by PostgreSQL 17, .* PostgreSQL 18, which must not open it/);
    expect(postmasterPid()).toBeUndefined();
  });

  test('on a directory that is something else is refused', async () => {
    useCopy();
    rmSync(join(cluster(), 'PG_VERSION'));
    await expect(start()).rejects.toThrow(/is no PostgreSQL data directory/);
  });

  test('says what PostgreSQL said when it does not start', async () => {
    useCopy();
    writeFileSync(join(cluster(), 'postgresql.conf'), 'nonsense = on\n');
    await expect(start()).rejects.toThrow(/PostgreSQL did not start on .*nonsense/s);
  });

  test.skipIf(process.platform === 'win32')('works where the path is too long for a socket', async () => {
    useCopy('a long name'.repeat(10));
    const embedded = await start();
    expect(embedded.connection.host!.length).toBeLessThan(80);
    expect(statSync(embedded.connection.host!).mode & 0o777).toBe(0o700);
    expect(await query(embedded.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    await embedded.stop();
    expect(existsSync(embedded.connection.host!)).toBe(false);
  });
});

describe('after a kill', () => {
  test('of its owner the running PostgreSQL is joined', async () => {
    const owner = startElsewhere(dataDir);
    expect(await told(owner)).toBe('false');
    const pid = postmasterPid();
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    const embedded = await start();
    expect(embedded.adopted).toBe(true);
    expect(postmasterPid()).toBe(pid);
    await embedded.stop();
    expect(isAlive(pid!)).toBe(false);
  });

  test('of PostgreSQL itself it recovers', async () => {
    const before = await start(dataDir, true);
    await query(before.connection, 'insert into kept values (1)');
    process.kill(postmasterPid()!, 'SIGKILL');
    while (postmasterPid()) await pause(5);
    const embedded = await start();
    expect(embedded.adopted).toBe(false);
    expect(await query(embedded.connection, 'select id from kept')).toEqual([{ id: 1 }]);
  });

  test('a lock file whose number something else has got does not stand in the way', async () => {
    const stranger = spawn('sleep', ['60'], databaseAccount(cluster(), dataDir));
    startedProcesses.push(stranger);
    const [, ...rest] = ['', cluster(), '1', '5432', cluster(), '', '0 0', 'ready', ''];
    writeFileSync(join(cluster(), 'postmaster.pid'), [stranger.pid, ...rest].join('\n'));
    const embedded = await start();
    expect(embedded.adopted).toBe(false);
  });

  test('in the middle of making the cluster it is made anew', async () => {
    const directory = join(dataDir, 'new');
    const owner = startElsewhere(directory);
    const draft = () => (existsSync(directory) ? readdirSync(directory) : []).find((name) => /new-\d+$/.test(name));
    while (!draft() || !existsSync(join(directory, draft()!, 'PG_VERSION'))) await pause(5);
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect(existsSync(join(directory, 'postgres'))).toBe(false);
    const embedded = await start(directory);
    expect(await query(embedded.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('what it left half made is removed', async () => {
    const names = ['postgres.new-999999999', 'postgres.new-999999999.password', `postgres.new-${process.ppid}`];
    for (const name of names) writeFileSync(join(dataDir, name), '');
    await start();
    expect(names.filter((name) => existsSync(join(dataDir, name)))).toEqual([`postgres.new-${process.ppid}`]);
  });
});

describe('several processes', () => {
  test('share one PostgreSQL, and the last one ends it', async () => {
    const first = await start();
    const second = await start();
    expect([first.adopted, second.adopted]).toEqual([false, true]);
    await first.stop();
    expect(await query(second.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    await second.stop();
    expect(postmasterPid()).toBeUndefined();
  });

  test('that start at the same moment on nothing end up with one', async () => {
    const directory = join(dataDir, 'new');
    const both = [startElsewhere(directory), startElsewhere(directory)];
    expect((await Promise.all(both.map(told))).sort()).toEqual(['false', 'true']);
  });

  test('that stop at the same moment leave nothing running', async () => {
    const all = await Promise.all([start(), start(), start()]);
    await Promise.all(all.map((embedded) => embedded.stop()));
    expect(postmasterPid()).toBeUndefined();
  });

  test('find their way back after PostgreSQL restarted its processes', async () => {
    const first = await start();
    const second = await start();
    const client = new pg.Client(second.connection);
    client.on('error', () => {});
    await client.connect();
    const { rows } = await client.query('select pg_backend_pid() as pid');
    const ended = new Promise<void>((resolve) => client.once('end', resolve));
    process.kill(rows[0].pid, 'SIGKILL');
    await ended;
    await expect.poll(() => presences(first)).toBe(2);
    await first.stop();
    expect(await query(second.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    await second.stop();
  });
});

async function presences({ connection }: Embedded): Promise<unknown> {
  const sql = `select count(*)::int as count from pg_locks where locktype = 'advisory' and mode = 'ShareLock'`;
  return query(connection, sql).then(
    ([row]) => row?.count,
    () => 0,
  );
}

test('its log names no values of rows', async () => {
  const embedded = await start();
  await query(embedded.connection, 'create unique index on kept (id)');
  await query(embedded.connection, 'insert into kept values (987654)');
  await expect(query(embedded.connection, 'insert into kept values (987654)')).rejects.toThrow();
  await embedded.stop();
  const log = readFileSync(join(dataDir, 'postgres.log'), 'utf8');
  expect(log).toContain('duplicate key');
  expect(log).not.toContain('987654');
});
