import type { Actor } from '../../context/actor.ts';
import { systemActor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { loadOrganisation } from '../../diagnosis/organisation.ts';
import type { Expression } from '../../expressions/expression.ts';
import { sentence } from '../../expressions/sentence.ts';
import { loadCatalogue } from '../../health/load-catalogue.ts';
import { epochDay, isoDate } from '../../lib/days.ts';
import { problem } from '../../lib/problem.ts';
import { playbookSchema } from '../../playbooks/definition.ts';
import { conditionsOf } from '../backtest/backtest.ts';
import { countPeople } from '../backtest/count-people.ts';
import { existingRows } from '../backtest/existing-rows.ts';
import { openPast } from '../backtest/open-past.ts';
import { conditionFrom, signalsAsked } from '../backtest/past-catalogue.ts';
import { type Range, rangeOf } from '../backtest/range.ts';
import { type TestedTrigger, triggerOfPlaybook, withoutWaiting } from '../backtest/tested-trigger.ts';
import { truthCondition } from '../backtest/truths.ts';
import { type Exploration, explorationSchema } from './exploration.ts';
import { keptPast, type OpenedPast } from './keep-pasts.ts';
import { type AccountList, listAccounts } from './list-accounts.ts';
import { type ReadingResult, readPast } from './read-past.ts';
import { type Curve, thresholdRanges, traceCurve } from './trace-curve.ts';
import {
  type ClauseSetting,
  countingCondition,
  type TunableClause,
  tunableClauses,
  tunedCondition,
} from './tune-condition.ts';

/** A clause as it is set. */
export interface ClauseInUse extends TunableClause {
  readonly isOn: boolean;
  readonly isCounting: boolean;
  readonly inUse: number | null;
}

/** What the settings would have found. Days 'YYYY-MM-DD'. */
export interface ExplorationAnswer {
  /** Null, and everything below empty, where no day has its horizon inside the known history. */
  readonly range: { readonly from: string; readonly to: string; readonly livedDays: number } | null;
  readonly when: string;
  readonly sentence: string;
  readonly truth: string;
  readonly clauses: readonly ClauseInUse[];
  readonly curveOf: number | null;
  readonly curve: Curve | null;
  readonly ranges: OpenedPast['ranges'];
  readonly figures: ReadingResult['figures'] | null;
  readonly caught: AccountList | null;
  readonly missed: AccountList | null;
  readonly falselyFlagged: AccountList | null;
  readonly other: Comparison | null;
  readonly milliseconds: number;
}

/** What two settings flag, by account. */
export interface Comparison {
  readonly sentence: string;
  readonly figures: ReadingResult['figures'];
  readonly both: number;
  readonly onlyThis: AccountList;
  readonly onlyOther: AccountList;
}

/**
 * Tries settings of a playbook's trigger on the past, without any effect: figures, the curve of one threshold, and who would have been caught,
 * missed and falsely flagged. The first time reads the past; the next times go over what is kept of it. 404 for an unknown playbook, 422 for
 * one without a condition and for settings that cannot be evaluated.
 */
export async function exploreTrigger(
  database: Database,
  actor: Actor,
  playbookKey: string,
  input: unknown,
): Promise<ExplorationAnswer> {
  mayI(actor, 'read');
  const asked = explorationSchema.parse(input);
  // Usage is brought into columns on the way: the system's work, whoever looks.
  return inOrganisation(database, systemActor(actor.organisationId), (tx) => explore(tx, playbookKey, asked));
}

async function explore(tx: Transaction, playbookKey: string, asked: Exploration): Promise<ExplorationAnswer> {
  const started = performance.now();
  const catalogue = await loadCatalogue(tx);
  const { definition } = await tx.one<{ definition: unknown }>(
    'playbook',
    `select v.definition from playbook p
     join playbook_version v on v.organisation_id = p.organisation_id and v.key = p.key and v.version = p.version
     where p.organisation_id = $1 and p.key = $2`,
    [tx.organisationId, playbookKey],
  );
  const published = await triggerOfPlaybook(tx, playbookSchema.parse(definition), catalogue);
  const { currency } = await loadOrganisation(tx);
  const expression = conditionFrom(published.when, catalogue, 'condition');
  const truth = truthCondition(asked.truth);
  const trigger = tuned(published, expression, asked.clauses, asked.waits);
  const condition = conditionFrom(trigger.when, catalogue, 'condition');
  // Stories tell of every clause, also of those that do not flag.
  const everyClause = asked.clauses.map(({ index, threshold }) => ({ index, threshold, isOn: true }));
  const whole = conditionFrom(tunedCondition(expression, everyClause), catalogue, 'condition');
  const clauses = tunableClauses(expression, catalogue, { currency });
  const said = {
    when: trigger.when,
    sentence: sentence(condition, catalogue, { currency }),
    truth,
    clauses: clauses.map((clause): ClauseInUse => {
      const setting = asked.clauses.find(({ index }) => index === clause.index);
      return {
        ...clause,
        isOn: setting?.isOn ?? true,
        isCounting: setting?.isCounting ?? false,
        inUse: setting?.threshold ?? clause.threshold,
      };
    }),
  };
  const range = await rangeOf(tx, {
    from: asked.from ? epochDay(asked.from) : undefined,
    to: asked.to ? epochDay(asked.to) : undefined,
    horizon: asked.horizonDays,
    every: asked.every,
    reading: asked.reading,
    signals: signalsAsked([published.when, truth], catalogue),
  });
  if (!range) return { ...NOTHING, ...said, milliseconds: since(started) };
  const opened = await keptPast(keyOf(tx, published, truth, range, asked), () =>
    open(tx, { trigger: published, truth, range, clauses }),
  );
  const { past } = opened;
  const context = { opened, range, truth, reading: asked.reading };
  const result = readPast({ ...context, trigger });
  const list = (rows: Parameters<typeof listAccounts>[2]) => listAccounts(tx, past, rows, whole, currency);
  const curveOf = said.clauses.find(
    ({ index, threshold, isOn, isCounting }) =>
      threshold !== null && isOn && !isCounting && (asked.curveOf === null || asked.curveOf === index),
  );
  return {
    range: { from: isoDate(range.from), to: isoDate(range.to), livedDays: past.livedDays },
    ...said,
    curveOf: curveOf?.index ?? null,
    curve: asked.reading === 'snapshots' ? curveFor(context, expression, asked, curveOf, trigger) : null,
    ranges: opened.ranges,
    figures: result.figures,
    caught: await list(result.caught),
    missed: await list(result.missed),
    falselyFlagged: await list(result.falselyFlagged),
    other: asked.other && (await compare(asked.other)),
    milliseconds: since(started),
  };

  async function compare(settings: NonNullable<Exploration['other']>): Promise<Comparison> {
    const theirTrigger = tuned(published, expression, settings, asked.waits);
    const other = readPast({ ...context, trigger: theirTrigger });
    const [mine, theirs] = [result, other].map(
      ({ caught, falselyFlagged }) => new Map([...caught, ...falselyFlagged].map((one) => [one.row, one])),
    ) as [Map<number, { row: number; day: number }>, Map<number, { row: number; day: number }>];
    return {
      sentence: sentence(conditionFrom(theirTrigger.when, catalogue, 'condition'), catalogue, { currency }),
      figures: other.figures,
      both: [...mine.keys()].filter((row) => theirs.has(row)).length,
      onlyThis: await list([...mine.values()].filter(({ row }) => !theirs.has(row))),
      onlyOther: await list([...theirs.values()].filter(({ row }) => !mine.has(row))),
    };
  }
}

/** The trigger with its clauses moved: those that say who counts narrow whom it is for. */
function tuned(
  published: TestedTrigger,
  expression: Expression,
  settings: readonly ClauseSetting[],
  waits: boolean,
): TestedTrigger {
  const trigger = waits ? published : withoutWaiting(published);
  const counting = countingCondition(expression, settings);
  const eligible = counting === null ? trigger.eligible : `(${trigger.eligible}) && ${counting}`;
  return { ...trigger, when: tunedCondition(expression, settings), eligible };
}

/** The curve of the condition as it is set otherwise: clauses that are off are out, those behind a threshold stay as they are set. */
function curveFor(
  { opened, range, truth }: { opened: Parameters<typeof readPast>[0]['opened']; range: Range; truth: string },
  expression: Expression,
  asked: Exploration,
  clause: TunableClause | undefined,
  { eligible }: TestedTrigger,
): Curve | null {
  const setting = asked.clauses.find(({ index }) => index === clause?.index);
  if (!clause || setting?.isOn === false || setting?.isCounting) return null;
  const { past, exists } = opened;
  const others = asked.clauses.filter(({ index }) => index !== clause.index);
  const condition = conditionFrom(tunedCondition(expression, others), past.catalogue, 'condition');
  // Clauses that are left out move those after them forward.
  const index = clause.index - others.filter((one) => (!one.isOn || one.isCounting) && one.index < clause.index).length;
  const threshold = setting?.threshold ?? clause.threshold;
  const question = { eligible, truth, horizon: range.horizon, days: range.asked, exists };
  return traceCurve(past, condition, { ...clause, index, threshold }, question);
}

/** More rows and days than this are not read for a page. */
const MOST_CELLS = 12_000_000;

async function open(
  tx: Transaction,
  { trigger, truth, range, clauses }: { trigger: TestedTrigger; truth: string; range: Range; clauses: TunableClause[] },
): Promise<OpenedPast> {
  const { slots } = await tx.one<{ slots: number }>(
    'organisation',
    'select next_account_slot as slots from organisation where organisation_id = $1',
    [tx.organisationId],
  );
  if (slots * range.derived.length > MOST_CELLS)
    throw problem(
      422,
      'That is too much past for a page. Take snapshots by the month, fewer days, or the command line.',
    );
  const past = await openPast(tx, range.derived, conditionsOf(trigger, truth));
  const exists = await existingRows(tx, past.rows.count);
  const ranges = thresholdRanges(past, clauses, { days: range.asked, exists });
  return { past, exists, people: await countPeople(tx), ranges };
}

function keyOf(tx: Transaction, trigger: TestedTrigger, truth: string, range: Range, asked: Exploration): string {
  const { derived, horizon } = range;
  return JSON.stringify([
    tx.organisationId,
    ...conditionsOf(trigger, truth),
    asked.reading === 'firings' ? 'day' : asked.every,
    derived[0],
    derived.at(-1),
    horizon,
  ]);
}

const NOTHING = {
  range: null,
  curveOf: null,
  curve: null,
  ranges: [],
  figures: null,
  caught: null,
  missed: null,
  falselyFlagged: null,
  other: null,
} as const;

function since(started: number): number {
  return Math.round(performance.now() - started);
}
