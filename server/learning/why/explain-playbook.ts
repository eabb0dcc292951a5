import type { Transaction } from '../../context/transaction.ts';
import { type LivePlaybook, livePlaybook } from '../../diagnosis/live-trigger.ts';
import { loadOrganisation, today } from '../../diagnosis/organisation.ts';
import { type AccountSignals, readAccountSignals } from '../../diagnosis/read-account-signals.ts';
import type { ReadSignal } from '../../expressions/evaluate.ts';
import { type Expression, parseExpression } from '../../expressions/parse.ts';
import { loadCatalogue } from '../../health/load-catalogue.ts';
import { type EpochDay, isoDate } from '../../lib/days.ts';
import { playbookSchema } from '../../playbooks/definition.ts';
import { loadSegments } from '../../segments/load-segments.ts';
import { type ExplainedCondition, explainCondition } from './explain-condition.ts';
import { type Obstacle, obstaclesOn } from './obstacles-on.ts';

export type Verdict = 'starts' | 'held_back' | 'not_eligible' | 'not_true' | 'unknown' | 'no_condition';

/** Why a playbook starts for an account on a day, or why it does not. Days 'YYYY-MM-DD'. */
export interface Explanation {
  readonly playbook: { readonly key: string; readonly title: string };
  /** As of the morning of this day. */
  readonly on: string;
  readonly computedFrom: AccountSignals['computedFrom'];
  readonly verdict: Verdict;
  /** One sentence. */
  readonly because: string;
  /** The stages and the segment that it is for. */
  readonly eligible: ExplainedCondition;
  /** The condition that starts it, if it has one; null where it starts by events, the calendar, moves between segments or by hand. */
  readonly condition: ExplainedCondition | null;
  readonly heldBack: readonly Obstacle[];
}

/**
 * Each clause of a playbook's condition for an account on a day, with value, threshold, distance and the facts behind it, and what held it
 * back. Without a day: with what is known now, as a live diagnosis sees it. 404 for an unknown account or playbook.
 */
export async function explainPlaybook(
  tx: Transaction,
  accountId: string,
  playbookKey: string,
  on?: EpochDay,
): Promise<Explanation> {
  const catalogue = await loadCatalogue(tx);
  const playbook = await loadPlaybook(tx, playbookKey, catalogue);
  const { currency } = await loadOrganisation(tx);
  const day = on ?? (await today(tx)) + 1;
  const signals = await readAccountSignals(tx, accountId, day);
  const explain = (expression: Expression) => explainCondition(expression, readerOf(signals), catalogue, currency);
  const trigger = playbook.triggers.find(({ expression }) => expression !== null);
  const condition = trigger?.expression ? explain(trigger.expression) : null;
  const eligible = explain(parseExpression(playbook.eligibility));
  const heldBack = await obstaclesOn(tx, { ...playbook, accountId, playbookKey }, day);
  if (condition?.truth === 'true' && trigger!.holdsForDays > 0) {
    const wasTrue = async (earlier: EpochDay) => {
      const read = readerOf(await readAccountSignals(tx, accountId, earlier));
      return explainCondition(trigger!.expression!, read, catalogue, currency).truth === 'true';
    };
    heldBack.push(...(await notLongEnough(day, trigger!.holdsForDays, wasTrue)));
  }
  return {
    playbook: { key: playbookKey, title: playbook.definition.title },
    on: isoDate(day),
    computedFrom: signals.computedFrom,
    ...conclude(eligible, condition, heldBack),
    eligible,
    condition,
    heldBack,
  };
}

async function loadPlaybook(
  tx: Transaction,
  key: string,
  catalogue: Parameters<typeof livePlaybook>[3],
): Promise<LivePlaybook> {
  const { version, definition } = await tx.one<{ version: number; definition: unknown }>(
    'playbook',
    `select v.version, v.definition from playbook p
     join playbook_version v on v.organisation_id = p.organisation_id and v.key = p.key and v.version = p.version
     where p.organisation_id = $1 and p.key = $2`,
    [tx.organisationId, key],
  );
  const rules = new Map((await loadSegments(tx)).map((segment) => [segment.key, segment.rule]));
  // Only its conditions are read, as they are written: labels need no codes.
  const codes = { codeOf: () => 1, labelOf: () => null };
  return livePlaybook(key, version, playbookSchema.parse(definition), catalogue, codes, rules);
}

function readerOf({ signals }: AccountSignals): ReadSignal {
  const values = new Map(signals.map(({ name, value }) => [name, value]));
  return (name) => values.get(name) ?? null;
}

/** Whether a condition that is true has been so for long enough: it is asked day by day back to where it was not. */
async function notLongEnough(
  day: EpochDay,
  holdsForDays: number,
  wasTrue: (day: EpochDay) => Promise<boolean>,
): Promise<Obstacle[]> {
  let since = day;
  while (day - since < holdsForDays && (await wasTrue(since - 1))) since--;
  if (day - since >= holdsForDays) return [];
  const until = isoDate(since + holdsForDays);
  const detail = `true since ${isoDate(since)}; it must hold for ${holdsForDays} days, until ${until}`;
  return [{ reason: 'holds_for', detail, until }];
}

function conclude(
  eligible: ExplainedCondition,
  condition: ExplainedCondition | null,
  heldBack: readonly Obstacle[],
): Pick<Explanation, 'verdict' | 'because'> {
  const saying = (which: ExplainedCondition, truth: string) =>
    which.clauses.flatMap((clause) => (clause.truth === truth ? [clause.phrase] : [])).join(', ');
  if (eligible.truth !== 'true')
    return { verdict: 'not_eligible', because: `It is not for this account: ${saying(eligible, eligible.truth)}.` };
  if (!condition)
    return {
      verdict: 'no_condition',
      because: 'It starts by events, the calendar, moves between segments or by hand.',
    };
  if (condition.truth === 'false')
    return { verdict: 'not_true', because: `Its condition is not true: ${saying(condition, 'false')}.` };
  if (condition.truth === 'unknown')
    return { verdict: 'unknown', because: `Data is missing: ${saying(condition, 'unknown')}.` };
  const [obstacle] = heldBack;
  if (obstacle) return { verdict: 'held_back', because: `Its condition is true, but ${obstacle.detail}.` };
  return { verdict: 'starts', because: `Its condition is true: ${saying(condition, 'true')}.` };
}
