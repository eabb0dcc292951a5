import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { systemActor } from '../context/actor.ts';
import { problem } from '../lib/problem.ts';
import type { RowProblem } from '../sources/csv/map-row.ts';
import { parseMapping } from '../sources/csv/mapping.ts';
import { type ImportReport, importFile } from '../sources/imports/import-file.ts';
import type { ImportSettings } from '../sources/imports/import-settings.ts';
import { rejectedRowsFile } from '../sources/imports/rejected-rows.ts';
import { type RecordKindKey, recordKindKeys } from '../sources/kinds/record-kinds.ts';
import { answer, type CommandLine, type CommonOptions } from './command-line.ts';
import { organisationNamed } from './organisation-named.ts';
import { showProgress } from './progress.ts';
import { counted, figure } from './table.ts';

interface ImportOptions extends CommonOptions {
  readonly org: string;
  readonly source: string;
  readonly map?: readonly string[];
  readonly unmapped: 'keep' | 'leave';
  readonly createAccounts?: true;
  readonly timezone?: string;
  readonly currency?: string;
  readonly dateOrder?: 'dmy' | 'mdy';
  readonly decimal?: '.' | ',';
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly rejected?: string;
}

export function addImport(program: Command, line: CommandLine): void {
  program
    .command('import <kind> <file>')
    .description(`import a CSV file of ${recordKindKeys.join(', ')}`)
    .requiredOption('--org <slug>', 'the organisation')
    .requiredOption('--source <name>', 'where the file comes from; ids are unique within a source')
    .option(
      '--map <field=column...>',
      'which column goes where, or field==value for all rows; else as last time, or a guess',
    )
    .addOption(
      new Option(
        '--unmapped <what>',
        'columns that --map leaves out: keep them as attributes or properties, or leave them',
      )
        .choices(['keep', 'leave'])
        .default('leave'),
    )
    .option('--create-accounts', 'make accounts that are not there, instead of rejecting their rows')
    .option('--timezone <zone>', 'of times without an offset, instead of the zone of the organisation')
    .option('--currency <code>', 'of amounts without one, instead of the currency of the organisation')
    .addOption(new Option('--date-order <order>', 'of dates such as 03/04/2018').choices(['dmy', 'mdy']))
    .addOption(new Option('--decimal <sign>', 'the decimal sign of numbers such as 1,234').choices(['.', ',']))
    .option('--encoding <name>', 'instead of the detected one')
    .option('--delimiter <character>', 'instead of the detected one')
    .option('--rejected <file>', 'write the rejected rows there, to be mended and imported again')
    .option('--json', 'answer in JSON')
    .addHelpText('after', EXAMPLE)
    .action((kind: string, file: string, options: ImportOptions) => importCsv(line, kind, file, options));
}

const EXAMPLE = `
Rows that are there already stay unchanged, so that a file can be imported again, also after an interruption. Ends with 1 when
rows were rejected: the others are in.

  steward import surveys answers.csv --org acme --source delighted --map id=id account=customer kind==nps score=score responded_at=date`;

async function importCsv(line: CommandLine, kind: string, file: string, options: ImportOptions): Promise<void> {
  const said = { mapping: options.map && parseMapping(options.map), settings: settingsOf(options) };
  const wanted = { kind: kindOf(kind), source: options.source, fileName: basename(file) };
  await checkFile(file);
  const progress = showProgress(line.err, `Importing ${basename(file)}`);
  const report = await line.open(async ({ database }, { dataDir }) => {
    const actor = systemActor((await organisationNamed(database, options.org)).id, 'Command line');
    const done = await importFile(database, actor, { ...wanted, content: createReadStream(file) }, said, {
      dataDir,
      onProgress: ({ rows, bytesRead, bytesTotal }) => progress.update(bytesRead, bytesTotal, counted(rows, 'row')),
    }).finally(progress.end);
    if (options.rejected) await writeFile(options.rejected, rejectedRowsFile(database, actor, done.import));
    return done;
  });
  const rejected = oneARow(report.rejected);
  const { read, created, updated, unchanged } = report;
  answer(line, options, { read, created, updated, unchanged, rejected }, () => described(report, rejected, options));
  if (rejected.length > 0) line.foundProblems();
}

function kindOf(kind: string): RecordKindKey {
  const known = recordKindKeys.find((key) => key === kind);
  if (known) return known;
  throw problem(400, `There is nothing called "${kind}" to import. Use one of ${recordKindKeys.join(', ')}.`);
}

async function checkFile(file: string): Promise<void> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw problem(
      400,
      error.code === 'ENOENT' ? `There is no file ${file}.` : `The file cannot be read: ${error.message}.`,
    );
  });
  if (!found.isFile()) throw problem(400, `${file} is no file. Name one CSV file.`);
}

function settingsOf(options: ImportOptions): ImportSettings {
  const { timezone, currency, dateOrder, decimal, encoding, delimiter, createAccounts, unmapped } = options;
  return {
    createAccounts: createAccounts ?? false,
    keepRest: unmapped === 'keep',
    ...(timezone !== undefined && { timeZone: timezone }),
    ...(currency !== undefined && { currency }),
    ...(dateOrder !== undefined && { dateOrder }),
    ...(decimal !== undefined && { decimal }),
    ...(encoding !== undefined && { encoding }),
    ...(delimiter !== undefined && { delimiter: delimiter === '\\t' ? '\t' : delimiter }),
  };
}

interface RejectedRow {
  readonly row: number;
  readonly column: string | null;
  readonly problem: string;
  readonly mend: string;
}

/** One entry a row, so that the entries can be counted: where a row has several problems, one behind the other. */
function oneARow(problems: readonly RowProblem[]): RejectedRow[] {
  return [...Map.groupBy(problems, ({ row }) => row)].map(([row, [first, ...more]]) => ({
    row,
    column: first!.column ?? null,
    problem: [first!.problem, ...more.map(({ column, problem }) => (column ? `${column}: ${problem}` : problem))].join(
      ' ',
    ),
    mend: [...new Set([first!, ...more].map(({ mend }) => mend))].join(' '),
  }));
}

const SHOWN = 20;

function described(
  { read, created, updated, unchanged }: ImportReport,
  rejected: readonly RejectedRow[],
  { rejected: file, org }: ImportOptions,
): string[] {
  const counts = `${figure(created)} created, ${figure(updated)} updated, ${figure(unchanged)} unchanged`;
  const lines = [`${counted(read, 'row')} read: ${counts}, ${figure(rejected.length)} rejected.`];
  for (const { row, column, problem, mend } of rejected.slice(0, SHOWN))
    lines.push(`  row ${row}${column === null ? '' : `, ${column}`}: ${problem} ${mend}`);
  if (rejected.length > SHOWN) lines.push(`  and ${counted(rejected.length - SHOWN, 'row')} more.`);
  if (rejected.length > 0) {
    const hint = 'Add --rejected FILE to get the rejected rows as a file.';
    lines.push(file ? `The rejected rows are in ${file}.` : hint);
  }
  if (created + updated > 0) lines.push(`Next: steward diagnose --org ${org}`);
  return lines;
}
