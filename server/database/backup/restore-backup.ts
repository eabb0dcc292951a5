import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';
import { Client, type ClientConfig } from 'pg';
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams';
import { Problem, problem } from '../../lib/problem.ts';
import { LOGIN_ROLES } from '../roles.ts';
import { type ArchiveEntry, ByteReader, DamagedBackup, unpackEntries } from './archive.ts';
import { decrypt, ENCRYPTED_MARK } from './encryption.ts';
import { liftRules } from './lift-rules.ts';
import {
  type BackupHead,
  backupHead,
  backupManifest,
  HEAD_ENTRY,
  MANIFEST_ENTRY,
  QUEUE_ENTRY,
  type TableCount,
} from './manifest.ts';
import { INTO_STAGED_JOBS, restoreJobs, STAGED_JOBS } from './restore-jobs.ts';
import { appliedMigrations, backedUpTables, PLAIN_SESSION } from './tables.ts';

export interface RestoreOptions {
  /** The secret of the installation, for a backup that is encrypted. */
  readonly secret: string;
  /** Whether what is there may be replaced; else the installation must be empty. */
  readonly replace?: boolean;
  /** Hears how many of how many bytes of the file have been read. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface RestoredBackup {
  readonly madeAt: string;
  readonly tables: number;
  readonly rows: number;
}

/**
 * Brings back what `writeBackup` wrote, in one transaction: all of it, or nothing changes. Every row is counted and hashed against the
 * manifest before it counts. Throws a problem when the installation is in use or not empty, when the backup is of another version, and when
 * it is damaged.
 */
export async function restoreBackup(
  administrator: ClientConfig,
  file: string,
  { secret, replace = false, onProgress = () => {} }: RestoreOptions,
): Promise<RestoredBackup> {
  const client = new Client({ ...administrator, application_name: 'steward restore' });
  await client.connect();
  try {
    await client.query(`begin; ${PLAIN_SESSION}`);
    await checkTarget(client, replace);
    const restored = await load(client, unpackEntries(await openBackup(file, secret, onProgress)));
    await client.query('commit');
    await client.query('analyze');
    return restored;
  } catch (error) {
    throw readable(error);
  } finally {
    await client.end();
  }
}

/** Where there is nothing in these, there is nothing to lose. */
const BEGINNINGS = ['public.organisation', 'identity."user"'];

async function checkTarget(client: Client, replace: boolean): Promise<void> {
  const { rowCount: others } = await client.query(
    'select from pg_stat_activity where datname = current_database() and usename = any($1)',
    [LOGIN_ROLES],
  );
  if (others) throw problem(409, 'Steward is running on this database. Stop it, restore, and start it again.');
  if (replace) return;
  for (const table of BEGINNINGS) {
    const { rowCount } = await client.query(`select from ${table} limit 1`);
    if (rowCount)
      throw problem(
        409,
        'There are organisations here already. Restore into an empty installation, or replace all with --replace.',
      );
  }
}

/** The bytes of the archive: what compression and encryption are is seen at the first bytes. */
async function openBackup(
  file: string,
  secret: string,
  onProgress: NonNullable<RestoreOptions['onProgress']>,
): Promise<AsyncIterable<Buffer>> {
  const { size } = await stat(file);
  const source = createReadStream(file, { highWaterMark: 1 << 20 });
  let done = 0;
  async function* bytes(): AsyncGenerator<Buffer> {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      done += chunk.length;
      onProgress(done, size);
      yield chunk;
    }
  }
  const reader = new ByteReader(bytes());
  const mark = await reader.take(ENCRYPTED_MARK.length).catch(() => Buffer.alloc(0));
  const isEncrypted = mark.equals(ENCRYPTED_MARK);
  if (!isEncrypted && mark.subarray(0, 4).toString('hex') !== '28b52ffd')
    throw problem(400, 'This is no backup of Steward. Name a file that "steward backup" has written.');
  async function* compressed(): AsyncGenerator<Buffer> {
    if (!isEncrypted) yield mark;
    yield* isEncrypted ? decrypt(reader, secret) : reader.remaining();
  }
  return decompressed(compressed());
}

/** A stream of its own is needed to hear of errors on both sides. */
async function* decompressed(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const source = Readable.from(bytes, { objectMode: false });
  const plain = createZstdDecompress();
  source.once('error', (error) => plain.destroy(error));
  yield* source.pipe(plain) as AsyncIterable<Buffer>;
}

