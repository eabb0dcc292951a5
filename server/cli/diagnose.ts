import type { Command } from 'commander';
import { systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { type DiagnosisResult, diagnoseOrganisation } from '../diagnosis/diagnose-organisation.ts';
import { today } from '../diagnosis/organisation.ts';
import { dayFrom } from './as-of.ts';
import { answer, type CommandLine, type CommonOptions } from './command-line.ts';
import { followUp } from './follow-up.ts';
import { organisationNamed } from './organisation-named.ts';
import { type Progress, showProgress } from './progress.ts';
import { counted, figure, table } from './table.ts';

interface DiagnoseOptions extends CommonOptions {
  readonly org: string;
  readonly asOf?: string;
}

export function addDiagnose(program: Command, line: CommandLine): void {
  program
    .command('diagnose')
    .description('compute signals and health of every account, open and clear situations, and start their runs')
    .requiredOption('--org <slug>', 'the organisation')
    .option('--as-of <date>', 'the morning of this day, such as 2018-08-01, instead of today')
    .option('--json', 'answer in JSON')
    .action((options: DiagnoseOptions) => diagnose(line, options));
}

async function diagnose(line: CommandLine, options: DiagnoseOptions): Promise<void> {
  const progress = showProgress(line.err, 'Diagnosing');
  const result = await line.open(async ({ database }, config) => {
    const { id } = await organisationNamed(database, options.org);
    const done = await diagnoseAsOf(database, id, options.asOf, progress).finally(progress.end);
    await followUp({ database, config }, id, line.err);
    return done;
  });
  const { asOf, accounts, signals, situations, seconds } = result;
  const counts = situations.map(({ playbook, opened, updated, cleared }) => ({ playbook, opened, updated, cleared }));
  answer(line, options, { as_of: asOf, accounts, signals, situations: counts, seconds }, () => [
    `As of ${asOf}: ${counted(accounts, 'account')}, ${counted(signals, 'signal')} each, in ${seconds} s.`,
    '',
    ...table(
      ['Playbook', 'Opened', 'Still open', 'Cleared', 'Held back'],
      situations.map((one) => [one.playbook, ...[one.opened, one.updated, one.cleared, one.held_back].map(figure)]),
    ),
  ]);
}

function diagnoseAsOf(
  database: Database,
  organisationId: string,
  asOf: string | undefined,
  progress: Progress,
): Promise<DiagnosisResult> {
  return inOrganisation(database, systemActor(organisationId, 'Command line'), async (tx) => {
    const newest = await today(tx);
    const day = asOf === undefined ? newest : dayFrom(asOf, newest + 1);
    const onProgress = (done: number, total: number) => progress.update(done, total, counted(done, 'day'));
    return diagnoseOrganisation(tx, day, { kind: 'on_demand', onProgress });
  });
}
