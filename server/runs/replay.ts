import { epochDay, isoDate } from '../lib/days.ts';
import type { RunChange, RunLogEntry } from './run-log.ts';
import {
  daysOfSuccess,
  type GroupState,
  newRun,
  type RunState,
  type StepState,
  stepOf,
  type Timer,
} from './run-state.ts';

/** The state of a run from its log alone: what `advance` returned, however long ago and whatever calendars and rules say today. */
export function replay(runId: string, entries: readonly RunLogEntry[]): RunState {
  return entries.reduce((state, entry) => {
    const begun = beginEntry(state, entry);
    return entry.changes.reduce((current, change) => applyChange(current, change, entry), begun);
  }, newRun(runId));
}

/** Counts the event itself, before its changes. */
export function beginEntry(state: RunState, entry: Pick<RunLogEntry, 'sequence' | 'eventId'>): RunState {
  return { ...state, sequence: entry.sequence, seen: [...state.seen, entry.eventId] };
}

/** The state after one change of an entry. Reads nothing but its arguments. */
export function applyChange(state: RunState, change: RunChange, { at, by }: Pick<RunLogEntry, 'at' | 'by'>): RunState {
  switch (change.kind) {
    case 'run_started':
      return withTimers(
        {
          ...state,
          status: 'open',
          startedAt: at,
          steps: Object.fromEntries(change.steps.map((id) => [id, WAITING])),
          ...(change.groups && {
            groups: Object.fromEntries(
              change.groups.map(({ id, when }): [string, GroupState] => [
                id,
                { status: 'waiting', asks: when, because: null },
              ]),
            ),
          }),
          firstAction: { ...change.firstAction, doneAt: null, late: false },
          escalations: change.escalations.map((rule) => ({ ...rule, raisedAt: null })),
        },
        {
          exit: change.exit.at,
          first_action: change.firstAction.at,
          ...Object.fromEntries(change.escalations.map((rule, index) => [`escalate:${index}`, rule.at])),
        },
      );
    case 'step_opened':
      return withTimers(
        withStep(state, change.step, {
          status: 'ready',
          due: change.due,
          owner: change.owner,
          overdue: false,
          asks: change.until ?? null,
          turn: (stepOf(state, change.step)?.turn ?? 0) + 1,
        }),
        { [`due:${change.step}`]: change.due.at },
      );
    case 'turn_completed':
      return withTimers(
        withoutTimers(
          withStep(state, change.step, {
            due: change.due,
            owner: change.owner,
            overdue: false,
            turn: (stepOf(state, change.step)?.turn ?? 0) + 1,
          }),
          escalationsWithout(state, change.step),
        ),
        { [`due:${change.step}`]: change.due.at },
      );
    case 'repeat_ended':
      return settled(state, change.step, {
        status: (stepOf(state, change.step)?.turn ?? 0) > 1 ? 'done' : 'skipped',
        settledAt: at,
        settledBy: by,
        note: change.because,
      });
    case 'wait_began':
      return withTimers(
        withStep(state, change.step, { status: 'running', due: change.limit, asks: change.until, overdue: false }),
        { [`wait:${change.step}`]: change.limit.at },
      );
    case 'wait_ended':
      return settled(state, change.step, {
        status: 'done',
        settledAt: at,
        settledBy: by,
        note: change.because,
        outcome: change.outcome,
      });
    case 'automation_began':
    case 'automation_approved': {
      const key = `${state.runId}/${change.step}/${state.sequence}`;
      return withoutTimers(
        withStep(state, change.step, {
          status: 'running',
          overdue: false,
          automation: { key, attempts: 0, problem: null },
          ...(change.kind === 'automation_began' && { due: change.due, owner: change.owner }),
        }),
        [`due:${change.step}`],
      );
    }
    case 'automation_done':
      return settled(state, change.step, { status: 'done', settledAt: at, settledBy: by, note: change.what });
    case 'automation_failed': {
      const automation = stepOf(state, change.step)?.automation;
      const failed = automation
        ? { automation: { ...automation, attempts: change.attempt, problem: change.problem } }
        : {};
      if (change.handedOver === null)
        return withTimers(withStep(state, change.step, failed), { [`retry:${change.step}`]: change.retryAt ?? at });
      const { due, owner } = change.handedOver;
      return withTimers(withStep(state, change.step, { ...failed, status: 'ready', due, owner, overdue: false }), {
        [`due:${change.step}`]: due.at,
      });
    }
    case 'automation_retried': {
      const step = stepOf(state, change.step);
      const automation = step?.automation ?? null;
      const attempts = step?.status === 'running' ? (automation?.attempts ?? 0) : 0;
      return withoutTimers(
        withStep(state, change.step, {
          status: 'running',
          overdue: false,
          automation: automation && { ...automation, attempts },
        }),
        [`due:${change.step}`, `retry:${change.step}`],
      );
    }
    case 'group_began':
      return withGroup(state, change.group, { status: 'active', asks: change.until, because: null });
    case 'group_ended':
      return withGroup(state, change.group, { status: 'over', asks: null, because: change.because });
    case 'step_blocked':
      return withStep(state, change.step, { status: 'blocked' });
    case 'step_completed':
    case 'step_skipped':
      return settled(state, change.step, {
        status: change.kind === 'step_completed' ? 'done' : 'skipped',
        settledAt: at,
        settledBy: by,
        note: change.kind === 'step_completed' ? change.note : change.reason,
        outcome: change.kind === 'step_completed' ? (change.outcome ?? null) : null,
        cut: change.kind === 'step_skipped' && change.cut === true,
      });
    case 'step_reopened':
      return withTimers(
        withStep(state, change.step, { ...UNSETTLED, wanted: true }),
        escalationsToCome(state, change.step, at),
      );
    case 'step_returned':
      return withoutTimers(withStep(state, change.step, UNSETTLED), ownTimers(change.step));
    case 'due_changed':
      return withTimers(withStep(state, change.step, { due: change.due, overdue: false }), {
        [`due:${change.step}`]: change.due.at,
      });
    case 'reassigned':
      return withStep(state, change.step, { owner: change.owner, ownerByHand: true });
    case 'first_action_done':
      return withoutTimers(
        { ...state, firstAction: state.firstAction && { ...state.firstAction, doneAt: change.doneAt } },
        ['first_action', ...escalationsWithout(state, 'first_action')],
      );
    case 'first_action_late':
      return withoutTimers({ ...state, firstAction: state.firstAction && { ...state.firstAction, late: true } }, [
        'first_action',
      ]);
    case 'step_overdue':
      return withoutTimers(withStep(state, change.step, { overdue: true }), [`due:${change.step}`]);
    case 'escalated':
      return withoutTimers(
        {
          ...state,
          escalations: state.escalations.map((rule, index) =>
            index === change.rule ? { ...rule, raisedAt: at } : rule,
          ),
        },
        [`escalate:${change.rule}`],
      );
    case 'success_began':
      return { ...state, success: { ...state.success, since: change.day, changedOn: change.day } };
    case 'success_paused': {
      // The morning of `day` is unknown: what is sure reaches to the morning before.
      const days = daysOfSuccess(state, isoDate(epochDay(change.day) - 1));
      return { ...state, success: { days, since: null, changedOn: change.day } };
    }
    case 'success_ended':
      return { ...state, success: { days: 0, since: null, changedOn: change.day } };
    case 'run_closed':
      return {
        ...state,
        status: 'closed',
        timers: {},
        outcome: { outcome: change.outcome, reason: change.reason, at },
      };
    case 'asset_sent':
    case 'handoff_moved':
    case 'note_added':
      return state;
  }
}

