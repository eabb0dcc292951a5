import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUILT = join(ROOT, 'dist/web/index.html');
/** What the pages are made from. */
const SOURCES = ['web', 'library/starter.md', 'vite.config.ts', 'package-lock.json'].map((name) => join(ROOT, name));

/**
 * Builds the web pages when they are missing or older than what they are made from. A package that holds only built pages is left as it
 * is. `tell` gets one line about it; ends early when `ended` is aborted. Throws with what the build wrote when it fails.
 */
export async function buildPages(tell: (line: string) => void, ended: AbortSignal): Promise<void> {
  const sources = SOURCES.filter((path) => existsSync(path));
  if (!existsSync(SOURCES[0]!) || isNewer(BUILT, sources)) return;
  tell('Building the web pages ...');
  const vite = join(ROOT, 'node_modules/vite');
  const { bin } = JSON.parse(readFileSync(join(vite, 'package.json'), 'utf8')) as { bin: { vite: string } };
  const { code, output } = await run([join(vite, bin.vite), 'build', '--logLevel', 'warn'], ended);
  if (code !== 0 && !ended.aborted) throw new Error(`The web pages could not be built:\n${output.trim()}`);
}

function isNewer(built: string, sources: readonly string[]): boolean {
  return existsSync(built) && statSync(built).mtimeMs > Math.max(...sources.map(newest));
}

/** When something in a folder, or the file itself, was last changed. */
function newest(path: string): number {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function run(args: readonly string[], signal: AbortSignal): Promise<{ code: number | null; output: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], signal });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => (output += error.message));
    child.on('close', (code) => done({ code, output }));
  });
}
