import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, open, readFile, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import { Client, type ClientConfig } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { problem } from '../../lib/problem.ts';
import { ARCHIVE_END, packEntry } from './archive.ts';
import { encrypt } from './encryption.ts';
import { type BackupHead, HEAD_ENTRY, MANIFEST_ENTRY, QUEUE_ENTRY, type TableCount } from './manifest.ts';
import { appliedMigrations, type BackedUpTable, backedUpTables, PLAIN_SESSION } from './tables.ts';

export interface BackupOptions {
  /** Encrypts the backup with a key that follows from this secret. */
  readonly secret?: string;
  /** Hears about how many of how many bytes of tables are done. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface WrittenBackup {
  readonly tables: number;
  readonly rows: number;
  readonly bytes: number;
}

/** So much of a table is one entry of the archive. */
const PART_BYTES = 4 << 20;

/**
 * Writes every row of the database, as of one moment, and the waiting jobs of the queue into a file, while everything goes on. The file is
 * there under its name only when it is complete and on the disk. Throws a 409 problem when there is a file of that name, and a 500 one when
 * the administrator is kept from rows by row-level security.
 */
export async function writeBackup(
  administrator: ClientConfig,
  file: string,
  { secret, onProgress = () => {} }: BackupOptions = {},
): Promise<WrittenBackup> {
  const unfinished = `${file}.${process.pid}.part`;
  const client = new Client({ ...administrator, application_name: 'steward backup' });
  await client.connect();
  try {
    await client.query(`begin transaction isolation level repeatable read, read only; ${PLAIN_SESSION}`);
    const count = { tables: 0, rows: 0, bytes: 0 };
    const archive = Readable.from(archiveOf(client, count, onProgress), { objectMode: false });
    const target = createWriteStream(unfinished, { flags: 'wx', mode: 0o600, flush: true });
    if (secret === undefined) await pipeline(archive, createZstdCompress(), target);
    else await pipeline(archive, createZstdCompress(), (bytes) => encrypt(bytes, secret), target);
    await putInPlace(unfinished, file);
    return { ...count, bytes: target.bytesWritten };
  } catch (error) {
    throw readable(error);
  } finally {
    await client.end();
    await rm(unfinished, { force: true });
  }
}

async function* archiveOf(
  client: Client,
  count: { tables: number; rows: number },
  onProgress: NonNullable<BackupOptions['onProgress']>,
): AsyncGenerator<Buffer> {
  const now = new Date();
  const tables = await backedUpTables(client);
  const total = tables.reduce((sum, { bytes }) => sum + bytes, 0);
  const json = (name: string, value: unknown) => packEntry({ name, content: Buffer.from(JSON.stringify(value)) }, now);
  yield json(HEAD_ENTRY, await headOf(client, tables, now));
  const counts: TableCount[] = [];
  let done = 0;
  for (const { name, columns, bytes } of tables) {
    counts.push(yield* packRows(client, name, `${name} (${columns.join(', ')})`, now));
    done += bytes;
    onProgress(done, total);
  }
  counts.push(yield* packRows(client, QUEUE_ENTRY, WAITING_JOBS, now));
  yield json(MANIFEST_ENTRY, { tables: counts });
  yield ARCHIVE_END;
  count.tables = tables.length;
  count.rows = counts.reduce((sum, { rows }) => sum + rows, 0);
}

/** Jobs that a worker has in hand as the moment is taken count as waiting: they may be performed twice anyway. */
const WAITING_JOBS = `(select t.identifier, j.payload, q.queue_name, j.run_at, j.attempts, j.max_attempts, j.last_error, j.key, j.priority
  from graphile_worker._private_jobs j
  join graphile_worker._private_tasks t on t.id = j.task_id
  left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
  order by j.id)`;

async function headOf(client: Client, tables: readonly BackedUpTable[], now: Date): Promise<BackupHead> {
  const { version } = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8'));
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  return {
    format: 1,
    steward: version,
    postgres: rows[0]!.server_version,
    made_at: now.toISOString(),
    migrations: await appliedMigrations(client),
    tables: tables.map(({ name, columns }) => ({ name, columns: [...columns] })),
  };
}

async function* packRows(client: Client, name: string, source: string, now: Date): AsyncGenerator<Buffer, TableCount> {
  const hash = createHash('sha256');
  const stream = client.query(copyTo(`copy ${source} to stdout`));
  let part = 0;
  let bytes = 0;
  let waiting: Buffer[] = [];
  let length = 0;
  const pack = () => {
    const content = Buffer.concat(waiting);
    waiting = [];
    length = 0;
    bytes += content.length;
    hash.update(content);
    return packEntry({ name: `${name}/${String(part++).padStart(6, '0')}`, content }, now);
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    waiting.push(chunk);
    length += chunk.length;
    if (length >= PART_BYTES) yield pack();
  }
  if (length > 0) yield pack();
  return { name, rows: stream.rowCount, bytes, sha256: hash.digest('hex') };
}

/** A hard link, as it fails where a rename would replace another file. */
async function putInPlace(unfinished: string, file: string): Promise<void> {
  await link(unfinished, file);
  if (process.platform === 'win32') return;
  const folder = await open(dirname(resolve(file)), 'r');
  await folder.sync().finally(() => folder.close());
}

function readable(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST')
    return problem(409, 'There is a file of this name already. Choose another, or remove it first.');
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EROFS' || code === 'ENOSPC')
    return problem(500, `The backup cannot be written: ${message}.`);
  // insufficient_privilege: row_security = off refuses to leave rows out.
  if (code === '42501')
    return problem(
      500,
      `The user of DATABASE_URL may not read every row (${message}). Use one that is a superuser or has BYPASSRLS.`,
    );
  return error;
}
