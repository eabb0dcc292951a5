import type { Command } from 'commander';
import { systemActor } from '../context/actor.ts';
import { type Forecast, forecastPlaybook } from '../learning/forecast/forecast-playbook.ts';
import { answer, type CommandLine, type CommonOptions } from './command-line.ts';
import { organisationNamed } from './organisation-named.ts';
import { readText } from './read-text.ts';
import { counted, table } from './table.ts';

interface ForecastOptions extends CommonOptions {
  readonly org: string;
}

export function addForecast(program: Command, line: CommandLine): void {
  program
    .command('forecast <file>')
    .description('ask whom a playbook would start for if it were published as it is written; nothing is written')
    .requiredOption('--org <slug>', 'the organisation')
    .option('--json', 'answer in JSON')
    .action(async (file: string, options: ForecastOptions) => {
      const document = await readText(file);
      const found = await line.open(async ({ database }) => {
        const { id } = await organisationNamed(database, options.org);
        return forecastPlaybook(database, systemActor(id, 'Command line'), { document });
      });
      answer(line, options, found, () => described(found));
    });
}

function described(found: Forecast): string[] {
  const unforeseen = found.unforeseen.map((sentence) => `Cannot be foreseen: ${sentence}`);
  if (found.asOf === null) return ['There is no diagnosis yet, so nobody can be named.', ...unforeseen];
  if (!found.isForeseeable)
    return unforeseen.length > 0 ? unforeseen : ['It starts by hand only, so nobody can be named.'];
  const held = found.held.map(({ reason, accounts }) => `${accounts} ${reason}`).join(', ');
  const rows = found.accounts.map(({ name, outcome, detail, cause }) => [name, outcome, cause, detail ?? '']);
  return [
    `As of ${found.asOf}: ${counted(found.matching, 'account')} ${found.matching === 1 ? 'meets' : 'meet'} its trigger; ${found.opens} would open now, open already: ${found.open}.`,
    ...(found.joins > 0 ? [`${counted(found.joins, 'account')} would join an open run of another playbook.`] : []),
    ...(held ? [`Held back: ${held}.`] : []),
    ...(found.change
      ? [
          `Against version ${found.change.version}: ${found.change.comesIn.total} come in, ${found.change.dropsOut.total} drop out.`,
        ]
      : []),
    ...unforeseen,
    ...(rows.length > 0 ? ['', ...table(['Account', 'Outcome', 'Cause', 'Detail'], rows)] : []),
  ];
}
