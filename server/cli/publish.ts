import type { Command } from 'commander';
import { systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import { withAllOf } from '../playbooks/lint/together.ts';
import { lintPlaybook } from '../playbooks/lint.ts';
import { loadLintContext } from '../playbooks/lint-context.ts';
import { parsePlaybook } from '../playbooks/parse.ts';
import { type PublishedPlaybook, publishPlaybook } from '../playbooks/publish-playbook.ts';
import { answer, type CommandLine, type CommonOptions } from './command-line.ts';
import { described, isError, type LintedFile } from './lint.ts';
import { organisationNamed } from './organisation-named.ts';
import { readText } from './read-text.ts';

interface PublishOptions extends CommonOptions {
  readonly org: string;
  readonly because?: string;
}

export function addPublish(program: Command, line: CommandLine): void {
  program
    .command('publish <file...>')
    .description('put playbooks to work: new ones, or new versions')
    .requiredOption('--org <slug>', 'the organisation')
    .option('--because <reason>', 'why; it is kept with the version')
    .option('--json', 'answer in JSON')
    .addHelpText(
      'after',
      '\nAll of the files are published, or none when one has an error; ends with 1 then. Runs that are open keep their version.',
    )
    .action((files: readonly string[], options: PublishOptions) => publish(line, files, options));
}

async function publish(line: CommandLine, files: readonly string[], options: PublishOptions): Promise<void> {
  const texts = await Promise.all(files.map(readText));
  const { linted, published } = await line.open(async ({ database }) => {
    const { id } = await organisationNamed(database, options.org);
    return inOrganisation(database, systemActor(id, 'Command line'), async (tx) => {
      const parsed = texts.map(parsePlaybook);
      // They may name each other, so each is checked as if the others were there.
      const context = withAllOf(await loadLintContext(tx), parsed);
      const linted = parsed.map((one, i): LintedFile => ({ file: files[i]!, findings: lintPlaybook(one, context) }));
      const published: PublishedPlaybook[] = [];
      if (linted.some(({ findings }) => findings.some(isError))) return { linted, published };
      const reason = options.because;
      for (const text of texts) published.push(await publishPlaybook(tx, text, { context, ...(reason && { reason }) }));
      return { linted, published };
    });
  });
  const done = published.map(({ key, version, state }) => ({ key, version, state }));
  answer(line, options, { published: done, files: linted }, () => [
    ...described(linted),
    ...done.map(({ key, version, state }) => `${key}: version ${version}, ${state}.`),
    ...(done.length === 0 ? ['Nothing was published.'] : []),
  ]);
  if (done.length === 0) line.foundProblems();
}
