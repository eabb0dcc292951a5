import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { problem } from '../lib/problem.ts';
import { type Account, accountName, canEnter } from './embedded-account.ts';
import { MAJOR, postgresEnvironment, program, ROOTS_PLACE } from './embedded-binaries.ts';
import { isAlive } from './embedded-process.ts';

/**
 * The directory in which the cluster is, or will be: `<dataDir>/postgres`. Where the account cannot enter the data
 * directory (root's private home) it is a link to a directory of our own that it can.
 */
export function clusterPlace(dataDir: string, account: Account, log: (line: string) => void): string {
  const usual = join(realpathSync(dataDir), 'postgres');
  const there = lstatSync(usual, { throwIfNoEntry: false });
  const place = there?.isSymbolicLink() ? resolve(dirname(usual), readlinkSync(usual)) : usual;
  if (!existsSync(dirname(place))) {
    throw problem(500, `${usual} leads to ${place}, which is gone. Bring it back, or remove the link to begin anew.`);
  }
  if (canEnter(account, dirname(place))) return join(realpathSync(dirname(place)), basename(place));
  if (there) {
    throw problem(
      500,
      `The account ${accountName(account)}, to which ${place} belongs, cannot enter the directories above it. ` +
        'Let it (chmod o+x), or start Steward as that account.',
    );
  }
  // Never the place of an earlier data directory that was here: what is in it is somebody's.
  mkdirSync(ROOTS_PLACE, { recursive: true, mode: 0o755 });
  const own = mkdtempSync(join(ROOTS_PLACE, 'data-'));
  chmodSync(own, 0o755);
  symlinkSync(join(own, 'postgres'), usual);
  log(`The database is kept in ${own}, since ${accountName(account)}, who runs it, cannot enter ${dataDir}.`);
  return join(own, 'postgres');
}

/**
 * Makes the cluster when there is none, aside and then renamed, so that an interrupted attempt leaves nothing half
 * made. Passwords only (scram-sha-256), pages with checksums, texts in UTF-8 compared by code point.
 */
export function ensureCluster(
  cluster: string,
  options: { account: Account; bin: string; password: string; durable: boolean },
): void {
  sweepDrafts(cluster);
  if (existsSync(cluster)) {
    takeOver(cluster, options.account);
    return;
  }
  const draft = `${cluster}.new-${process.pid}`;
  const passwordFile = `${draft}.password`;
  const { uid, gid } = options.account;
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, options.password, { mode: 0o600 });
  if (uid !== undefined && gid !== undefined) for (const path of [draft, passwordFile]) chownSync(path, uid, gid);
  try {
    const made = spawnSync(
      program(options.bin, 'initdb'),
      [
        `--pgdata=${draft}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--data-checksums',
        ...(options.durable ? [] : ['--no-sync']),
      ],
      { ...options.account, cwd: dirname(cluster), encoding: 'utf8', env: postgresEnvironment() },
    );
    if (made.status !== 0) {
      const reason = made.error?.message ?? (made.stderr.trim() || `initdb ended with ${made.signal ?? made.status}`);
      throw problem(500, `The embedded database could not be made in ${cluster}: ${reason}`);
    }
    renameSync(draft, cluster);
  } catch (error) {
    // Somebody else, started at the same time, was faster: theirs counts.
    if (!existsSync(join(cluster, 'PG_VERSION'))) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
    rmSync(passwordFile, { force: true });
  }
}

function takeOver(cluster: string, account: Account): void {
  const version = join(cluster, 'PG_VERSION');
  const found = existsSync(version) ? readFileSync(version, 'utf8').trim() : undefined;
  if (found === undefined) {
    throw problem(
      500,
      `${cluster} is no PostgreSQL data directory. Move it away, or choose another with STEWARD_DATA.`,
    );
  }
  if (found !== MAJOR) {
    throw problem(
      500,
      `${cluster} was made by PostgreSQL ${found}, and this version of Steward brings PostgreSQL ${MAJOR}, which must ` +
        `not open it. Write a backup with the version of Steward that made it ("steward backup FILE"), move ${cluster} ` +
        'away, and restore the backup with this one ("steward restore FILE").',
    );
  }
  const { uid } = statSync(cluster);
  if (account.uid !== undefined && account.gid !== undefined && uid === 0) {
    // A copy that root brought back: it belongs to root until we give it to the account.
    for (const entry of readdirSync(cluster, { recursive: true, withFileTypes: true })) {
      lchownSync(join(entry.parentPath, entry.name), account.uid, account.gid);
    }
    chownSync(cluster, account.uid, account.gid);
    chmodSync(cluster, 0o700);
  } else if (process.getuid && process.getuid() !== 0 && uid !== process.getuid()) {
    throw problem(
      500,
      `${cluster} belongs to another account (${accountName({ uid })}). Start Steward as that account or as root, or ` +
        'choose another directory with STEWARD_DATA.',
    );
  }
}

/** Removes what attempts that were killed left behind; an initdb that still writes there is left for the next time. */
function sweepDrafts(cluster: string): void {
  const prefix = `${basename(cluster)}.new-`;
  for (const name of readdirSync(dirname(cluster))) {
    if (!name.startsWith(prefix) || isAlive(Number.parseInt(name.slice(prefix.length), 10))) continue;
    try {
      rmSync(join(dirname(cluster), name), { recursive: true, force: true, maxRetries: 3 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
    }
  }
}
