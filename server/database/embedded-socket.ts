import { createHash } from 'node:crypto';
import { chownSync, lstatSync, mkdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problem } from '../lib/problem.ts';
import type { Account } from './embedded-account.ts';

/** sun_path holds 104 bytes on macOS, 108 on Linux, both with a closing zero. */
const LONGEST = 103;

/**
 * The directory of PostgreSQL's socket, for its account only: the cluster itself, or, where that path is too long for a
 * socket, a short one of our own in the temporary directory. A directory there that somebody else made is refused.
 */
export function socketDirectory(cluster: string, account: Account): string {
  if (fits(cluster)) return cluster;
  const uid = account.uid ?? process.getuid?.() ?? 0;
  const name = `steward-${uid}-${createHash('sha256').update(cluster).digest('hex').slice(0, 12)}`;
  const directory = [tmpdir(), '/tmp'].map((parent) => join(parent, name)).find(fits);
  if (!directory) throw problem(500, `The path ${cluster} is too long for a socket. Choose a shorter STEWARD_DATA.`);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (account.uid !== undefined && account.gid !== undefined && lstatSync(directory).uid === 0) {
    chownSync(directory, account.uid, account.gid);
  }
  const made = lstatSync(directory);
  if (!made.isDirectory() || made.uid !== uid || (made.mode & 0o077) !== 0) {
    throw problem(500, `${directory} should be a private directory of Steward's and is not. Remove it.`);
  }
  return directory;
}

/** Leaves nothing in the temporary directory. One in which a PostgreSQL started meanwhile has its socket stays. */
export function removeSocketDirectory(directory: string, cluster: string): void {
  if (directory === cluster || process.platform === 'win32') return;
  try {
    rmdirSync(directory);
  } catch {
    // Not empty, or gone: both are fine.
  }
}

function fits(directory: string): boolean {
  return Buffer.byteLength(join(directory, '.s.PGSQL.5432')) <= LONGEST;
}
