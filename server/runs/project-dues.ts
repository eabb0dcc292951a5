import { stepsBefore } from './branches.ts';
import { dueOfStep } from './due-of-step.ts';
import type { DueEntry } from './run-log.ts';
import { isSettled, type RunState, type StepState, stepOf } from './run-state.ts';
import type { RunEnvironment } from './settle-steps.ts';

/**
 * When the steps that still wait would be due if each step before them were done just in time: on its due date, or now where that has passed. Steps that
 * may yet be left out are counted as if they applied.
 */
export function projectDues(state: RunState, now: Date, environment: RunEnvironment): Map<string, DueEntry> {
  const projected = new Map<string, DueEntry>();
  let known = state;
  const doneAt = new Map<string, Date>();
  for (const [id, step] of Object.entries(state.steps)) if (step.status === 'ready') settle(id, step.due);
  for (let found = true; found; ) {
    found = false;
    for (const step of environment.definition.steps) {
      const current = stepOf(state, step.id);
      if (current === null || doneAt.has(step.id) || isSettled(current)) continue;
      const before = stepsBefore(step, environment.definition);
      if (!before.every((id) => isSettled(stepOf(known, id)!))) continue;
      const opens = new Date(Math.max(now.getTime(), ...before.map((id) => doneAt.get(id)?.getTime() ?? 0)));
      const owner = current.ownerByHand && current.owner !== null ? current.owner : environment.ownerOf(step.owner);
      const { due } = dueOfStep(step, known, opens, environment, owner);
      projected.set(step.id, due);
      settle(step.id, due);
      found = true;
    }
  }
  return projected;

  function settle(id: string, due: DueEntry | null): void {
    const at = new Date(Math.max(now.getTime(), due === null ? 0 : Date.parse(due.at)));
    doneAt.set(id, at);
    const done: StepState = { ...stepOf(known, id)!, status: 'done', settledAt: at.toISOString() };
    known = { ...known, steps: { ...known.steps, [id]: done } };
  }
}