async function load(client: Client, entries: AsyncIterable<ArchiveEntry>): Promise<RestoredBackup> {
  let head: BackupHead | undefined;
  let putRulesBack = async () => {};
  const counts = new Map<string, TableCount>();
  let open: OpenTable | undefined;
  const close = async () => {
    if (open) counts.set(open.name, await open.close());
    open = undefined;
  };
  for await (const { name, content } of entries) {
    if (head === undefined) {
      if (name !== HEAD_ENTRY) throw new DamagedBackup();
      head = backupHead.parse(JSON.parse(content.toString()));
      await checkVersion(client, head);
      await client.query(STAGED_JOBS);
      await client.query(`truncate ${head.tables.map((table) => table.name).join(', ')}`);
      putRulesBack = await liftRules(
        client,
        head.tables.map((table) => table.name),
      );
    } else if (name === MANIFEST_ENTRY) {
      await close();
      checkCounts(backupManifest.parse(JSON.parse(content.toString())).tables, counts);
      await putRulesBack();
      await restoreJobs(client);
      await goOnCounting(client);
      const rows = [...counts.values()].reduce((sum, table) => sum + table.rows, 0);
      return { madeAt: head.made_at, tables: head.tables.length, rows };
    } else {
      const table = name.replace(/\/\d+$/, '');
      if (open?.name !== table) {
        await close();
        open = openTable(client, table, head);
      }
      await open.write(content);
    }
  }
  throw new DamagedBackup();
}

async function checkVersion(client: Client, head: BackupHead): Promise<void> {
  const here = await appliedMigrations(client);
  const tables = await backedUpTables(client);
  const same =
    JSON.stringify(here) === JSON.stringify(head.migrations) &&
    JSON.stringify(tables.map(({ name, columns }) => ({ name, columns }))) === JSON.stringify(head.tables);
  if (same) return;
  throw problem(
    409,
    `The backup was made by Steward ${head.steward} with ${head.migrations.length} migrations, and this one has ${here.length}, or others. ` +
      'Restore it with the version that made it, and then start the newer one on it.',
  );
}

interface OpenTable {
  readonly name: string;
  write(content: Buffer): Promise<void>;
  close(): Promise<TableCount>;
}

function openTable(client: Client, name: string, head: BackupHead): OpenTable {
  const table = head.tables.find((one) => one.name === name);
  if (!table && name !== QUEUE_ENTRY) throw new DamagedBackup();
  const target = table ? `${table.name} (${table.columns.join(', ')})` : INTO_STAGED_JOBS;
  const stream = client.query(copyFrom(`copy ${target} from stdin`));
  const hash: Hash = createHash('sha256');
  const ended = endOf(stream);
  let bytes = 0;
  return {
    name,
    async write(content) {
      hash.update(content);
      bytes += content.length;
      if (!stream.write(content)) await Promise.race([new Promise((drained) => stream.once('drain', drained)), ended]);
    },
    async close() {
      stream.end();
      await ended;
      return { name, rows: stream.rowCount, bytes, sha256: hash.digest('hex') };
    },
  };
}

function endOf(stream: CopyStreamQuery): Promise<void> {
  const ended = new Promise<void>((resolve, reject) => {
    stream.once('finish', resolve);
    stream.once('error', reject);
  });
  // Whoever writes or closes hears of it.
  ended.catch(() => {});
  return ended;
}

/** A table without rows has no entry. */
function checkCounts(expected: readonly TableCount[], counts: ReadonlyMap<string, TableCount>): void {
  const nothing = { rows: 0, bytes: 0, sha256: createHash('sha256').digest('hex') };
  for (const table of expected) {
    const found = counts.get(table.name) ?? { name: table.name, ...nothing };
    const isSame = found.rows === table.rows && found.bytes === table.bytes && found.sha256 === table.sha256;
    if (!isSame) throw new DamagedBackup();
  }
}

/** Columns that number themselves go on behind the highest number. */
async function goOnCounting(client: Client): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(
    `select format('select setval(%L, greatest(1, coalesce(max(%I), 0)), count(*) > 0) from %s',
       pg_get_serial_sequence(attrelid::regclass::text, attname), attname, attrelid::regclass) as statement
     from pg_attribute join pg_class c on c.oid = attrelid
     where c.relnamespace in ('public'::regnamespace, 'identity'::regnamespace) and c.relkind = 'r' and attidentity <> ''
       and not attisdropped`,
  );
  for (const { statement } of rows) await client.query(statement);
}

function readable(error: unknown): unknown {
  if (error instanceof Problem) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const isDamaged =
    error instanceof DamagedBackup || error instanceof SyntaxError || /^(ZSTD|Z_|ERR_|22|23)/.test(code ?? '');
  if (isDamaged) return problem(400, `The backup is damaged or incomplete, and nothing was changed (${message}).`);
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR')
    return problem(400, `The backup cannot be read: ${message}.`);
  if (code === '42501') return problem(500, `The user of DATABASE_URL may not do this (${message}). Use a superuser.`);
  return error;
}
