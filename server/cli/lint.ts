import type { Command } from 'commander';
import { systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Finding } from '../playbooks/finding.ts';
import type { LintContext } from '../playbooks/lint/context.ts';
import { withAllOf } from '../playbooks/lint/together.ts';
import { lintPlaybook } from '../playbooks/lint.ts';
import { loadLintContext } from '../playbooks/lint-context.ts';
import { type ParsedPlaybook, parsePlaybook } from '../playbooks/parse.ts';
import { shippedLintContext } from '../playbooks/shipped-context.ts';
import { answer, type CommandLine, type CommonOptions } from './command-line.ts';
import { organisationNamed } from './organisation-named.ts';
import { readText } from './read-text.ts';
import { counted } from './table.ts';

interface LintOptions extends CommonOptions {
  readonly org?: string;
}

export interface LintedFile {
  readonly file: string;
  readonly findings: readonly Finding[];
}

export function addLint(program: Command, line: CommandLine): void {
  program
    .command('lint <file...>')
    .description('find what is wrong with playbooks')
    .option(
      '--org <slug>',
      'check against the signals, segments and playbooks of an organisation; else against what ships',
    )
    .option('--json', 'answer in JSON')
    .addHelpText('after', '\nEnds with 1 when a playbook has an error; warnings are advice.')
    .action((files: readonly string[], options: LintOptions) => lint(line, files, options));
}

async function lint(line: CommandLine, files: readonly string[], options: LintOptions): Promise<void> {
  const parsed = await Promise.all(
    files.map(async (file) => ({ file, playbook: parsePlaybook(await readText(file)) })),
  );
  const context = options.org === undefined ? await shippedLintContext() : await contextOf(line, options.org);
  const complete = withAllOf(
    context,
    parsed.map(({ playbook }) => playbook),
  );
  const linted = parsed.map(({ file, playbook }): LintedFile => {
    const segments = options.org === undefined ? anySegment(playbook) : complete.segments;
    return { file, findings: lintPlaybook(playbook, { ...complete, segments }) };
  });
  answer(line, options, { files: linted }, () => described(linted));
  if (linted.some(({ findings }) => findings.some(isError))) line.foundProblems();
}

function contextOf(line: CommandLine, org: string): Promise<LintContext> {
  return line.open(async ({ database }) => {
    const { id } = await organisationNamed(database, org);
    return inOrganisation(database, systemActor(id), loadLintContext);
  });
}

/** Segments are an organisation's own: where it is not known, whatever a playbook names may be one. */
function anySegment({ outline }: ParsedPlaybook): string[] {
  return outline.for === undefined ? [] : [outline.for];
}

/** What was found, in the form in which editors find places, and how much it is. */
export function described(linted: readonly LintedFile[]): string[] {
  const lines = linted.flatMap(({ file, findings }) =>
    findings.map(
      ({ line, column, severity, code, at, problem, mend }) =>
        `${file}:${line}:${column} ${severity} [${code}] ${at}: ${problem} ${mend}`,
    ),
  );
  const all = linted.flatMap(({ findings }) => findings);
  const errors = all.filter(isError).length;
  const counts = `${counted(errors, 'error')}, ${counted(all.length - errors, 'warning')}`;
  return [...lines, `${counted(linted.length, 'playbook')}: ${counts}.`];
}

export function isError({ severity }: Finding): boolean {
  return severity === 'error';
}
