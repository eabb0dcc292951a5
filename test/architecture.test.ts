import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { order } from '../server/order.ts';
import { literals } from './architecture/literals.ts';
import { pathsBelow, readText, type SourceFile, sourceFiles } from './architecture/source-files.ts';

/** Holds what ARCHITECTURE.md says about the tree. Each finding is a sentence that says what to move. */

const server = sourceFiles('server').filter(({ isTest }) => !isTest);
const web = sourceFiles('web');
const everything = sourceFiles('server', 'web', 'sample', 'bench', 'test');

const folderOf = (path: string) => path.match(/^server\/([^/]+)\//)?.[1] ?? null;
const placeOf = (folder: string) => (order as readonly string[]).indexOf(folder);

describe('server', () => {
  test('every folder has a place in server/order.ts, and every place a folder', () => {
    const folders = new Set(server.flatMap(({ path }) => folderOf(path) ?? []));
    expect([...folders].filter((folder) => placeOf(folder) < 0)).toEqual([]);
    expect(order.filter((folder) => !folders.has(folder))).toEqual([]);
  });

  test('a folder imports only from folders before it', () => {
    const findings = server.flatMap(({ path, imports }) =>
      imports.flatMap(({ target }) => {
        const from = folderOf(path);
        const to = folderOf(target);
        const isBackwards = from !== null && to !== null && placeOf(to) > placeOf(from);
        return isBackwards ? [`${path} imports ${target}, but ${to} comes after ${from}: send an event instead.`] : [];
      }),
    );
    expect(findings).toEqual([]);
  });

  test('a folder imports nothing that wires the folders together, but for the command line, which starts it all', () => {
    const findings = server.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => folderOf(path) !== null && folderOf(path) !== 'cli' && /^server\/[^/]+$/.test(target))
        .map(({ target }) => `${path} imports ${target}.`),
    );
    expect(findings).toEqual([]);
  });

  test('nothing that is shipped imports tests, benches or pages', () => {
    const findings = server.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => /^(test|bench|web)\//.test(target))
        .map(({ target }) => `${path} imports ${target}.`),
    );
    expect(findings).toEqual([]);
  });
});

test('pages take nothing from the server but the types of its contract', () => {
  const findings = web.flatMap(({ path, imports }) =>
    imports
      .filter(
        ({ target, isType }) => target.startsWith('server/') && !(isType && target.startsWith('server/api/contract/')),
      )
      .map(({ target }) => `${path} imports ${target}: only types of server/api/contract may be.`),
  );
  expect(findings).toEqual([]);
});

test('no file imports itself by way of others', () => {
  expect(circles(everything)).toEqual([]);
});

/** The groups of files that all need one another when they run; types of one folder may speak of each other. */
function circles(files: readonly SourceFile[]): string[] {
  const importsOf = new Map(
    files.map(({ path, imports }) => [
      path,
      imports.filter(({ isOurs, isType }) => isOurs && !isType).map(({ target }) => target),
    ]),
  );
  const reach = new Map(files.map(({ path }) => [path, reachableFrom(path, importsOf)]));
  const groups = files
    .filter(({ path }) => reach.get(path)!.has(path))
    .map(({ path }) => [...reach.get(path)!].filter((other) => reach.get(other)?.has(path)).sort());
  return [...new Set(groups.map((group) => group.join(' ↔ ')))];
}

function reachableFrom(start: string, importsOf: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const waiting = [...(importsOf.get(start) ?? [])];
  while (waiting.length > 0) {
    const path = waiting.pop()!;
    if (reached.has(path)) continue;
    reached.add(path);
    waiting.push(...(importsOf.get(path) ?? []));
  }
  return reached;
}

test('files are short enough to be read', () => {
  const limit = ({ isTest }: SourceFile) => (isTest ? 500 : 300);
  const findings = everything
    .map((file) => ({ file, lines: file.text.split('\n').length - 1 }))
    .filter(({ file, lines }) => lines > limit(file))
    .map(({ file, lines }) => `${file.path} has ${lines} lines: a concept is hiding in it.`);
  expect(findings).toEqual([]);
});

