import { dayOf } from '../lib/days.ts';
import { endOfTime } from './goes-on.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { RunHappening } from './run-event.ts';
import type { RunChange } from './run-log.ts';
import { daysOfSuccess, type RunState } from './run-state.ts';
import type { RunEnvironment } from './settle-steps.ts';

type TimerFired = Extract<RunHappening, { kind: 'timer_fired' }>;

/** What a timer that fires changes. One that was set again or cancelled meanwhile is known by its key and refused as stale. */
export function decideTimer(
  state: RunState,
  { timer, key }: TimerFired,
  now: Date,
  environment: RunEnvironment,
): RunChange[] | Refusal {
  if (!Object.hasOwn(state.timers, timer) || state.timers[timer]?.key !== key)
    return refuse('stale', 'This timer was set again or is no longer needed.');
  if (timer === 'exit') return [{ kind: 'run_closed', outcome: 'timeout', reason: timeOver(state, now, environment) }];
  if (timer === 'first_action') {
    const by = state.firstAction?.by ?? environment.definition.first_action.by;
    return [{ kind: 'first_action_late', owner: environment.ownerOf(by) }];
  }
  const [kind, of = ''] = splitOnce(timer);
  if (kind === 'due') return [{ kind: 'step_overdue', step: of }];
  if (kind === 'retry') return [{ kind: 'automation_retried', step: of }];
  if (kind === 'wait') return [endOfTime(of, environment)];
  const rule = state.escalations[Number(of)];
  if (rule === undefined) return refuse('stale', 'This escalation does not exist.');
  return [{ kind: 'escalated', rule: Number(of), to: rule.to, owner: environment.ownerOf(rule.to) }];
}

function timeOver(state: RunState, now: Date, environment: RunEnvironment): string {
  const { success, after } = environment.definition.exit;
  const held = daysOfSuccess(state, dayOf(now, environment.timeZone));
  const nearly = held > 0 && success.for !== undefined ? ` Success had held for ${held} days of ${success.for}.` : '';
  return `The time of ${after} is over.${nearly}`;
}

function splitOnce(timer: string): [string, string?] {
  const at = timer.indexOf(':');
  return at < 0 ? [timer] : [timer.slice(0, at), timer.slice(at + 1)];
}
