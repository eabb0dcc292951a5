import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openInstallation } from '../../server/cli/open-installation.ts';
import { readConfig } from '../../server/config/read-config.ts';
import type { Database } from '../../server/database/database.ts';
import { findPostmaster } from '../../server/database/embedded-postmaster.ts';

export interface Command {
  readonly process: ChildProcess;
  /** Its answer in JSON; throws with what it wrote to standard error when there is none. */
  readonly answer: Promise<Record<string, unknown>>;
}

/** A Steward on a data directory of its own, whose processes are killed: the server, commands, PostgreSQL. */
export interface StewardUnderFire {
  readonly folder: string;
  /** Where it answers. */
  readonly url: string;
  /** The database as this process sees it. */
  database(): Database;
  serve(): Promise<void>;
  killServer(): Promise<void>;
  /** Kills PostgreSQL, and starts it again: it recovers from its log. */
  killPostgres(): Promise<void>;
  command(...args: string[]): Command;
  post(path: string, body: unknown, headers: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

/** With which its sessions are signed. */
export const UNDER_FIRE_SECRET = 'only for tests, where nothing is secret';

const SERVE = fileURLToPath(new URL('serve.ts', import.meta.url));
const COMMAND = fileURLToPath(new URL('../../server/cli/main.ts', import.meta.url));

/** Makes it; `settings` are more variables of its environment. */
export async function startUnderFire(settings: Record<string, string> = {}): Promise<StewardUnderFire> {
  const folder = mkdtempSync(join(tmpdir(), 'steward kill '));
  chmodSync(folder, 0o711); // the database may run under an account of its own
  const dataDir = join(folder, 'data');
  const port = await freePort();
  const env = {
    ...process.env,
    STEWARD_DATA: dataDir,
    STEWARD_SECRET: UNDER_FIRE_SECRET,
    PORT: String(port),
    LOG_LEVEL: 'error',
    DATABASE_URL: '',
    ...settings,
  };
  const url = `http://127.0.0.1:${port}`;
  const open = () => openInstallation(readConfig(env), () => {});
  let installation = await open();
  let server: ChildProcess | undefined;

  return {
    folder,
    url,
    database: () => installation.database,
    async serve() {
      server = spawn(process.execPath, [SERVE], { env, stdio: ['pipe', 'pipe', 'inherit'] });
      await Promise.race([
        once(server.stdout!, 'data'),
        once(server, 'exit').then(() => Promise.reject(new Error('The server ended.'))),
      ]);
    },
    killServer: () => kill(server!),
    async killPostgres() {
      process.kill(findPostmaster(realpathSync(join(dataDir, 'postgres')))!.pid, 'SIGKILL');
      await installation.close();
      installation = await open();
    },
    command(...args) {
      const child = spawn(process.execPath, [COMMAND, ...args, '--json'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      const written = { out: '', err: '' };
      child.stdout.on('data', (text) => (written.out += text));
      child.stderr.on('data', (text) => (written.err += text));
      const answer = once(child, 'close').then(() => {
        if (!written.out) throw new Error(`${args.join(' ')} ended without an answer. ${written.err}`);
        return JSON.parse(written.out) as Record<string, unknown>;
      });
      answer.catch(() => {}); // of one that was killed nobody asks
      return { process: child, answer };
    },
    post: (path, body, headers) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    async close() {
      if (server) await kill(server);
      await installation.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Kills a process as a power cut would: it has no say in it. */
export async function kill(victim: ChildProcess): Promise<void> {
  if (victim.exitCode !== null || victim.signalCode !== null) return;
  const gone = once(victim, 'exit');
  victim.kill('SIGKILL');
  await gone;
}

/** Looks again and again until the condition holds; throws when it does not within the time. */
export async function until(what: string, seconds: number, holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + seconds * 1000; !(await holds()); await pause(200))
    if (Date.now() > deadline) throw new Error(`After ${seconds} s still not: ${what}.`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
