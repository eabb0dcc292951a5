import type { PlaybookDefinition, Role } from '../playbooks/definition.ts';
import type { RunActor } from './run-event.ts';
import type { DueEntry, IsoInstant, Outcome, OwnerEntry, RunChange, RunLogEntry } from './run-log.ts';
import { type RunState, stepOf } from './run-state.ts';

/** What the world has to do because a run moved. `key` is the same for the same effect, however often it is computed, and never used twice. */
export type Effect = { readonly key: string } & (
  | {
      readonly kind: 'open_task';
      readonly step: string;
      readonly title: string;
      readonly role: Role;
      readonly required: boolean;
      readonly due: DueEntry;
      readonly owner: OwnerEntry;
    }
  | { readonly kind: 'change_task'; readonly step: string; readonly due: DueEntry; readonly owner: OwnerEntry }
  | {
      readonly kind: 'close_task';
      readonly step: string;
      readonly how: 'done' | 'skipped' | 'cancelled';
      readonly by: RunActor;
      readonly note: string | null;
    }
  /** The handoff of this step has to follow the step: be offered, change hands, or be withdrawn. */
  | { readonly kind: 'follow_step'; readonly step: string }
  | { readonly kind: 'set_timer'; readonly timer: string; readonly timerKey: string; readonly at: IsoInstant }
  | { readonly kind: 'cancel_timer'; readonly timer: string; readonly timerKey: string }
  | {
      readonly kind: 'notify';
      readonly to: OwnerEntry;
      readonly about: 'assigned' | 'step_overdue' | 'first_action_late' | 'escalated';
      readonly step: string | null;
      readonly words: string;
    }
  | { readonly kind: 'escalate'; readonly rule: number; readonly level: number; readonly because: string }
  | { readonly kind: 'perform'; readonly step: string; readonly automationKey: string }
  | {
      readonly kind: 'record_outcome';
      readonly outcome: Outcome;
      readonly reason: string;
      readonly at: IsoInstant;
    }
);

/**
 * The effects of one entry: the difference between the state before and after it, and the notices it asks for. Since tasks and timers follow
 * from the difference, a closed run can leave none behind.
 */
export function effectsOf(
  before: RunState,
  after: RunState,
  entry: RunLogEntry,
  definition: PlaybookDefinition,
): Effect[] {
  return [
    ...taskEffects(before, after, entry, definition),
    ...handoffEffects(before, after, definition),
    ...timerEffects(before, after),
    ...performEffects(after, entry),
    ...entry.changes.flatMap((change) => noticeOf(change, after, entry, definition)),
    ...outcomeEffects(before, after),
  ];
}

function taskEffects(before: RunState, after: RunState, entry: RunLogEntry, definition: PlaybookDefinition): Effect[] {
  return definition.steps.flatMap((step): Effect[] => {
    const was = openTask(before, step.id);
    const is = openTask(after, step.id);
    const key = (kind: string) => effectKey(after, step.id, kind);
    const open = (task: { due: DueEntry; owner: OwnerEntry }): Effect => ({
      kind: 'open_task',
      key: key('open_task'),
      step: step.id,
      title: step.title,
      role: step.approve ?? step.owner,
      required: step.required,
      ...task,
    });
    if (is !== null && was === null) return [open(is)];
    if (is !== null && was !== null) {
      const again = entry.changes.find((change) => change.kind === 'turn_completed' && change.step === step.id);
      if (again?.kind === 'turn_completed')
        return [
          { kind: 'close_task', key: key('close_task'), step: step.id, how: 'done', by: entry.by, note: again.note },
          open(is),
        ];
      if (is.due === was.due && is.owner === was.owner) return [];
      return [{ kind: 'change_task', key: key('change_task'), step: step.id, ...is }];
    }
    if (was === null) return [];
    const settled = stepOf(after, step.id);
    const isOver = entry.changes.some((change) => change.kind === 'repeat_ended' && change.step === step.id);
    const isSettled = settled?.status === 'done' || settled?.status === 'skipped';
    const how = isSettled && !isOver ? (settled.status as 'done' | 'skipped') : 'cancelled';
    const note = isSettled ? (settled?.note ?? null) : (after.outcome?.reason ?? null);
    return [{ kind: 'close_task', key: key('close_task'), step: step.id, how, by: entry.by, note }];
  });
}

function handoffEffects(before: RunState, after: RunState, { steps }: PlaybookDefinition): Effect[] {
  return steps.flatMap((step): Effect[] => {
    if (step.handoff === undefined) return [];
    const was = openTask(before, step.id);
    const is = openTask(after, step.id);
    if (was?.owner === is?.owner) return [];
    return [{ kind: 'follow_step', key: effectKey(after, step.id, 'follow_step'), step: step.id }];
  });
}

