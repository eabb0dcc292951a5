import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { order } from '../server/order.ts';
import { pathsBelow, readText } from './architecture/source-files.ts';

/** What the documents promise is there: paths, links, commands, settings. */

const DOCUMENTS = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...pathsBelow(['docs'], ['.md'])];

/** A path from the root, as prose and code cite it. */
const FROM_ROOT = /(?<![\w./-])(?:bench|bin|db|docs|library|sample|server|test|web)\/[\w./-]*\w/g;
/** A file of a folder of the server, cited without it: `runs/complete-step.ts`. */
const IN_SERVER = /`([a-z]+\/[\w/-]+\.ts)`/g;
/** A link to another document or a picture. */
const LINK = /\]\(((?!https?:|#)[^)#]+)/g;
/** Stands for a file that the reader makes. */
const PLACEHOLDER = 'NNNN';

const isThere = (path: string) => path.includes(PLACEHOLDER) || existsSync(path);

const commands = pathsBelow(['server/cli'], ['.ts']).flatMap((path) => all(readText(path), /\.command\('(\w+)/g));

describe.each(DOCUMENTS)('%s', (document) => {
  const text = readText(document);

  test('cites only what exists', () => {
    const fromRoot = all(text, FROM_ROOT).filter((path) => !isThere(path));
    const inServer = all(text, IN_SERVER).filter((path) => !isThere(path) && !isThere(`server/${path}`));
    const linked = all(text, LINK).filter((path) => !isThere(posix.join(posix.dirname(document), path)));
    expect([...fromRoot, ...inServer, ...linked]).toEqual([]);
  });

  test('names only scripts of npm and commands of Steward that there are', () => {
    const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> };
    expect(all(text, /\bnpm\s+run\s+([\w:]+)/g).filter((name) => !(name in scripts))).toEqual([]);
    expect(all(text, /\bnpx\s+steward\s+([a-z]+)/g).filter((name) => !commands.includes(name))).toEqual([]);
  });
});

test('the page on the command line has a row for every command, and no other', () => {
  const rows = all(readText('docs/command-line.md'), /^\| `([a-z]+(?: [a-z]+)?)/gm);
  const words = new Set(rows.flatMap((row) => row.split(' ')));
  expect([...words].sort()).toEqual([...commands].sort());
});

test('the page on operating names every setting, and no other', () => {
  const settings = all(readText('server/config/read-config.ts'), /^ {2}([A-Z_]+): z\b/gm);
  const cells = all(readText('docs/operating.md'), /^\| (`[A-Z][^|]+)\|/gm);
  expect(cells.flatMap((cell) => all(cell, /`([A-Z_]+)`/g)).sort()).toEqual(settings.sort());
});

test('the architecture names every folder of the server, in order', () => {
  const [table = ''] = readText('ARCHITECTURE.md').match(/^\| folder \|[\s\S]*?\n\n/m) ?? [];
  const cells = all(table, /^\| (`[^|]+)\|/gm);
  expect(cells.flatMap((cell) => all(cell, /`(\w+)`/g))).toEqual([...order]);
});

/** What the first group of each match holds, or else the match. */
function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([match, group]) => group ?? match);
}
