import { FALSE, TRUE } from '../expressions/truth.ts';
import { epochDay } from '../lib/days.ts';
import { parseDuration, roughDays } from '../lib/duration.ts';
import type { PlaybookDefinition } from '../playbooks/definition.ts';
import type { RunHappening } from './run-event.ts';
import type { RunChange } from './run-log.ts';
import { daysOfSuccess, type RunState } from './run-state.ts';

type ConditionsEvaluated = Extract<RunHappening, { kind: 'conditions_evaluated' }>;

/** What of a run's state its exit asks for. `isWorkedOff`: every step is done or skipped. */
interface ExitState extends Pick<RunState, 'success'> {
  readonly isWorkedOff: boolean;
}

/**
 * What a reading of the exit conditions changes. Failure goes before success; success that waits for the steps is false before they are
 * done. Success that has to hold is counted from morning to morning: a false morning sets it back to nothing, an unknown one neither counts
 * nor takes away. Readings of a day that is not over do not count.
 */
export function decideExit(state: ExitState, told: ConditionsEvaluated, definition: PlaybookDefinition): RunChange[] {
  const { success, failure } = definition.exit;
  const reading = success.steps === 'done' && !state.isWorkedOff ? { ...told, success: FALSE } : told;
  if (failure !== undefined && reading.failure === TRUE)
    return [{ kind: 'run_closed', outcome: 'failure', reason: `${failure.when} became true.` }];

  const needed = daysToHold(definition);
  if (needed === 0)
    return reading.success === TRUE ? [{ kind: 'run_closed', outcome: 'success', reason: saySuccess(definition) }] : [];
  if (reading.live || isBefore(reading.day, state.success.changedOn)) return [];

  const holds = state.success.since !== null;
  if (reading.success === TRUE) {
    const began: RunChange[] = holds ? [] : [{ kind: 'success_began', day: reading.day }];
    const days = holds ? daysOfSuccess(state, reading.day) : state.success.days;
    if (days < needed) return began;
    const reason = `${success.when} held for ${needed} ${needed === 1 ? 'day' : 'days'}.`;
    return [...began, { kind: 'run_closed', outcome: 'success', reason }];
  }
  if (reading.success === FALSE)
    return holds || state.success.days > 0 ? [{ kind: 'success_ended', day: reading.day }] : [];
  return holds ? [{ kind: 'success_paused', day: reading.day }] : [];
}

/** For how many days success has to hold; 0 when being true once is enough. */
export function daysToHold({ exit }: PlaybookDefinition): number {
  return exit.success.for === undefined ? 0 : Math.ceil(roughDays(parseDuration(exit.success.for)));
}

function saySuccess({ exit: { success } }: PlaybookDefinition): string {
  return success.steps === 'done' ? `Every step is done, and ${success.when}.` : `${success.when} became true.`;
}

function isBefore(day: string, other: string | null): boolean {
  return other !== null && epochDay(day) < epochDay(other);
}
