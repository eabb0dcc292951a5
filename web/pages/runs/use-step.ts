import type { RunPosition } from '../../../server/api/contract/run.ts';
import { api, at } from '../../api.ts';
import { useSlug } from '../../session.ts';
import { sayCount } from '../../ui/number.ts';
import { useWrite } from '../../ui/use-write.tsx';

export interface StepOfRun {
  readonly run: string;
  readonly step: string;
  readonly title: string;
}

export interface DueMove {
  readonly dueAt: string;
  readonly reason?: string;
  readonly also?: readonly { readonly step: string; readonly dueAt: string }[];
}

/** What a person can do to a step, each said when it is done, with a way back where there is one. */
export function useStep({ run, step, title }: StepOfRun) {
  const slug = useSlug();
  const to = (...rest: string[]) => at(slug, 'runs', run, 'steps', step, ...rest);
  const reopen = (reason?: string) => api.post(to('reopening'), reason ? { reason } : {});
  return {
    complete: useWrite<{ outcome?: string; note?: string } | undefined, RunPosition>({
      send: (input) => api.post(to('completion'), input ?? {}),
      done: ({ status }) => (status === 'closed' ? `Done: ${title}. The run is closed.` : `Done: ${title}`),
      undo: () => reopen('Undone'),
    }),
    skip: useWrite<{ reason?: string }, RunPosition>({
      send: (input) => api.post(to('skip'), input),
      done: () => `Skipped: ${title}`,
      undo: () => reopen('Undone'),
    }),
    /** Asks for what the guardrails of the playbook do not leave free. */
    ask: useWrite<
      ({ kind: 'skip' } | ({ kind: 'due' } & Omit<DueMove, 'reason'>)) & { reason: string },
      { id: string }
    >({
      send: (input) => api.post(to('exceptions'), input),
      done: () => `Asked. You find the answer with the run.`,
    }),
    reopen: useWrite<void, RunPosition>({
      send: () => reopen() as Promise<RunPosition>,
      done: () => `Open again: ${title}`,
    }),
    /** What Steward gave up is tried again. */
    retry: useWrite<void, RunPosition>({
      send: () => api.post(to('retry'), {}),
      done: () => `Tried again: ${title}`,
    }),
    reassign: useWrite<{ memberId: string; name: string; reason?: string }, RunPosition>({
      send: ({ memberId, reason }) => api.put(to('owner'), { memberId, ...(reason ? { reason } : {}) }),
      done: (_, { name }) => `${name} has it now: ${title}`,
    }),
    /** Moves it, and other open steps with it; one undo takes all of it back. */
    moveDue: useWrite<DueMove, RunPosition>({
      send: (input) => api.put(to('due'), input),
      done: (_, { also }) => (also ? `Moved: ${title} and ${sayCount(also.length, 'other step')}` : `Moved: ${title}`),
      undo: ({ sequence }) => api.post(at(slug, 'runs', run, 'due-undo'), { sequence }),
    }),
  };
}
