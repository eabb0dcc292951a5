import { setImmediate as breathe } from 'node:timers/promises';
import type { Transaction } from '../../context/transaction.ts';
import type { HealthModel } from '../../health/health-model.ts';
import { loadCatalogue } from '../../health/load-catalogue.ts';
import { loadHealthModel } from '../../health/load-model.ts';
import { epochDay, isoDate } from '../../lib/days.ts';
import { problem } from '../../lib/problem.ts';
import { loadSegments } from '../../segments/load-segments.ts';
import { existingRows } from '../backtest/existing-rows.ts';
import { openPast } from '../backtest/open-past.ts';
import { signalsAsked } from '../backtest/past-catalogue.ts';
import { type Range, rangeOf } from '../backtest/range.ts';
import { truthCondition } from '../backtest/truths.ts';
import { type BandOutcome, calibrateBands } from './calibrate-bands.ts';
import { collectEvidence, conditionsRead, type Evidence, signalsBehind } from './collect-evidence.ts';
import { judgeRule, type RuleVerdict } from './judge-rule.ts';
import { naiveRules } from './naive-rules.ts';
import { type AnnouncedBy, announcedByOf, type HealthTestQuestion } from './question.ts';
import { sayScore, sayUnscored } from './say-score.ts';
import { countRows, NEEDED, type Separation, separate, whatLacks } from './separation.ts';
import { type SuggestedWeights, suggestWeights } from './suggest-weights.ts';

/** How a component separated by itself. */
export interface ComponentSeparation extends Separation {
  readonly key: string;
  readonly title: string;
  /** Its weight in percent, on average over the rows: variants of the model may weigh differently. */
  readonly weight: number;
  /** Share of the rows on which it was known. */
  readonly coverage: number;
}

export interface SegmentSeparation extends Separation {
  readonly key: string;
  readonly title: string;
}

/** Dates 'YYYY-MM-DD'. */
export interface HealthTestAnswer {
  readonly from: string;
  readonly to: string;
  readonly truth: string;
  readonly eligible: string;
  readonly horizon_days: number;
  readonly announced_by: AnnouncedBy;
  readonly snapshots: number;
  /** Days whose scores are those kept at the time; the others are computed from history by the model in force. */
  readonly lived_days: number;
  /** Rows with the outcome and without it, and accounts, that a figure needs at least. */
  readonly needed: typeof NEEDED;
  /** All rows, with a score or without, and the accounts that they are of. */
  readonly rows: number;
  readonly accounts: number;
  readonly positives: number;
  readonly base_rate: number | null;
  /** The outcome is itself made of health: then this says how lasting a score is, and nothing about what it means. */
  readonly is_circular: boolean;
  readonly score: Separation;
  /** In a sentence, what the score is worth. */
  readonly says: string;
  /** What happened where there was no score; null where nearly every row has one. */
  /** Why nothing can be said at all, with a score or without; null when something can. */
  readonly not_enough_data: string | null;
  readonly says_unscored: string | null;
  readonly bands: readonly BandOutcome[];
  readonly components: readonly ComponentSeparation[];
  readonly segments: readonly SegmentSeparation[];
  readonly rules: readonly RuleVerdict[];
  readonly suggestions: readonly SuggestedWeights[];
  readonly model_version: number;
  readonly seconds: number;
}

/**
 * How well the health score of a day told those whom the outcome came to, a horizon later, from the rest; by component, segment and band; against
 * rules that need no score; and which weights the history suggests. Changes nothing. A 422 problem for conditions that cannot be evaluated,
 * and where no day has its horizon in what is known. `mostCells` bounds accounts times days.
 */
