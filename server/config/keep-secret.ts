import { randomBytes } from 'node:crypto';
import { chownSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WrongConfiguration } from './wrong-configuration.ts';

/**
 * The secret of this installation, 32 random bytes in hexadecimal: read from `<dataDir>/secret`, and made there, for
 * its owner only, the first time. Two processes that start at once end up with the same one.
 *
 * Throws `WrongConfiguration` when the directory cannot be used or the file was damaged.
 */
export function keepSecret(dataDir: string): string {
  const file = join(dataDir, 'secret');
  try {
    // Started by root, the database belongs to an account of its own, which must pass through here.
    mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    makeSecret(file);
    const secret = readFileSync(file, 'utf8').trim();
    if (/^[0-9a-f]{64}$/.test(secret)) return secret;
  } catch (error) {
    throw unusable(`The data directory ${dataDir} cannot be used: ${(error as Error).message}.`);
  }
  throw unusable(
    `The file ${file} does not hold 64 hexadecimal digits, though Steward wrote them there.`,
    'Restore it from your backup: what it protects cannot be read without it.',
  );
}

/** Written aside and linked into place, so that nobody ever reads half of it and the first one wins. */
function makeSecret(file: string): void {
  const draft = `${file}.${process.pid}`;
  try {
    readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true });
    // Root starting Steward in somebody's directory leaves the secret to them, as it does with the database.
    const { uid, gid } = statSync(dirname(file));
    if (process.getuid?.() === 0) chownSync(draft, uid, gid);
    try {
      linkSync(draft, file);
    } catch (linking) {
      if ((linking as NodeJS.ErrnoException).code !== 'EEXIST') throw linking;
    } finally {
      rmSync(draft, { force: true });
    }
  }
}

function unusable(problem: string, mend = 'Choose another with STEWARD_DATA, or mend its permissions.') {
  return new WrongConfiguration([{ at: 'STEWARD_DATA', problem, mend }]);
}
