import type { Command } from 'commander';
import { systemActor } from '../context/actor.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import { today } from '../diagnosis/organisation.ts';
import type { Difference, Mean } from '../learning/outcomes/matched-comparison.ts';
import type { OutcomeStudy } from '../learning/outcomes/outcome-study.ts';
import { outcomesOf } from '../learning/outcomes/study-outcomes.ts';
import type { Share } from '../learning/scorecards/figures.ts';
import {
  type Scorecard,
  type ScorecardInList,
  scorecardOf,
  scorecardsOf,
} from '../learning/scorecards/read-scorecard.ts';
import { PARTS, type Score } from '../learning/scorecards/scorecard.ts';
import { isoDate } from '../lib/days.ts';
import { Problem } from '../lib/problem.ts';
import { dayFrom } from './as-of.ts';
import { answer, type CommandLine, type CommonOptions } from './command-line.ts';
import { organisationNamed } from './organisation-named.ts';
import { table } from './table.ts';

interface ScorecardOptions extends CommonOptions {
  readonly org: string;
  readonly playbook?: string;
  readonly from?: string;
  readonly to?: string;
}

export function addScorecard(program: Command, line: CommandLine): void {
  program
    .command('scorecard')
    .description('how playbooks did: triggered, first actions, steps, outcomes, false alarms')
    .requiredOption('--org <slug>', 'the organisation')
    .option('--playbook <key>', 'one playbook, by step, version, segment and member, instead of all')
    .option('--from <date>', 'the first day, such as 2026-01-01; a year before the last, unless told')
    .option('--to <date>', 'the last day; today, unless told')
    .option('--json', 'answer in JSON')
    .action((options: ScorecardOptions) => run(line, options));
}

async function run(line: CommandLine, options: ScorecardOptions): Promise<void> {
  const found = await line.open(async ({ database }) => {
    const { id } = await organisationNamed(database, options.org);
    return inOrganisation(database, systemActor(id, 'Command line'), async (tx) => {
      const latest = await today(tx);
      const dayOf = (text: string | undefined) => (text === undefined ? undefined : isoDate(dayFrom(text, latest)));
      const days = { from: dayOf(options.from), to: dayOf(options.to) };
      if (options.playbook === undefined) return scorecardsOf(tx, days);
      const card = await scorecardOf(tx, options.playbook, days);
      return { ...card, outcomes: await outcomesOrWhyNot(tx, options.playbook) };
    });
  });
  if ('scorecards' in found) {
    const { from, to, scorecards } = found;
    const inJson = {
      from,
      to,
      scorecards: scorecards.map((one) => ({
        playbook: one.playbook,
        ...scoreInJson(one),
        flags: one.flags,
      })),
    };
    answer(line, options, inJson, () => [
      `From ${from} to ${to}.`,
      '',
      ...table(
        ['Playbook', ...COLUMNS],
        scorecards.map((one) => [one.playbook.title, ...cellsOf(one)]),
      ),
      ...scorecards.flatMap(({ playbook, flags }) => flags.map(({ finding }) => `${playbook.title}: ${finding}`)),
    ]);
  } else answer(line, options, cardInJson(found), () => described(found));
}

function scoreInJson({ counts, shares, daysToExit }: Score) {
  return { counts, shares, days_to_exit: daysToExit };
}

/** The sentence says why there are none. */
type CardWithOutcomes = Scorecard & { readonly outcomes: OutcomeStudy | string };

async function outcomesOrWhyNot(tx: Transaction, playbook: string): Promise<OutcomeStudy | string> {
  try {
    return await outcomesOf(tx, playbook);
  } catch (error) {
    // More past than fits into memory, or a goal that names what is gone: the scorecard stands without it.
    if (error instanceof Problem && error.status === 422) return error.message;
    throw error;
  }
}

