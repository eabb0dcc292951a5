import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Runs the machine's npm in the project folder, says so in one line, and shows what npm wrote only when it fails.
 * Everything goes to standard error: the output of a command stays clean.
 */
export async function npm(what, args) {
  const began = Date.now();
  process.stderr.write(`${what} ...`);
  const { code, output } = await run([...args, '--no-audit', '--no-fund']);
  process.stderr.write(code === 0 ? ` done in ${Math.round((Date.now() - began) / 1000)} s\n` : ' failed\n');
  if (code !== 0) throw new Error(`${output.trim()}\n\nThis command failed: npm ${args.join(' ')}`);
}

function run(args) {
  // Set by `npm start` for its own child; left in place it would decide where this npm installs.
  const { npm_config_local_prefix: _, ...env } = process.env;
  // The npm that runs us, when one does; else the one on the path (on Windows a script, which needs a shell).
  const itself = process.env.npm_execpath;
  const isNpm = itself?.endsWith('npm-cli.js');
  const [command, first] = isNpm ? [process.execPath, [itself]] : ['npm', []];
  return new Promise((done) => {
    const shell = !isNpm && process.platform === 'win32';
    const child = spawn(command, [...first, ...args], { cwd: root, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => done({ code: 1, output: `npm could not be started: ${error.message}` }));
    child.on('close', (code) => done({ code, output }));
  });
}
