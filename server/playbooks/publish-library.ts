import { readdir, readFile } from 'node:fs/promises';
import type { Transaction } from '../context/transaction.ts';
import { loadLintContext } from './lint-context.ts';
import { parsePlaybook } from './parse.ts';
import { type PublishedPlaybook, publishPlaybook } from './publish-playbook.ts';

const LIBRARY = new URL('../../library/playbooks/', import.meta.url);

/** Publishes the playbooks that ship with Steward where the organisation has none of that key yet. */
export async function publishLibrary(tx: Transaction): Promise<PublishedPlaybook[]> {
  const documents = await readLibrary();
  const context = await loadLintContext(tx);
  const shipped = documents.map((document) => parsePlaybook(document).definition?.playbook ?? '');
  const known = new Set(context.playbookKeys);
  const published: PublishedPlaybook[] = [];
  for (const [i, document] of documents.entries()) {
    if (known.has(shipped[i]!)) continue;
    const complete = { ...context, playbookKeys: [...new Set([...context.playbookKeys, ...shipped])] };
    published.push(await publishPlaybook(tx, document, { reason: 'ships with Steward', context: complete }));
  }
  return published;
}

/** The documents of the library, in the order of their file names. */
export async function readLibrary(): Promise<string[]> {
  const names = (await readdir(LIBRARY)).filter((name) => name.endsWith('.md')).sort();
  return Promise.all(names.map((name) => readFile(new URL(name, LIBRARY), 'utf8')));
}
