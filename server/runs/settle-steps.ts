import type { Truth } from '../expressions/truth.ts';
import { FALSE, TRUE } from '../expressions/truth.ts';
import type { BusinessCalendar } from '../lib/calendar/business-calendar.ts';
import { type Anchor, dueDate, sayInstant } from '../lib/calendar/due-date.ts';
import { startOfDay } from '../lib/days.ts';
import { parseDuration } from '../lib/duration.ts';
import type { PlaybookDefinition, PlaybookStep, Role } from '../playbooks/definition.ts';
import { stepsBefore, whyOffTheWay } from './branches.ts';
import type { DueEntry, OwnerEntry, RunChange } from './run-log.ts';
import { isSettled, type RunState, stepOf } from './run-state.ts';

/** What a run needs to know of the world around it. All of it is read before, so that moving a run is a calculation. */
export interface RunEnvironment {
  /** The version of the playbook to which the run is pinned. */
  readonly definition: PlaybookDefinition;
  readonly calendar: BusinessCalendar;
  readonly timeZone: string;
  /** 'HH:MM' on the organisation's clock. */
  readonly workdayEnd: string;
  /** The account's renewal date, 'YYYY-MM-DD', when it is known. */
  readonly renewalOn: string | null;
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
  for (const step of environment.definition.steps) {
    const current = stepOf(state, step.id);
    if (current === null || (current.status !== 'waiting' && current.status !== 'blocked')) continue;
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
    return {
      kind: 'step_opened',
      step: step.id,
      due: dueOf(step, state, now, environment),
      owner: current.ownerByHand && current.owner !== null ? current.owner : environment.ownerOf(step.owner),
    };
  }
  return null;
}

function leftOut(condition: string, truth: Truth): string {
  return truth === FALSE
    ? `Does not apply: ${condition} was not true.`
    : `Does not apply: ${condition} is unknown, since data is missing.`;
}

/** When a step that becomes ready now is due. A moment that has passed becomes the end of this working day. */
function dueOf(step: PlaybookStep, state: RunState, now: Date, environment: RunEnvironment): DueEntry {
  const anchor = anchorOf(step, state, environment);
  if (anchor === null) return soonest('the renewal date is not known', now, environment);
  const due = dueDate({ ...environment, anchor, offset: parseDuration(step.due) });
  if (due.at <= now) return soonest(`${due.derivation} had passed`, now, environment);
  return { at: due.at.toISOString(), derivation: due.derivation };
}

function soonest(because: string, now: Date, environment: RunEnvironment): DueEntry {
  const offset = { amount: 0, unit: 'business_day' } as const;
  const { at } = dueDate({ ...environment, anchor: { at: now, what: '' }, offset });
  const derivation = `${sayInstant(at, environment.timeZone, now)} = as soon as possible, since ${because}`;
  return { at: at.toISOString(), derivation };
}

function anchorOf(step: PlaybookStep, state: RunState, environment: RunEnvironment): Anchor | null {
  if (step.from === 'renewal') {
    if (environment.renewalOn === null) return null;
    return { at: startOfDay(environment.renewalOn, environment.timeZone), what: 'renewal' };
  }
  const named = step.from === undefined ? [step.after ?? []].flat() : [step.from];
  const last = named
    .flatMap((id) => {
      const other = stepOf(state, id);
      return other?.settledAt ? [{ id, at: other.settledAt, status: other.status }] : [];
    })
    .reduce<{ id: string; at: string; status: string } | null>(
      (latest, each) => (latest === null || each.at > latest.at ? each : latest),
      null,
    );
  if (last === null) return { at: new Date(state.startedAt ?? 0), what: 'run start' };
  const title = environment.definition.steps.find((other) => other.id === last.id)?.title ?? last.id;
  return { at: new Date(last.at), what: `"${title}" ${last.status}` };
}
