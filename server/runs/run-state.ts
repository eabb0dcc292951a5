import { epochDay } from '../lib/days.ts';
import type { Role } from '../playbooks/definition.ts';
import type { RunActor } from './run-event.ts';
import type { DueEntry, EscalationRule, IsoInstant, Outcome, OwnerEntry } from './run-log.ts';

/**
 * `waiting` for the steps before it, `ready` (its task is open), `running` (it goes on by itself), `done`, `skipped`, or `blocked`: its turn has
 * come, but whether it applies to this account cannot be read before the next diagnosis.
 */
export type StepStatus = 'waiting' | 'ready' | 'running' | 'done' | 'skipped' | 'blocked';

export interface StepState {
  readonly status: StepStatus;
  readonly due: DueEntry | null;
  readonly owner: OwnerEntry | null;
  /** Whether a person chose the owner: it then stays so when the step comes back. */
  readonly ownerByHand: boolean;
  /** Whether a person reopened the step: its condition is then not asked again. */
  readonly wanted: boolean;
  readonly overdue: boolean;
  readonly settledAt: IsoInstant | null;
  readonly settledBy: RunActor | null;
  /** Why it was skipped, or what was noted when it was done. */
  readonly note: string | null;
  /** What was chosen, when it is a decision or an approval that is done. */
  readonly outcome: string | null;
  /** Whether it was left out because a decision or a refusal led another way. */
  readonly cut: boolean;
  /** The condition that would end it by itself, while it is open. Diagnoses look at it. */
  readonly asks: string | null;
  /** How often its task has been opened in a row, when it repeats. */
  readonly turn: number;
  /** While it is performed, and when that was given up; null before. */
  readonly automation: AutomationState | null;
}

export interface Timer {
  readonly at: IsoInstant;
  /** Unique for ever: a timer that is set again has another key, and a late one is known by it. */
  readonly key: string;
}

/** Of a step that Steward performs. */
export interface AutomationState {
  /** The same for each attempt, so that what is done twice can be told. */
  readonly key: string;
  readonly attempts: number;
  /** Why the last attempt failed. */
  readonly problem: string | null;
}

/** A group of steps: `waiting` for its condition, `active`, or `over`. `asks` is the condition that it looks for next. */
export interface GroupState {
  readonly status: 'waiting' | 'active' | 'over';
  readonly asks: string | null;
  readonly because: string | null;
}

/** Where a run stands. Plain data: the same after a way through JSON. Timers: 'exit', 'first_action', 'due:<step>', 'wait:<step>', 'retry:<step>', 'escalate:<rule>'. */
export interface RunState {
  readonly runId: string;
  readonly status: 'new' | 'open' | 'closed';
  /** Of the last entry in the log. */
  readonly sequence: number;
  /** The ids of all events that changed something. */
  readonly seen: readonly string[];
  readonly startedAt: IsoInstant | null;
  /** By id. */
  readonly steps: Readonly<Record<string, StepState>>;
  /** By id; a run that began before there were groups has none. */
  readonly groups?: Readonly<Record<string, GroupState>>;
  readonly firstAction:
    | (DueEntry & { readonly by: Role; readonly doneAt: IsoInstant | null; readonly late: boolean })
    | null;
  readonly escalations: readonly (DueEntry & EscalationRule & { readonly raisedAt: IsoInstant | null })[];
  readonly timers: Readonly<Record<string, Timer>>;
  /** For how long success has held: whole days before `since`, and the morning since which it holds now. */
  readonly success: { readonly days: number; readonly since: string | null; readonly changedOn: string | null };
  readonly outcome: { readonly outcome: Outcome; readonly reason: string; readonly at: IsoInstant } | null;
}

/** A run to which nothing has happened yet. */
export function newRun(runId: string): RunState {
  return {
    runId,
    status: 'new',
    sequence: 0,
    seen: [],
    startedAt: null,
    steps: {},
    firstAction: null,
    escalations: [],
    timers: {},
    success: { days: 0, since: null, changedOn: null },
    outcome: null,
  };
}

/** The step with this id, or null: a name such as 'constructor' finds nothing it should not. */
export function stepOf(state: RunState, id: string): StepState | null {
  return Object.hasOwn(state.steps, id) ? (state.steps[id] ?? null) : null;
}

/** Whether the steps that come after this one may go on. */
export function isSettled(step: StepState): boolean {
  return step.status === 'done' || step.status === 'skipped';
}

/** For how many days success has held as of the morning of `day`, 'YYYY-MM-DD'. */
export function daysOfSuccess(state: Pick<RunState, 'success'>, day: string): number {
  const { days, since } = state.success;
  return since === null ? days : days + Math.max(0, epochDay(day) - epochDay(since));
}
