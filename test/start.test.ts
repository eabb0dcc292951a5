import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VENDOR } from '../sample/vendor.ts';
import { isAlive } from '../server/database/embedded-process.ts';

/** `npm start` as somebody types it: the real process, a data directory of its own, Ctrl-C. */

const MINUTES = 60_000;

let dataDir: string;
let port: number;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'steward start ')), 'data');
  const taken = await listen(0);
  port = portOf(taken);
  await new Promise((closed) => taken.close(closed));
});
afterAll(() => {
  for (const child of running) signal(child, 'SIGKILL');
  rmSync(join(dataDir, '..'), { recursive: true, force: true });
});

interface Start {
  readonly child: ChildProcess;
  /** What it wrote until it was ready, a line each. */
  readonly out: readonly string[];
  readonly err: string;
  readonly seconds: number;
  readonly exited: Promise<number | null>;
}

/** Runs `npm start` in a process group of its own, as a terminal does; resolves when it is ready, or has ended. */
function start(): Promise<Start> {
  const env = { ...process.env, STEWARD_DATA: dataDir, PORT: String(port), LOG_LEVEL: 'warn' };
  const child = spawn('npm', ['start', '--silent'], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const began = Date.now();
  let [out, err] = ['', ''];
  const exited = new Promise<number | null>((done) =>
    child.on('close', (code) => {
      running.delete(child);
      done(code);
    }),
  );
  child.stderr.on('data', (chunk) => (err += chunk));
  return new Promise((resolve) => {
    const answer = () =>
      resolve({ child, out: out.trim().split('\n'), err, seconds: (Date.now() - began) / 1000, exited });
    child.stdout.on('data', (chunk) => {
      out += chunk;
      if (/^Sign in as Owner .*\n/m.test(out)) answer();
    });
    exited.then(answer);
  });
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid) process.kill(-child.pid, name);
}

/** The PostgreSQL of the data directory, by its own file. */
function postmaster(): number {
  const cluster = realpathSync(join(dataDir, 'postgres'));
  return Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10);
}

async function myDay(link: string): Promise<{ items: { account: { name: string }; reason: string }[] }> {
  const entered = await fetch(link, { redirect: 'manual' });
  const cookie = entered.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const url = `http://127.0.0.1:${port}/api/organisations/${VENDOR.slug}/my-day`;
  const answer = await fetch(url, { headers: { cookie } });
  expect(answer.status).toBe(200);
  return answer.json();
}

/** Steward itself ends with 0; npm, or the shell between them, may say that it was interrupted. */
const BY_CTRL_C = [0, 130, null];

const READY = () => `Steward is ready at http://127.0.0.1:${port}`;

test('the first start loads the sample, says where it is and who signs in, and ends with Ctrl-C, leaving nothing', {
  timeout: 8 * MINUTES,
}, async () => {
  const { child, out, err, exited } = await start();
  expect(err).toContain('Loading the sample organisation');
  expect(out).toEqual([
    READY(),
    expect.stringMatching(/^Sign in as Lena Hoffmann \(CSM\): http:\/\/127\.0\.0\.1:/),
    expect.stringMatching(/^Sign in as Owner \(admin\): http:\/\/127\.0\.0\.1:/),
  ]);
  const { items } = await myDay(out[1]!.split(' (CSM): ')[1]!);
  expect(items.length).toBeGreaterThanOrEqual(6);
  expect(items.length).toBeLessThanOrEqual(24);
  expect(items.map(({ account }) => account.name)).toContain('Nordhafen Logistik');
  const page = await fetch(`http://127.0.0.1:${port}/`);
  expect(await page.text()).toContain('<div id="root">');

  const database = postmaster();
  expect(isAlive(database)).toBe(true);
  signal(child, 'SIGINT');
  expect(BY_CTRL_C).toContain(await exited);
  expect(isAlive(database)).toBe(false);
  await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
});

test('the second start has nothing to prepare, and one after kill -9 takes over what was left', {
  timeout: 3 * MINUTES,
}, async () => {
  const second = await start();
  expect(second.err).not.toContain('sample');
  expect(second.out[0]).toBe(READY());
  const database = postmaster();
  signal(second.child, 'SIGKILL');
  await second.exited;

  const third = await start();
  expect(third.out[0]).toBe(READY());
  expect((await myDay(third.out[1]!.split(' (CSM): ')[1]!)).items.length).toBeGreaterThanOrEqual(6);
  const later = postmaster();
  signal(third.child, 'SIGINT');
  expect(BY_CTRL_C).toContain(await third.exited);
  expect([isAlive(database), isAlive(later)]).toEqual([false, false]);
});

test('a port in use is said in a sentence before anything is prepared', { timeout: MINUTES }, async () => {
  const other = await listen(port);
  const { err, exited } = await start();
  expect(await exited).toBe(2);
  expect(err).toContain(`Port ${port} of 127.0.0.1 is in use by another program.`);
  await new Promise((closed) => other.close(closed));
});

function listen(wanted: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server listens to no port.');
  return address.port;
}
