import type { Truth } from '../expressions/truth.ts';
import { FALSE, TRUE } from '../expressions/truth.ts';
import type { AbsentOwner } from '../identity/organisation.ts';
import type { BusinessCalendar } from '../lib/calendar/business-calendar.ts';
import type { WorkClock } from '../lib/calendar/work-clock.ts';
import type { AccountDate, PlaybookDefinition, Role } from '../playbooks/definition.ts';
import { gateOf } from './automation.ts';
import { stepsBefore, whyOffTheWay } from './branches.ts';
import { dueOfStep, limitOfWait } from './due-of-step.ts';
import { beginWait, nextByItself, waitsForGroup } from './goes-on.ts';
import type { OwnerEntry, RunChange } from './run-log.ts';
import { isSettled, type RunState, stepOf } from './run-state.ts';

/** What a run needs to know of the world around it. All of it is read before, so that moving a run is a calculation. */
export interface RunEnvironment {
  /** The version of the playbook to which the run is pinned. */
  readonly definition: PlaybookDefinition;
  /** The organisation's, for what concerns the run as a whole. */
  readonly calendar: BusinessCalendar;
  readonly timeZone: string;
  /** 'HH:MM' on the organisation's clock. */
  readonly workdayEnd: string;
  /** When a member works and is away: what their steps are counted by. */
  clockOf(memberId: string): WorkClock;
  /** What becomes of a step that falls due while its owner is away. */
  readonly absentOwner: AbsentOwner;
  /** Dates of the account, 'YYYY-MM-DD', where they are known. */
  readonly accountDates: Readonly<Record<AccountDate, string | null>>;
  /** The customer's, where it is known. */
  readonly customerTimeZone: string | null;
  /** Whether automated e-mails to customers always need a person. */
  readonly emailsNeedPerson: boolean;
  /** The truth of a condition for the account now; null when it cannot be read before the next diagnosis. */
  readCondition(expression: string): Truth | null;
  /** The member to whom a role comes down for this account: never nobody. */
  ownerOf(role: Role): OwnerEntry;
}

/**
 * The next change that follows by itself: a step whose turn has come is opened, left out by its condition, or blocked until the condition can
 * be read. Null when nothing follows.
 */
export function nextSettling(state: RunState, now: Date, environment: RunEnvironment): RunChange | null {
  if (state.status !== 'open') return null;
  const byItself = nextByItself(state, now, environment);
  if (byItself !== null) return byItself;
  for (const step of environment.definition.steps) {
    const current = stepOf(state, step.id);
    if (current === null || (current.status !== 'waiting' && current.status !== 'blocked')) continue;
    if (!current.wanted && waitsForGroup(step, state)) continue;
    const before = stepsBefore(step, environment.definition).map((id) => stepOf(state, id));
    if (before.some((other) => other !== null && !isSettled(other))) continue;
    const offTheWay = current.wanted ? null : whyOffTheWay(step, state, environment.definition);
    if (offTheWay !== null)
      return { kind: 'step_skipped', step: step.id, reason: offTheWay, byCondition: true, cut: true };
    const truth = step.when === undefined || current.wanted ? TRUE : environment.readCondition(step.when);
    if (truth === null) {
      if (current.status === 'blocked') continue;
      return { kind: 'step_blocked', step: step.id, condition: step.when ?? '' };
    }
    if (truth !== TRUE)
      return { kind: 'step_skipped', step: step.id, reason: leftOut(step.when ?? '', truth), byCondition: true };
    if (step.wait !== undefined) return beginWait(step, limitOfWait(step, state, now, environment));
    if (step.repeat?.until !== undefined && !current.wanted && environment.readCondition(step.repeat.until) === TRUE)
      return {
        kind: 'step_skipped',
        step: step.id,
        reason: `Not needed: ${step.repeat.until} is true already.`,
        byCondition: true,
      };
    const gate = gateOf(step, environment);
    const role = gate ?? step.owner;
    const owner = current.ownerByHand && current.owner !== null ? current.owner : environment.ownerOf(role);
    if (step.do !== undefined && gate === null)
      return { kind: 'automation_began', step: step.id, ...dueOfStep(step, state, now, environment, owner) };
    return {
      kind: 'step_opened',
      step: step.id,
      ...dueOfStep({ ...step, owner: role }, state, now, environment, owner),
      ...(step.repeat?.until !== undefined && { until: step.repeat.until }),
    };
  }
  return null;
}

function leftOut(condition: string, truth: Truth): string {
  return truth === FALSE
    ? `Does not apply: ${condition} was not true.`
    : `Does not apply: ${condition} is unknown, since data is missing.`;
}
