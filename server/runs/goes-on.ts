import { TRUE } from '../expressions/truth.ts';
import { parseDuration, sayDuration } from '../lib/duration.ts';
import type { PlaybookStep } from '../playbooks/definition.ts';
import { dueAgain } from './due-of-step.ts';
import type { DueEntry, RunChange } from './run-log.ts';
import { isSettled, type RunState, type StepState, stepOf } from './run-state.ts';
import type { RunEnvironment } from './settle-steps.ts';

/** Whether the group of a step has not begun. */
export function waitsForGroup(step: PlaybookStep, state: RunState): boolean {
  return step.group !== undefined && state.groups?.[step.group]?.status === 'waiting';
}

/** Whether a step waits for a condition, and not for time alone. */
export function hasCondition(step: PlaybookStep): boolean {
  return step.wait !== undefined && 'until' in step.wait;
}

/**
 * The next change that conditions and time bring about without anybody: a group that begins or is over, with the steps that end with it, a
 * repetition that has reached its end, a wait that is over. Null when there is none.
 */
export function nextByItself(state: RunState, now: Date, environment: RunEnvironment): RunChange | null {
  const { definition, readCondition } = environment;
  const isTrue = (condition: string | undefined) => condition !== undefined && readCondition(condition) === TRUE;
  for (const { id, when, until } of definition.groups ?? []) {
    const group = state.groups?.[id];
    if (group === undefined || group.status === 'over') continue;
    if (isTrue(until)) return { kind: 'group_ended', group: id, because: `${until} became true` };
    if (group.status === 'waiting' && (when === undefined || isTrue(when)))
      return { kind: 'group_began', group: id, until: until ?? null };
  }
  for (const step of definition.steps) {
    const current = stepOf(state, step.id);
    if (current === null || isSettled(current)) continue;
    const group = step.group === undefined ? undefined : state.groups?.[step.group];
    if (group?.status === 'over' && !current.wanted)
      return { kind: 'step_skipped', step: step.id, reason: `No longer needed: ${group.because}.`, byCondition: true };
    if (current.status === 'ready' && !current.wanted && isTrue(step.repeat?.until))
      return { kind: 'repeat_ended', step: step.id, because: `${step.repeat?.until} became true.` };
    if (current.status === 'running') {
      const over = endOfWait(step, current, isTrue, now);
      if (over !== null) return over;
    }
  }
  return null;
}

/** The change with which a step begins to wait. */
export function beginWait(step: PlaybookStep, limit: DueEntry): RunChange {
  const until = step.wait !== undefined && 'until' in step.wait ? step.wait.until : null;
  return { kind: 'wait_began', step: step.id, until, limit };
}

function endOfWait(
  step: PlaybookStep,
  current: StepState,
  isTrue: (condition: string) => boolean,
  now: Date,
): RunChange | null {
  if (step.wait === undefined || current.due === null) return null;
  if ('until' in step.wait && isTrue(step.wait.until))
    return { kind: 'wait_ended', step: step.id, because: `${step.wait.until} became true.`, outcome: 'met' };
  return Date.parse(current.due.at) <= now.getTime() ? overInTime(step) : null;
}

/** What the timer of a waiting step changes: its time is over, whatever its condition says. */
export function endOfTime(id: string, { definition }: RunEnvironment): RunChange {
  return overInTime(definition.steps.find((step) => step.id === id)!);
}

function overInTime(step: PlaybookStep): RunChange {
  const time = sayDuration(parseDuration(step.due));
  if (!hasCondition(step))
    return { kind: 'wait_ended', step: step.id, because: `The time of ${time} is over.`, outcome: null };
  const because = `Its condition did not come true within ${time}.`;
  return { kind: 'wait_ended', step: step.id, because, outcome: 'timed-out' };
}

/** The next turn of a step that was done, when it has one; null when it is done for good. */
export function nextTurn(
  step: PlaybookStep,
  current: StepState,
  note: string | null,
  now: Date,
  environment: RunEnvironment,
): RunChange | null {
  const { repeat } = step;
  if (repeat === undefined || current.status !== 'ready' || current.owner === null) return null;
  if (repeat.times !== undefined && current.turn >= repeat.times) return null;
  if (repeat.until !== undefined && environment.readCondition(repeat.until) === TRUE) return null;
  const due = dueAgain(step, repeat.every, current.owner, now, environment);
  return { kind: 'turn_completed', step: step.id, note, due, owner: current.owner };
}