function cardInJson(card: CardWithOutcomes) {
  const { playbook, from, to, steps, parts } = card;
  const partInJson = (part: (typeof PARTS)[number]) =>
    parts[part].map((one) => ({ key: one.key, title: one.title, ...scoreInJson(one) }));
  return {
    playbook,
    from,
    to,
    ...scoreInJson(card),
    steps,
    outcomes: typeof card.outcomes === 'string' ? null : outcomesInJson(card.outcomes),
    flags: card.flags.map(({ restsOn, ...flag }) => ({ ...flag, rests_on: restsOn })),
    by: Object.fromEntries(PARTS.map((part) => [part, partInJson(part)])),
  };
}

const COLUMNS = [
  'Triggered',
  'Runs',
  'First action in time',
  'Steps done',
  'Outcome reached',
  'Days to exit',
  'False alarms',
];

function cellsOf({ counts, shares, daysToExit }: Pick<ScorecardInList, 'counts' | 'shares' | 'daysToExit'>): string[] {
  return [
    String(counts.triggered),
    String(counts.started),
    said(shares.first_action_in_time),
    said(shares.steps_done),
    said(shares.reached),
    daysToExit.quartiles === null ? '' : String(daysToExit.quartiles.median),
    String(counts.false_alarms),
  ];
}

function described(card: CardWithOutcomes): string[] {
  return [
    `${card.playbook.title}, from ${card.from} to ${card.to}.`,
    '',
    ...table(
      ['', ...COLUMNS],
      [
        ['all', ...cellsOf(card)],
        ...PARTS.flatMap((part) => card.parts[part].map((one) => [`${part}: ${one.title}`, ...cellsOf(one)])),
      ],
    ),
    '',
    ...table(
      ['Step', 'Done', 'Late', 'Skipped', 'Left out', 'Given up', 'Open'],
      card.steps.map(({ title, counts }) => [
        title,
        String(counts.step_done + counts.step_late),
        String(counts.step_late + counts.step_overdue),
        String(counts.step_skipped),
        String(counts.step_left_out),
        String(counts.step_given_up),
        String(counts.step_open + counts.step_overdue),
      ]),
    ),
    '',
    ...(typeof card.outcomes === 'string' ? [card.outcomes] : outcomesDescribed(card.outcomes)),
    ...card.flags.flatMap(({ finding, rule }) => ['', finding, `  ${rule}`]),
  ];
}

/** "61 % (22 of 36)", or the count alone where there are too few cases to say. */
function said({ hits, of, share }: Share): string {
  if (of === 0) return '';
  const cases = `${hits} of ${of}`;
  return share === null ? cases : `${Math.round(share * 100)} % (${cases})`;
}

function outcomesInJson({
  horizonDays,
  beforeAfter,
  whyNotMatched,
  comparisons,
  runs,
  matched,
  cases,
  ...study
}: OutcomeStudy) {
  const difference = (one: Difference) => ({
    runs: one.runs,
    comparisons: one.comparisons,
    of_runs: one.ofRuns,
    of_comparisons: one.ofComparisons,
    difference: one.difference,
  });
  return {
    ...study,
    horizon_days: horizonDays,
    runs: { all: runs.all, too_recent: runs.tooRecent, measured: runs.measured },
    before_after: beforeAfter,
    comparisons: { before: comparisons.before, held_back: comparisons.heldBack },
    matched: matched && {
      change: difference(matched.change),
      reached: matched.reached && difference(matched.reached),
    },
    why_not_matched: whyNotMatched,
    cases,
  };
}

function outcomesDescribed({
  signal,
  horizonDays,
  beforeAfter,
  matched,
  whyNotMatched,
  caution,
}: OutcomeStudy): string[] {
  const rounded = ({ value, interval }: Mean) =>
    `${value.toFixed(2)}${interval ? ` (${interval[0].toFixed(2)} to ${interval[1].toFixed(2)})` : ''}`;
  const change = beforeAfter
    ? `from ${beforeAfter.before.toFixed(2)} to ${beforeAfter.after.toFixed(2)}, a change of ${rounded(beforeAfter.change)}.`
    : 'too few runs to say.';
  return [
    `Before and after, compared with nobody: ${signal.title}, ${horizonDays} days after the start: ${change}`,
    matched
      ? `Beside ${matched.change.comparisons} comparable times without a run: a difference of ${rounded(matched.change.difference)}.`
      : whyNotMatched!,
    caution,
  ];
}
