import type { PlaybookDefinition } from '../playbooks/definition.ts';
import { isSettled, type RunState, stepOf } from '../runs/run-state.ts';

/** How a run gets on, and the sentence that says why. */
export interface RunPace {
  readonly pace: 'on_track' | 'behind' | 'stuck';
  readonly because: string;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** So long may a step be late before nobody can call it merely late. */
const LEAST_GRACE = 2 * DAY;

/**
 * How an open run gets on, by its own dates: stuck when nothing can go on, or a step is late by more than the time it had; behind when a step or the first
 * action is late, or one is due after the run is over; else on track. Null for a run that is closed. `openedAt` says by step when its task was opened.
 */
export function runPace(
  state: RunState,
  definition: PlaybookDefinition,
  openedAt: ReadonlyMap<string, Date>,
  now: Date,
): RunPace | null {
  if (state.status !== 'open') return null;
  const steps = definition.steps.flatMap((step) => {
    const current = stepOf(state, step.id);
    return current === null || isSettled(current) ? [] : [{ id: step.id, title: step.title, ...current }];
  });
  const late = steps
    .filter(({ status, due }) => status === 'ready' && due !== null && Date.parse(due.at) < now.getTime())
    .map((step) => ({ ...step, by: now.getTime() - Date.parse(step.due!.at) }))
    .sort((a, b) => b.by - a.by);
  const hopeless = late.find((step) => step.by > Math.max(LEAST_GRACE, timeOf(step.due!.at, openedAt.get(step.id))));
  if (hopeless)
    return { pace: 'stuck', because: `“${hopeless.title}” was due ${sayTime(hopeless.by)} ago and is not done.` };
  const givenUp = steps.find((step) => step.status === 'ready' && step.automation != null);
  if (givenUp)
    return { pace: 'stuck', because: `“${givenUp.title}” could not be done by itself: ${givenUp.automation!.problem}` };
  const canGoOn = steps.some(({ status }) => status === 'ready' || status === 'running');
  const blocked = steps.find(({ status }) => status === 'blocked');
  if (!canGoOn && blocked)
    return {
      pace: 'stuck',
      because: `Data is missing that says whether “${blocked.title}” applies; nothing else can go on.`,
    };

  if (late[0]) return { pace: 'behind', because: `“${late[0].title}” is ${sayTime(late[0].by)} late.` };
  const { firstAction } = state;
  if (firstAction && firstAction.doneAt === null && Date.parse(firstAction.at) < now.getTime())
    return { pace: 'behind', because: 'The first action is late.' };
  const end = state.timers.exit?.at;
  const after = steps.find(
    ({ status, due }) => status === 'ready' && due !== null && end !== undefined && due.at > end,
  );
  if (after) return { pace: 'behind', because: `“${after.title}” is due after the time of the run is over.` };
  if (steps.length === 0) return { pace: 'on_track', because: 'Every step is finished.' };
  return { pace: 'on_track', because: 'Nothing is late.' };
}

/** The time that a step had. */
function timeOf(dueAt: string, openedAt: Date | undefined): number {
  return openedAt === undefined ? 0 : Date.parse(dueAt) - openedAt.getTime();
}

function sayTime(milliseconds: number): string {
  const days = Math.floor(milliseconds / DAY);
  if (days >= 1) return days === 1 ? '1 day' : `${days} days`;
  const hours = Math.max(1, Math.floor(milliseconds / HOUR));
  return hours === 1 ? '1 hour' : `${hours} hours`;
}
