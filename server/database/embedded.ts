import type { ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { problem } from '../lib/problem.ts';
import { databaseAccount } from './embedded-account.ts';
import { binaries } from './embedded-binaries.ts';
import { clusterPlace, ensureCluster } from './embedded-cluster.ts';
import { findPostmaster, lastWords, type Postmaster, spawnPostmaster, stopPostmaster } from './embedded-postmaster.ts';
import { announcePresence, type Presence } from './embedded-presence.ts';
import { removeSocketDirectory, socketDirectory } from './embedded-socket.ts';
import { deriveSecret } from './secrets.ts';

/** The embedded PostgreSQL as one of possibly several processes that use it sees it. */
export interface Embedded {
  /** Connects the superuser to the database `postgres`, under an application name that begins with `steward`. */
  readonly connection: pg.ClientConfig;
  /** Whether it ran already: started by another process, or left by one that was killed. */
  readonly adopted: boolean;
  /** Call when all connections of this process are closed. The last process to stop ends PostgreSQL. Once is enough. */
  stop(): Promise<void>;
}

/** How long a PostgreSQL that is recovering or ending may take. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Starts the embedded PostgreSQL on `<dataDir>/postgres`, making the cluster the first time, or joins the one that runs
 * there already. `secret` is the secret of the installation, from which the superuser's password is derived. `log` gets a
 * line for people when something was done that they would not expect. `durable: false` is for tests: what was
 * acknowledged may be lost when the machine fails.
 *
 * Throws a problem saying what to do when the directory, the platform, the version or the secret does not fit.
 */
export async function startEmbedded(options: {
  dataDir: string;
  secret: string;
  log: (line: string) => void;
  durable?: boolean;
}): Promise<Embedded> {
  const { dataDir, log, durable = true } = options;
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const account = databaseAccount(join(dataDir, 'postgres'), dataDir);
  const cluster = clusterPlace(dataDir, account, log);
  const bin = binaries(account, dataDir, log);
  const password = deriveSecret(options.secret, 'role:postgres');
  ensureCluster(cluster, { account, bin, password, durable });
  const connectionTo = ({ host, port }: Postmaster): pg.ClientConfig => ({
    host,
    port,
    user: 'postgres',
    password,
    database: 'postgres',
    application_name: `steward/${process.pid}`,
  });
  const begin = () => spawnPostmaster(cluster, { account, bin, socket: socketDirectory(cluster, account), durable });

  const { postmaster, presence, adopted } = await joinOrBegin(cluster, begin, connectionTo);
  const end = async () => {
    if (!(await presence.leave())) return;
    await stopPostmaster(cluster, bin);
    removeSocketDirectory(postmaster.host, cluster);
  };
  let ending: Promise<void> | undefined;
  return { connection: connectionTo(postmaster), adopted, stop: () => (ending ??= end()) };
}

/** Waits for the PostgreSQL that runs, or begins one, until this process is known to it. */
async function joinOrBegin(
  cluster: string,
  begin: () => Promise<ChildProcess>,
  connectionTo: (postmaster: Postmaster) => pg.ClientConfig,
): Promise<{ postmaster: Postmaster; presence: Presence; adopted: boolean }> {
  let child: ChildProcess | undefined;
  let unable: Error | undefined;
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await pause(20)) {
    const running = findPostmaster(cluster);
    if (running?.isReady) {
      try {
        const presence = await announcePresence(connectionTo(running));
        return { postmaster: running, presence, adopted: running.pid !== child?.pid };
      } catch (error) {
        if (isPassing(error)) continue;
        if (running.pid === child?.pid) child?.kill('SIGINT');
        throw refused(error, cluster);
      }
    }
    if (running) continue;
    if (!child || child.exitCode === 0) {
      // None yet, or one that another process has just ended.
      child = await begin();
      child.once('error', (error) => {
        unable = error;
      });
    } else if (unable || child.exitCode !== null || child.signalCode !== null) {
      throw problem(500, `PostgreSQL did not start on ${cluster}: ${unable?.message ?? lastWords(cluster)}`);
    }
  }
  throw problem(500, `PostgreSQL on ${cluster} did not answer within ten minutes: ${lastWords(cluster)}`);
}

/** Errors of a PostgreSQL that is about to begin or to end: try again. */
function isPassing(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? 'ECONNRESET';
  return ['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'].includes(code);
}

function refused(error: unknown, cluster: string): Error {
  if ((error as { code?: string }).code !== '28P01') return error as Error;
  return problem(
    500,
    `The database in ${cluster} was made with another secret. Set the STEWARD_SECRET it was made with, or bring back ` +
      'the file "secret" of its data directory.',
  );
}
