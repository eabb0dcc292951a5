import type { Transaction } from '../../context/transaction.ts';
import { causesOf } from '../../diagnosis/causes.ts';
import { evidenceFor } from '../../diagnosis/evidence.ts';
import type { LiveTrigger } from '../../diagnosis/live-trigger.ts';
import type { AccountSignals } from '../../diagnosis/read-account-signals.ts';
import { weeklyRoom } from '../../diagnosis/weekly-room.ts';
import { parseExpression } from '../../expressions/parse.ts';
import { type EpochDay, isoDate } from '../../lib/days.ts';
import { type ExplainedCondition, explainCondition } from './explain-condition.ts';
import { notLongEnough } from './not-long-enough.ts';
import { hasOpened, type Obstacle, obstaclesOf, situationOn } from './obstacles-on.ts';
import {
  type ExplainablePlaybook,
  type ExplainedAccount,
  loadExplainable,
  openExplanations,
} from './open-explanations.ts';

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
  /** The condition that starts it, if it has one; null where it starts by events, the calendar, moves between segments or personas or by hand. */
  readonly condition: ExplainedCondition | null;
  readonly heldBack: readonly Obstacle[];
  /** The situation that was open on that day, or opened on it. */
  readonly situation: string | null;
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
  const account = await openExplanations(tx, accountId, on);
  const [playbook] = await loadExplainable(tx, account.catalogue, playbookKey);
  return explainOne(account, playbook!);
}

/** The same for a playbook and an account on a day that have been read. */
export async function explainOne(account: ExplainedAccount, playbook: ExplainablePlaybook): Promise<Explanation> {
  const { catalogue, read, organisation, day, signals, standing } = account;
  const trigger = playbook.triggers.find(({ expression }) => expression !== null);
  const explain = (expression: Parameters<typeof explainCondition>[0]) =>
    explainCondition(expression, read, catalogue, organisation.currency);
  const condition = trigger?.expression ? explain(trigger.expression) : null;
  const eligible = withoutKnown(explain(parseExpression(playbook.eligibility)));
  const heldBack = await obstacles(account, playbook, trigger ?? playbook.triggers[0], { condition, eligible });
  return {
    playbook: { key: playbook.key, title: playbook.definition.title },
    on: isoDate(day),
    computedFrom: signals.computedFrom,
    ...conclude(eligible, condition, hasOpened(standing, playbook.key) ? [] : heldBack),
    eligible,
    condition,
    heldBack,
    situation: situationOn(standing, playbook.key),
  };
}

/** An unknown stage would do as well: that it is known says nothing. */
function withoutKnown({ truth, clauses }: ExplainedCondition): ExplainedCondition {
  return { truth, clauses: clauses.filter((clause) => !(clause.operator === 'unknown' && clause.truth === 'false')) };
}

/** What stood in the way. What only matters once the condition is true, and what costs reading more days, is asked only then. */
async function obstacles(
  account: ExplainedAccount,
  playbook: ExplainablePlaybook,
  trigger: LiveTrigger | undefined,
  { condition, eligible }: { condition: ExplainedCondition | null; eligible: ExplainedCondition },
): Promise<Obstacle[]> {
  const { tx, day, catalogue, read, organisation, standing } = account;
  const evidence = trigger ? evidenceFor(trigger, read, catalogue, organisation.currency) : [];
  const found = obstaclesOf(standing, playbook, causesOf(trigger?.kind ?? 'manual', evidence));
  if (playbook.status !== 'published')
    found.unshift({
      reason: 'not_live',
      detail: `the playbook is ${playbook.status.replaceAll('_', ' ')}`,
      until: null,
    });
  if (!trigger || condition?.truth !== 'true' || eligible.truth !== 'true' || hasOpened(standing, playbook.key))
    return found;
  found.push(...(await notLongEnough(account, playbook, trigger)));
  if (found.length > 0) return found;
  const candidate = { playbook, trigger, row: 0, accountId: account.account.id, accountName: account.account.name };
  const full = (await weeklyRoom(tx, [candidate], organisation.weekLimits, day)).take(candidate);
  return full === null ? [] : [{ reason: 'cap', ...full }];
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
      because: 'It starts by events, the calendar, moves between segments or personas, or by hand.',
    };
  if (condition.truth === 'false')
    return { verdict: 'not_true', because: `Its condition is not true: ${saying(condition, 'false')}.` };
  if (condition.truth === 'unknown')
    return { verdict: 'unknown', because: `Data is missing: ${saying(condition, 'unknown')}.` };
  const [obstacle] = heldBack;
  if (obstacle) return { verdict: 'held_back', because: `Its condition is true, but ${obstacle.detail}.` };
  return { verdict: 'starts', because: `Its condition is true: ${saying(condition, 'true')}.` };
}
