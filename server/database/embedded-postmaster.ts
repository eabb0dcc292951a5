import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, fchownSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Account } from './embedded-account.ts';
import { postgresEnvironment, program } from './embedded-binaries.ts';
import { isPostmaster, isTaken } from './embedded-process.ts';

/** A running PostgreSQL server process, as its own lock file describes it. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** The directory of its socket, or on Windows its address. */
  readonly host: string;
  readonly isReady: boolean;
}

const LOG_LIMIT_BYTES = 10_000_000;

/** The PostgreSQL that holds this cluster now, whoever started it. */
export function findPostmaster(cluster: string): Postmaster | undefined {
  const lines = lockFile(cluster);
  const pid = Number(lines[0]);
  if (!pid || !isPostmaster(pid, cluster)) return undefined;
  const [port, socket, address, status] = [lines[3], lines[4], lines[5], lines[7]];
  return { pid, port: Number(port), host: socket || address || '', isReady: status?.trim() === 'ready' };
}

/**
 * Starts PostgreSQL on the cluster, in a session of its own: Ctrl-C reaches Steward, which then decides. Its log goes to
 * `postgres.log` beside the cluster, without statements and without the values of rows.
 */
export async function spawnPostmaster(
  cluster: string,
  options: { account: Account; bin: string; socket: string; durable: boolean },
): Promise<ChildProcess> {
  disownLockFile(cluster);
  const onWindows = process.platform === 'win32';
  const settings = {
    ...(onWindows
      ? { listen_addresses: '127.0.0.1' }
      : { listen_addresses: '', unix_socket_directories: options.socket }),
    unix_socket_permissions: '0700',
    port: onWindows ? await freePort() : 5432,
    max_connections: 100,
    shared_buffers: `${options.durable ? sharedBuffers() : 64}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    // Parallel queries would otherwise need /dev/shm, of which a container often has only 64 MB.
    min_dynamic_shared_memory: options.durable ? '64MB' : '0',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    // An installation begins with empty tables that grow fast; plans for them should not stay those of empty ones for a minute.
    ...(options.durable ? { autovacuum_naptime: '10s' } : {}),
    random_page_cost: 1.1,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...(options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const log = openLog(cluster, options.account);
  try {
    const child = spawn(
      program(options.bin, 'postgres'),
      ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      {
        ...options.account,
        cwd: cluster,
        detached: true,
        env: postgresEnvironment(),
        stdio: ['ignore', 'ignore', log],
        windowsHide: true,
      },
    );
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

/** Ends PostgreSQL at once but cleanly: open transactions are rolled back, everything committed is on disk. */
export async function stopPostmaster(cluster: string, bin: string): Promise<void> {
  const running = findPostmaster(cluster);
  if (!running) return;
  if (process.platform === 'win32') {
    spawnSync(program(bin, 'pg_ctl'), ['stop', '-D', cluster, '-m', 'fast', '-W'], { windowsHide: true });
  } else {
    process.kill(running.pid, 'SIGINT');
  }
  while (isPostmaster(running.pid, cluster)) await pause(20);
}

/** The last lines PostgreSQL wrote, for a message that says why it did not start. */
export function lastWords(cluster: string): string {
  return readFileSync(logFile(cluster), 'utf8').trimEnd().split('\n').slice(-4).join('\n');
}

function lockFile(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

/**
 * A lock file left by a killed PostgreSQL names a process number. When that now belongs to something else, PostgreSQL
 * would refuse to start for ever. We write our own number into it, which PostgreSQL, our child, knows not to be another
 * PostgreSQL; its second check, of the shared memory, still holds.
 */
function disownLockFile(cluster: string): void {
  const [pid, ...rest] = lockFile(cluster);
  if (isTaken(Number(pid)) && !isPostmaster(Number(pid), cluster))
    writeFileSync(join(cluster, 'postmaster.pid'), [process.pid, ...rest].join('\n'));
}

function logFile(cluster: string): string {
  return join(dirname(cluster), 'postgres.log');
}

function openLog(cluster: string, { uid, gid }: Account): number {
  const file = logFile(cluster);
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
  const log = openSync(file, 'a', 0o600);
  if (uid !== undefined && gid !== undefined) fchownSync(log, uid, gid);
  return log;
}

/** An eighth of the memory that there is, in MB, between 128 and 1024: what one night reads stays, and nothing is taken before it is used. */
function sharedBuffers(): number {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  return Math.round(Math.min(1024, Math.max(128, memory / 2 ** 20 / 8)));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, failed) => server.once('error', failed).listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address ? address.port : 0;
}