test('names say what a thing is', () => {
  const vague =
    /^(.*-)?(managers?|services?|handlers?|processors?|utils?|utilities|helpers?|common|misc|shared|index)$/;
  const paths = pathsBelow(['server', 'web', 'sample', 'bench', 'test'], ['.ts', '.tsx']);
  const findings = paths.flatMap((path) => {
    const parts = path.split('/').map((part) => part.replace(/\.(test|property|d)?(\.test)?\.?tsx?$/, ''));
    const bad = parts.filter((part) => vague.test(part) || !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(part));
    return bad.length > 0 ? [`${path}: ${bad.join(', ')} is not a name to find it by.`] : [];
  });
  expect(findings).toEqual([]);
});

describe('SQL', () => {
  const organisationTables = [
    ...readText('db/schema.sql').matchAll(/^create table (\w+) \(\n {2}organisation_id/gm),
  ].map(([, name]) => name!);
  const statements = server.flatMap(({ path, text }) => literals(text).map((sql) => ({ path, sql })));
  const named = `(?:public\\.)?(${organisationTables.join('|')})\\b`;

  test('there are tables and statements to look at', () => {
    expect(organisationTables.length).toBeGreaterThan(40);
    expect(statements.length).toBeGreaterThan(100);
  });

  /** Written by more than one concept, and why. */
  const WRITTEN_BY: Readonly<Record<string, readonly string[]>> = {
    // Two counters in it: accounts number their slots, runs their runs.
    organisation: ['identity', 'accounts', 'runs'],
    // Whoever has a message to send queues it by jobs/queue-message.ts; what became of it is delivery's.
    outgoing_message: ['jobs', 'delivery'],
    // What people enter by hand has a source too.
    source: ['accounts', 'sources'],
    // A conversation opens tasks, a run opens and closes its own, and those of no run are closed from My day.
    task: ['accounts', 'runs', 'worklist'],
    // Who takes in an event marks its day, who makes the blocks takes the mark away.
    usage_stale: ['sources', 'signals'],
  };

  test('a table is written by one concept', () => {
    const writers = new Map<string, Set<string>>();
    const writing = new RegExp(`\\b(?:insert into|update|delete from|merge into)\\s+(?:only\\s+)?${named}`, 'g');
    for (const { path, sql } of statements)
      for (const [, table] of sql.matchAll(writing)) {
        const concept = folderOf(path);
        if (concept) writers.set(table!, (writers.get(table!) ?? new Set()).add(concept));
      }
    const findings = [...writers]
      .filter(([table, concepts]) =>
        [...concepts].some((concept) => !(WRITTEN_BY[table] ?? [...concepts].slice(0, 1)).includes(concept)),
      )
      .map(([table, concepts]) => `${table} is written by ${[...concepts].join(' and ')}.`);
    expect(findings).toEqual([]);
  });

  /** The lists of all organisations, for the system. */
  const OF_ALL = ['server/identity/list-organisations.ts'];

  test('every statement names the organisation itself', () => {
    const isStatement = /^\s*(?:(?:select|insert|update|delete|with|merge|copy)\b|\$\{)/;
    const touching = new RegExp(`\\b(?:from|join|into|update)\\s+(?:only\\s+)?${named}`);
    // A condition that is made elsewhere in the file stands in the statement as ${...}.
    const isNamedElsewhere = (path: string, sql: string) =>
      /where \$\{/.test(sql) && readText(path).includes('organisation_id = ');
    const findings = statements
      .filter(
        ({ path, sql }) =>
          isStatement.test(sql) && touching.test(sql) && !OF_ALL.includes(path) && !isNamedElsewhere(path, sql),
      )
      .filter(({ sql }) => !sql.includes('organisation_id'))
      .map(({ path, sql }) => `${path}: ${sql.replaceAll(/\s+/g, ' ').slice(0, 100)}`);
    expect(findings).toEqual([]);
  });
});

test('documents cite only paths that exist', () => {
  const documents = [...pathsBelow(['docs'], ['.md']), 'README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'].filter(
    (path) => existsSync(path),
  );
  const cited = /`((?:server|web|db|test|bin|library|sample|bench|docs)\/[\w./-]*\w)`/g;
  const findings = documents.flatMap((document) =>
    [...readText(document).matchAll(cited)]
      .filter(([, path]) => !existsSync(path!))
      .map(([, path]) => `${document} cites ${path}.`),
  );
  expect(findings).toEqual([]);
});
