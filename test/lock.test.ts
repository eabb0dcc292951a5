import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Entry {
  readonly version?: string;
  readonly optionalDependencies?: Record<string, string>;
}

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Record<string, Entry>;
};

// npm leaves some out when it writes the lock on a machine that has no use for them; `npm ci` then fails elsewhere.
test('the lock names the packages of every platform', () => {
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        !lock.packages[`${path}/node_modules/${name}`]?.version && !lock.packages[`node_modules/${name}`]?.version,
    ),
  );
  expect(missing).toEqual([]);
});
