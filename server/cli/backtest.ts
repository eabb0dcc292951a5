import type { Command } from 'commander';
import { Option } from 'commander';
import { systemActor } from '../context/actor.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import { today } from '../diagnosis/organisation.ts';
import { loadCatalogue } from '../health/load-catalogue.ts';
import { type BacktestAnswer, backtest } from '../learning/backtest/backtest.ts';
import type { Reading } from '../learning/backtest/range.ts';
import { EVERY, type Every } from '../learning/backtest/snapshot-days.ts';
import { type TestedTrigger, triggerOfCondition, triggerOfPlaybook } from '../learning/backtest/tested-trigger.ts';
import { TRUTHS } from '../learning/backtest/truths.ts';
import { problem } from '../lib/problem.ts';
import { parsePlaybook } from '../playbooks/parse.ts';
import { dayFrom } from './as-of.ts';
import { answer, type CommandLine, type CommonOptions } from './command-line.ts';
import { horizonFrom } from './horizon.ts';
import { organisationNamed } from './organisation-named.ts';
import { readText } from './read-text.ts';
import { counted, figure, table } from './table.ts';

interface BacktestOptions extends CommonOptions {
  readonly org: string;
  readonly when?: string;
  readonly playbook?: string;
  readonly eligible?: string;
  readonly truth: string;
  readonly horizon: string;
  readonly from?: string;
  readonly to?: string;
  readonly every: Every;
  readonly reading: Reading;
}

export function addBacktest(program: Command, line: CommandLine): void {
  program
    .command('backtest')
    .description('try a trigger on the past: what it would have found, and what followed')
    .requiredOption('--org <slug>', 'the organisation')
    .option('--when <condition>', 'the condition to try, such as "usage.days_since_last >= 45"')
    .option('--playbook <file>', 'the trigger of a playbook, with its times, instead of --when')
    .option('--eligible <condition>', 'the accounts to ask it of')
    .option(
      '--truth <outcome>',
      `what may have followed: ${TRUTHS.map(({ key }) => key).join(', ')}, or a condition`,
      'silent',
    )
    .option('--horizon <duration>', 'how long afterwards the outcome is asked', '90d')
    .option('--from <date>', 'the first day, such as 2017-06-01')
    .option('--to <date>', 'the end of what may be used')
    .addOption(new Option('--every <step>', 'how often a snapshot is taken').choices(EVERY).default('month'))
    .addOption(
      new Option('--reading <reading>', 'the condition on given dates, or the trigger as it would have run every day')
        .choices(['snapshots', 'firings'])
        .default('snapshots'),
    )
    .option('--json', 'answer in JSON')
    .action((options: BacktestOptions) => run(line, options));
}

async function run(line: CommandLine, options: BacktestOptions): Promise<void> {
  const found = await line.open(async ({ database }) => {
    const { id } = await organisationNamed(database, options.org);
    return inOrganisation(database, systemActor(id, 'Command line'), async (tx) => {
      const latest = (await today(tx)) + 1;
      const dayOf = (text: string | undefined) => (text === undefined ? undefined : dayFrom(text, latest));
      return backtest(tx, {
        trigger: await triggerFrom(tx, options),
        truth: options.truth,
        horizon: horizonFrom(options.horizon),
        from: dayOf(options.from),
        to: dayOf(options.to),
        every: options.every,
        reading: options.reading,
      });
    });
  });
  answer(line, options, found, () => described(found));
}

async function triggerFrom(tx: Transaction, { when, playbook, eligible }: BacktestOptions): Promise<TestedTrigger> {
  if ((when === undefined) === (playbook === undefined))
    throw problem(400, 'Name what to try: either --when CONDITION or --playbook FILE.');
  if (when !== undefined) return triggerOfCondition(when, eligible);
  const parsed = parsePlaybook(await readText(playbook!));
  if (!parsed.definition) throw problem(400, `${playbook} is no playbook that runs. See: steward lint ${playbook}.`);
  const trigger = await triggerOfPlaybook(tx, parsed.definition, await loadCatalogue(tx));
  return eligible === undefined ? trigger : { ...trigger, eligible };
}

function described(found: BacktestAnswer): string[] {
  const share = (value: number | null) => (value === null ? 'unknown' : value.toFixed(4));
  const rows = (['base_rate', 'precision', 'recall', 'lift', 'f1'] as const).map((name) => {
    const interval = found.intervals?.[name];
    const between = interval ? `${share(interval[0])} to ${share(interval[1])}` : '';
    return [name.replace('_', ' '), share(found[name]), between];
  });
  const head =
    found.reading === 'snapshots'
      ? `Snapshots: ${counted(found.snapshots, 'day')}, ${counted(found.rows, 'row')}; ${figure(found.flagged)} flagged, ${figure(found.true_positives)} of them with the outcome.`
      : `Firings: ${figure(found.firings)}, ${figure(found.right)} of them right.`;
  const lead = found.reading === 'firings' ? found.lead_time_days_median : null;
  return [
    `${head} From ${found.from}, facts up to ${found.to}, in ${found.seconds} s.`,
    ...(found.not_enough_data ? [found.not_enough_data] : []),
    '',
    ...table(['Figure', 'Value', '95 % interval'], rows),
    ...(lead === null ? [] : ['', `From the firing to the outcome: ${lead} days (median).`]),
  ];
}
