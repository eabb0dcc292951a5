import type { Command } from 'commander';
import { Option } from 'commander';
import { systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import { today } from '../diagnosis/organisation.ts';
import { EVERY, type Every } from '../learning/backtest/snapshot-days.ts';
import { TRUTHS } from '../learning/backtest/truths.ts';
import { ANNOUNCED_BY, type AnnouncedBy, healthTestSchema } from '../learning/health-test/question.ts';
import type { SuggestedWeights } from '../learning/health-test/suggest-weights.ts';
import { type HealthTestAnswer, testHealth } from '../learning/health-test/test-health.ts';
import type { Interval } from '../learning/statistics/cluster-bootstrap.ts';
import { dayFrom } from './as-of.ts';
import { answer, type CommandLine, type CommonOptions } from './command-line.ts';
import { horizonFrom } from './horizon.ts';
import { organisationNamed } from './organisation-named.ts';
import { counted, figure, table } from './table.ts';

interface HealthTestOptions extends CommonOptions {
  readonly org: string;
  readonly truth: string;
  readonly horizon: string;
  readonly eligible?: string;
  readonly from?: string;
  readonly to?: string;
  readonly every: Every;
  readonly announcedBy?: AnnouncedBy;
}

export function addHealthTest(program: Command, line: CommandLine): void {
  program
    .command('health-test')
    .description('hold the health score against what happened: what it was worth, and which weights history suggests')
    .requiredOption('--org <slug>', 'the organisation')
    .option(
      '--truth <outcome>',
      `what may have followed: ${TRUTHS.map(({ key }) => key).join(', ')}, or a condition`,
      'churned',
    )
    .option('--horizon <duration>', 'how long afterwards the outcome is asked', '90d')
    .option('--eligible <condition>', 'the accounts to ask it of; without it all that have not churned')
    .option('--from <date>', 'the first day, such as 2017-06-01')
    .option('--to <date>', 'the end of what may be used')
    .addOption(new Option('--every <step>', 'how often a snapshot is taken').choices(EVERY).default('month'))
    .addOption(
      new Option('--announced-by <score>', 'whether a low or a high score is to announce the outcome').choices(
        ANNOUNCED_BY,
      ),
    )
    .option('--json', 'answer in JSON')
    .action((options: HealthTestOptions) => run(line, options));
}

async function run(line: CommandLine, options: HealthTestOptions): Promise<void> {
  const { truth, eligible, every, announcedBy } = options;
  const found = await line.open(async ({ database }) => {
    const { id } = await organisationNamed(database, options.org);
    return inOrganisation(database, systemActor(id, 'Command line'), async (tx) => {
      const latest = (await today(tx)) + 1;
      for (const day of [options.from, options.to]) if (day !== undefined) dayFrom(day, latest);
      const horizonDays = horizonFrom(options.horizon);
      const { from, to } = options;
      return testHealth(tx, healthTestSchema.parse({ truth, eligible, every, announcedBy, horizonDays, from, to }));
    });
  });
  answer(line, options, found, () => described(found));
}

function described(found: HealthTestAnswer): string[] {
  const { score, bands, components, segments, rules, suggestions } = found;
  const head =
    `${counted(found.snapshots, 'day')} from ${found.from}, facts up to ${found.to}, in ${found.seconds} s: ` +
    `${counted(found.rows, 'row')} of ${counted(found.accounts, 'account')}, ${figure(found.positives)} with the outcome.`;
  if (found.not_enough_data !== null) return [head, found.not_enough_data];
  const row = (
    title: string,
    of: { rows: number; positives: number; auc: number | null; interval: Interval | null },
  ) => [title, figure(of.rows), figure(of.positives), share(of.auc), between(of.interval)];
  return [
    head,
    found.says,
    ...(found.is_circular
      ? ['The outcome is made of health itself: this says how lasting a score is, not what it means.']
      : []),
    ...(found.says_unscored ? [found.says_unscored] : []),
    ...rules.map(({ title, says, wins }) => (wins === 'none' ? `${title}: ${says}` : says)),
    '',
    ...table(
      ['Separates', 'Rows', 'Outcomes', 'AUC', '95 % interval'],
      [
        row('Score', score),
        ...components.map((one) => row(one.title, one)),
        ...rules.map((one) => row(one.title, one.everywhere)),
        ...segments.map((one) => row(one.title, one)),
      ],
    ),
    '',
    ...table(
      ['Band', 'Rows', 'Outcomes', 'Rate', '95 % interval'],
      bands.map((one) => [one.band, figure(one.rows), figure(one.positives), share(one.rate), between(one.interval)]),
    ),
    ...suggestions.flatMap(describedWeights),
  ];
}

const share = (value: number | null) => (value === null ? '' : value.toFixed(4));
const between = (interval: Interval | null) => (interval ? `${share(interval[0])} to ${share(interval[1])}` : '');

function describedWeights({
  variant,
  weights,
  comparison,
  judged,
  verdict,
  not_enough_data,
}: SuggestedWeights): string[] {
  if (!weights || !comparison?.difference || !judged) return ['', `Weights of "${variant}": ${not_enough_data}`];
  const { first, second, difference } = comparison;
  const verdicts = { better: 'better', worse: 'worse', no_difference: 'no difference shown', none: '' };
  return [
    '',
    `Weights that history suggests for "${variant}", judged from ${judged.from} to ${judged.to}: AUC ${share(second!.auc)}, ` +
      `now ${share(first!.auc)}; difference ${share(difference.value)} (${between(difference.interval)}): ${verdicts[verdict]}.`,
    ...table(
      ['Component', 'Now', 'Suggested'],
      weights.map((one) => [one.key, String(one.current), String(one.suggested)]),
    ),
  ];
}
