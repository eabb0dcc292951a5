import { sayInstant } from '../lib/calendar/due-date.ts';
import { dayOf, epochDay } from '../lib/days.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { RunHappening } from './run-event.ts';
import type { DueEntry, RunChange } from './run-log.ts';
import { type RunState, stepOf } from './run-state.ts';
import type { RunEnvironment } from './settle-steps.ts';

type DueChange = Extract<RunHappening, { kind: 'due_changed' }>;

/** What moving the due date of a step changes, together with other open steps that move with it: all of them or none. */
export function decideDueChange(
  state: RunState,
  event: DueChange & { readonly by: { readonly name: string } },
  now: Date,
  { definition, timeZone }: RunEnvironment,
): RunChange[] | Refusal {
  const reason = event.reason?.trim() || null;
  const titleOf = (id: string) => definition.steps.find((step) => step.id === id)?.title ?? id;
  const changes: RunChange[] = [];
  const firstDue = stepOf(state, event.step)?.due ?? null;
  const days = firstDue === null ? 0 : daysFrom(new Date(firstDue.at), event.dueAt, timeZone);
  for (const { step, dueAt } of [event, ...(event.also ?? [])]) {
    const current = stepOf(state, step);
    if (current === null) return refuse('unknown_step', `The playbook has no step '${step}'.`);
    if (current.status !== 'ready' || current.due === null)
      return refuse(
        'no_longer_open',
        `"${titleOf(step)}" is not open any more, so nothing was moved. ${sayWho(current)}`.trim(),
        {
          by: current.settledBy,
          at: current.settledAt,
        },
      );
    if (dueAt <= now) return refuse('in_the_past', `Choose a due date for "${titleOf(step)}" that is still to come.`);
    const at = dueAt.toISOString();
    if (at === current.due.at) {
      if (step === event.step) return refuse('no_change', 'The step is due then already.');
      continue;
    }
    const was = sayInstant(new Date(current.due.at), timeZone, dueAt);
    const how =
      step === event.step
        ? (event.because ?? `set by ${event.by.name}`)
        : `moved by ${sayDays(days)} with "${titleOf(event.step)}" by ${event.by.name}`;
    const derivation = `${sayInstant(dueAt, timeZone, now)} = ${how}, was ${was}`;
    changes.push({ kind: 'due_changed', step, due: { at, derivation }, reason });
  }
  return changes;
}

/** Puts due dates back to what they were, words and all; refused when one has been moved again or is no longer open. */
export function decideDueRestore(
  state: RunState,
  { dues }: Extract<RunHappening, { kind: 'dues_restored' }>,
  titleOf: (id: string) => string,
): RunChange[] | Refusal {
  const changes: RunChange[] = [];
  for (const { step, from, to } of dues) {
    const current = stepOf(state, step);
    if (current?.status !== 'ready' || current.due?.at !== from.at)
      return refuse('no_longer_open', `"${titleOf(step)}" has changed since, so it stays as it is.`);
    changes.push({ kind: 'due_changed', step, due: to, reason: 'Undone' });
  }
  return changes;
}

/** How many days of the calendar lie between two instants. */
export function daysFrom(from: Date, to: Date, timeZone: string): number {
  return epochDay(dayOf(to, timeZone)) - epochDay(dayOf(from, timeZone));
}

/** A due date that a run's log says was replaced by another. */
export interface DueReplaced {
  readonly step: string;
  readonly from: DueEntry;
  readonly to: DueEntry;
}

function sayDays(days: number): string {
  return `${days} day${Math.abs(days) === 1 ? '' : 's'}`;
}

function sayWho({ settledBy, status }: { settledBy: { name: string } | null; status: string }): string {
  return settledBy === null ? '' : `${settledBy.name} has ${status === 'done' ? 'done' : 'skipped'} it.`;
}
