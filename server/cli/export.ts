import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import { listDocuments } from '../playbooks/list-documents.ts';
import { answer, type CommandLine, type CommonOptions } from './command-line.ts';
import { organisationNamed } from './organisation-named.ts';
import { counted } from './table.ts';

export function addExport(program: Command, line: CommandLine): void {
  program
    .command('export <folder>')
    .description('write the playbooks of an organisation as files, to edit and publish, or to keep in git')
    .requiredOption('--org <slug>', 'the organisation')
    .option('--json', 'answer in JSON')
    .addHelpText('after', '\nOne file a playbook, named for its key; files of these names are written over.')
    .action((folder: string, options: CommonOptions & { readonly org: string }) => exportAll(line, folder, options));
}

async function exportAll(
  line: CommandLine,
  folder: string,
  options: CommonOptions & { readonly org: string },
): Promise<void> {
  const documents = await line.open(async ({ database }) => {
    const { id } = await organisationNamed(database, options.org);
    return inOrganisation(database, systemActor(id, 'Command line'), listDocuments);
  });
  await mkdir(folder, { recursive: true });
  const files = documents.map(({ key, version }) => ({ file: join(folder, `${key}.md`), key, version }));
  for (const [i, { file }] of files.entries()) await writeFile(file, documents[i]!.document);
  answer(line, options, { files }, () => [`${counted(files.length, 'playbook')} in ${folder}.`]);
}