function openTask(state: RunState, id: string): { due: DueEntry; owner: OwnerEntry } | null {
  const step = stepOf(state, id);
  if (state.status !== 'open' || step?.status !== 'ready' || step.due === null || step.owner === null) return null;
  return { due: step.due, owner: step.owner };
}

function timerEffects(before: RunState, after: RunState): Effect[] {
  const cancelled = Object.entries(before.timers).filter(([name, timer]) => after.timers[name]?.key !== timer.key);
  const set = Object.entries(after.timers).filter(([name, timer]) => before.timers[name]?.key !== timer.key);
  return [
    ...cancelled.map(
      ([timer, { key }]): Effect => ({
        kind: 'cancel_timer',
        key: effectKey(after, timer, 'cancel_timer'),
        timer,
        timerKey: key,
      }),
    ),
    ...set.map(
      ([timer, { at, key }]): Effect => ({
        kind: 'set_timer',
        key: effectKey(after, timer, 'set_timer'),
        timer,
        timerKey: key,
        at,
      }),
    ),
  ];
}

/** What Steward has to do by itself now: once when a step begins or was agreed to, and once for each attempt after a failure. */
function performEffects(after: RunState, entry: RunLogEntry): Effect[] {
  if (after.status !== 'open') return [];
  return entry.changes.flatMap((change): Effect[] => {
    if (!['automation_began', 'automation_approved', 'automation_retried'].includes(change.kind)) return [];
    const { step } = change as Extract<RunChange, { kind: 'automation_began' }>;
    const current = stepOf(after, step);
    if (current?.status !== 'running' || current.automation === null) return [];
    return [{ kind: 'perform', key: effectKey(after, step, 'perform'), step, automationKey: current.automation.key }];
  });
}

function noticeOf(
  change: RunLogEntry['changes'][number],
  after: RunState,
  entry: RunLogEntry,
  definition: PlaybookDefinition,
): Effect[] {
  const titleOf = (id: string) => definition.steps.find((step) => step.id === id)?.title ?? id;
  const notice = (to: OwnerEntry, about: 'assigned' | 'step_overdue' | 'first_action_late' | 'escalated') => {
    return (what: string, step: string | null, words: string): Effect[] => [
      { kind: 'notify', key: effectKey(after, what, `notify-${about}`), to, about, step, words },
    ];
  };
  switch (change.kind) {
    case 'reassigned': {
      // Who took a task for themselves needs no letter about it.
      if (change.owner.memberId === entry.by.id || change.isQuiet) return [];
      const why = change.reason === null ? '' : `: ${change.reason}`;
      return notice(change.owner, 'assigned')(
        change.step,
        change.step,
        `${entry.by.name} gave you "${titleOf(change.step)}"${why}.`,
      );
    }
    case 'step_overdue': {
      const step = stepOf(after, change.step);
      if (step === null || step.owner === null || step.due === null) return [];
      const words = `"${titleOf(change.step)}" is overdue. It was due ${step.due.derivation}.`;
      return notice(step.owner, 'step_overdue')(change.step, change.step, words);
    }
    case 'first_action_late': {
      const words = `Nothing has been done yet. The first action was due ${after.firstAction?.derivation ?? 'by now'}.`;
      return notice(change.owner, 'first_action_late')('run', null, words);
    }
    case 'escalated': {
      const rule = after.escalations[change.rule];
      const missing =
        rule === undefined || rule.without === 'first_action'
          ? 'nothing has been done yet'
          : `"${titleOf(rule.without)}" is not done`;
      const limit = `The limit was ${rule?.derivation ?? 'now'}.`;
      if (rule?.level !== undefined) {
        const key = effectKey(after, `rule-${change.rule}`, 'escalate');
        const because = `${missing.charAt(0).toUpperCase()}${missing.slice(1)}. ${limit}`;
        return [{ kind: 'escalate', key, rule: change.rule, level: rule.level, because }];
      }
      const words = `Escalated to you: ${missing}. ${limit}`;
      return notice(change.owner, 'escalated')(`rule-${change.rule}`, null, words);
    }
    default:
      return [];
  }
}

function outcomeEffects(before: RunState, after: RunState): Effect[] {
  if (after.outcome === null || before.outcome !== null) return [];
  return [{ kind: 'record_outcome', key: effectKey(after, 'run', 'record_outcome'), ...after.outcome }];
}

function effectKey(state: RunState, what: string, kind: string): string {
  return `${state.runId}/${what}/${state.sequence}/${kind}`;
}
