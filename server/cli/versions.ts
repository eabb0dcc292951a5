import { type Command, InvalidArgumentError } from 'commander';
import { systemActor } from '../context/actor.ts';
import { listVersions, readVersion } from '../playbooks/list-versions.ts';
import { answer, type CommandLine, type CommonOptions } from './command-line.ts';
import { organisationNamed } from './organisation-named.ts';
import { table } from './table.ts';

interface VersionsOptions extends CommonOptions {
  readonly org: string;
  readonly read?: number;
}

export function addVersions(program: Command, line: CommandLine): void {
  program
    .command('versions <playbook>')
    .description('list the versions of a playbook, or read one')
    .requiredOption('--org <slug>', 'the organisation')
    .option('--read <version>', 'write the text of this version, as it was published', versionFrom)
    .option('--json', 'answer in JSON')
    .action((playbook: string, options: VersionsOptions) => versions(line, playbook, options));
}

async function versions(line: CommandLine, playbook: string, options: VersionsOptions): Promise<void> {
  await line.open(async ({ database }) => {
    const { id } = await organisationNamed(database, options.org);
    const actor = systemActor(id, 'Command line');
    if (options.read !== undefined) {
      const version = await readVersion(database, actor, playbook, options.read);
      answer(line, options, version, () => [version.document]);
      return;
    }
    const found = await listVersions(database, actor, playbook);
    answer(line, options, { versions: found }, () =>
      table(
        ['Version', 'Published', 'By', 'Open runs', 'Why'],
        found.map(({ version, publishedAt, publishedBy, openRuns, reason }) => [
          String(version),
          publishedAt.slice(0, 16).replace('T', ' '),
          publishedBy ?? 'Steward',
          String(openRuns),
          reason ?? '',
        ]),
      ),
    );
  });
}

function versionFrom(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Write the number of a version, such as 3.');
  return Number(text);
}
