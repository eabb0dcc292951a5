import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { problem } from '../lib/problem.ts';

/** The account PostgreSQL runs as; empty means that of this process. Fits the options of `spawn`. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * PostgreSQL refuses to run as root. So root picks an unprivileged account: whoever owns the cluster already, else the
 * owner of the data directory (root starting Steward in somebody's home), else `postgres`, else `nobody`. Anybody else
 * runs it as themselves.
 */
export function databaseAccount(cluster: string, dataDir: string): Account {
  if (process.getuid?.() !== 0) return {};
  const owner = ownerOf(cluster);
  if (owner) return owner;
  const neighbour = ownerOf(dataDir);
  // initdb insists on an account with a name; a directory shared with a container may belong to a bare number.
  if (neighbour && id('-un', String(neighbour.uid)) !== undefined) return neighbour;
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const uid = id('-u', name);
    const gid = id('-g', name);
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw problem(
    500,
    'PostgreSQL does not run as root, and there is no account named postgres or nobody to run it. ' +
      'Add one (useradd --system postgres), start Steward as an ordinary user, or set DATABASE_URL.',
  );
}

/** Whether the account may search this directory; asked by trying, since modes, groups and lists all have a say. */
export function canEnter(account: Account, directory: string): boolean {
  return account.uid === undefined || tries(account, 'cd -- "$1"', directory);
}

/** Whether the account may execute this file. */
export function canExecute(account: Account, file: string): boolean {
  return account.uid === undefined || tries(account, 'test -x "$1"', file);
}

/** The account as people know it, for messages. */
export function accountName(account: Account): string {
  return account.uid === undefined ? 'this account' : (id('-un', String(account.uid)) ?? `number ${account.uid}`);
}

function ownerOf(path: string): Required<Account> | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
}

function id(flag: '-u' | '-g' | '-un', of: string): string | undefined {
  const asked = spawnSync('id', [flag, '--', of], { encoding: 'utf8' });
  return asked.status === 0 ? asked.stdout.trim() : undefined;
}

function tries(account: Account, script: string, path: string): boolean {
  return spawnSync('/bin/sh', ['-c', script, 'sh', path], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;
}