/** What a step becomes again when it is opened anew or has to wait once more. */
const UNSETTLED = {
  status: 'waiting',
  settledAt: null,
  settledBy: null,
  note: null,
  outcome: null,
  cut: false,
  asks: null,
  turn: 0,
  automation: null,
} as const;

const WAITING: StepState = {
  ...UNSETTLED,
  due: null,
  owner: null,
  ownerByHand: false,
  wanted: false,
  overdue: false,
};

function withStep(state: RunState, id: string, changed: Partial<StepState>): RunState {
  return { ...state, steps: { ...state.steps, [id]: { ...(stepOf(state, id) ?? WAITING), ...changed } } };
}

function withGroup(state: RunState, id: string, group: GroupState): RunState {
  return { ...state, groups: { ...state.groups, [id]: group } };
}

/** A step that is finished: nothing is asked about it any more, and its clocks stop. */
function settled(state: RunState, id: string, changed: Partial<StepState>): RunState {
  return withoutTimers(withStep(state, id, { ...changed, asks: null }), [
    ...ownTimers(id),
    ...escalationsWithout(state, id),
  ]);
}

function ownTimers(step: string): string[] {
  return [`due:${step}`, `wait:${step}`, `retry:${step}`];
}

function withTimers(state: RunState, instants: Readonly<Record<string, string>>): RunState {
  const set = Object.entries(instants).map(([name, at]): [string, Timer] => [
    name,
    { at, key: `${state.runId}/${name}/${state.sequence}` },
  ]);
  return { ...state, timers: { ...state.timers, ...Object.fromEntries(set) } };
}

function withoutTimers(state: RunState, names: readonly string[]): RunState {
  return {
    ...state,
    timers: Object.fromEntries(Object.entries(state.timers).filter(([name]) => !names.includes(name))),
  };
}

function escalationsWithout(state: RunState, what: string): string[] {
  return state.escalations.flatMap((rule, index) => (rule.without === what ? [`escalate:${index}`] : []));
}

/** A reopened step can still be escalated, but not for a moment that passed while it was finished. */
function escalationsToCome(state: RunState, step: string, now: string): Record<string, string> {
  const coming = state.escalations.flatMap((rule, index): [string, string][] =>
    rule.without === step && rule.raisedAt === null && rule.at > now ? [[`escalate:${index}`, rule.at]] : [],
  );
  return Object.fromEntries(coming);
}