export async function testHealth(
  tx: Transaction,
  question: HealthTestQuestion,
  mostCells = Number.POSITIVE_INFINITY,
): Promise<HealthTestAnswer> {
  const started = performance.now();
  const { version, model } = await loadHealthModel(tx);
  const announcedBy = announcedByOf(question);
  const [truth, { eligible, horizonDays: horizon }] = [truthCondition(question.truth), question];
  const asked = { eligible, truth, signals: signalsRead(model, announcedBy), segments: await loadSegments(tx), model };
  const range = await daysOf(tx, question, truth, model);
  await refuseTooMuch(tx, range, mostCells);
  const past = await openPast(tx, range.derived, conditionsRead(asked));
  const exists = await existingRows(tx, past.rows.count);
  const evidence = collectEvidence(past, { ...asked, days: range.asked, horizon, exists });
  const score = { values: evidence.signals.get('health.score')!, announcedBy };
  const ofScore = separate(evidence, score);
  const positives = evidence.isPositive.reduce((sum, one) => sum + one, 0);
  const components = await each(componentsOf(model, evidence), ({ key, ...component }) => {
    const values = evidence.signals.get(`health.${key}`)!;
    const known = values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0);
    const coverage = known / Math.max(1, evidence.rows);
    return { key, ...component, coverage, ...separate(evidence, { values, announcedBy }) };
  });
  return {
    from: isoDate(range.from),
    to: isoDate(range.to),
    truth,
    eligible,
    horizon_days: horizon,
    announced_by: announcedBy,
    snapshots: range.asked.length,
    lived_days: past.livedDays,
    needed: NEEDED,
    rows: evidence.rows,
    accounts: evidence.accounts,
    positives,
    base_rate: evidence.rows > 0 ? positives / evidence.rows : null,
    is_circular: signalsAsked([truth], await loadCatalogue(tx)).some((signal) => signal.startsWith('health.')),
    score: ofScore,
    says: sayScore(ofScore),
    not_enough_data: whatLacks(countRows(evidence, [...evidence.isPositive.keys()])),
    says_unscored: sayUnscored({ rows: evidence.rows, positives }, ofScore, components),
    bands: calibrateBands(evidence, model),
    components,
    segments: await each(asked.segments, ({ key, name }) => {
      const members = evidence.segments.get(key)!;
      return { key, title: name, ...separate(evidence, score, (row) => members[row] === 1) };
    }),
    rules: await each(naiveRules(announcedBy), (rule) => judgeRule(evidence, rule, score)),
    suggestions: await each(model.variants, (variant, index) =>
      suggestWeights(evidence, variant, { index, horizon, announcedBy }),
    ),
    model_version: version,
    seconds: Math.round(performance.now() - started) / 1000,
  };
}

/** Each in turn, with room for others between: the intervals of many rows take their time. */
async function each<Thing, Result>(things: readonly Thing[], work: (thing: Thing, index: number) => Result) {
  const results: Result[] = [];
  for (const [index, thing] of things.entries()) {
    await breathe();
    results.push(work(thing, index));
  }
  return results;
}

async function daysOf(
  tx: Transaction,
  { eligible, horizonDays: horizon, every, from, to }: HealthTestQuestion,
  truth: string,
  model: HealthModel,
): Promise<Range> {
  const behind = signalsBehind(model).map((signal) => `known(${signal})`);
  const range = await rangeOf(tx, {
    from: from === null ? undefined : epochDay(from),
    to: to === null ? undefined : epochDay(to),
    horizon,
    every,
    reading: 'snapshots',
    signals: signalsAsked([truth, eligible, ...behind], await loadCatalogue(tx)),
  });
  if (range) return range;
  throw problem(422, `There is not enough data: no day has the ${horizon} days after it inside the known history.`);
}

async function refuseTooMuch(tx: Transaction, { derived }: Range, mostCells: number): Promise<void> {
  const { slots } = await tx.one<{ slots: number }>(
    'organisation',
    'select next_account_slot as slots from organisation where organisation_id = $1',
    [tx.organisationId],
  );
  if (slots * derived.length > mostCells)
    throw problem(
      422,
      'That is too much past for a page. Take fewer days, snapshots by the month, or the command line.',
    );
}

/** Every signal whose value is compared with the outcome. */
function signalsRead(model: HealthModel, announcedBy: AnnouncedBy): string[] {
  const keys = new Set(model.variants.flatMap(({ components }) => components.map(({ key }) => `health.${key}`)));
  return ['health.score', 'health.coverage', ...keys, ...naiveRules(announcedBy).map(({ signal }) => signal)];
}

/** Components by key, as the variant for all other accounts calls them where it has them. */
function componentsOf({ variants }: HealthModel, { variant, rows }: Evidence) {
  const shares = variants.map((_, index) => variant.filter((one) => one === index).length / Math.max(1, rows));
  const found = new Map<string, { key: string; title: string; weight: number }>();
  for (const [index, { components }] of [...variants.entries()].reverse())
    for (const { key, title, weight } of components) {
      const one = found.get(key) ?? { key, title, weight: 0 };
      one.weight += weight * (rows > 0 ? shares[index]! : index === variants.length - 1 ? 1 : 0);
      found.set(key, one);
    }
  return [...found.values()];
}
