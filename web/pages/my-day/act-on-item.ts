import type { WorkItem } from '../../../server/api/contract/my-day.ts';
import { ApiProblem, api, at } from '../../api.ts';
import type { SnoozeChoice } from './snooze-dialog.tsx';

/** What the server can do with an item of My day, each beside what takes it back. */
export function actsOnItems(slug: string) {
  const snoozeOf = ({ kind, id }: WorkItem) => at(slug, 'my-day', 'snoozes', kind, id);
  const ownerOf = ({ id }: WorkItem) => at(slug, 'tasks', id, 'owner');
  return {
    /** A task is done, a change of health has been seen. */
    finish: (item: WorkItem) => {
      if (item.kind === 'escalation') throw new ApiProblem(409, 'an escalation is resolved, confirmed and reviewed');
      if (isQuestion(item)) throw new ApiProblem(409, 'a question is answered with yes or no');
      return item.kind === 'task'
        ? api.post(at(slug, 'tasks', item.id, 'completion'))
        : api.put(at(slug, 'my-day', 'seen', item.id), {});
    },
    unfinish: (item: WorkItem) => {
      if (item.kind === 'band_change') return api.delete(at(slug, 'my-day', 'seen', item.id));
      if (item.run && item.step)
        return api.post(at(slug, 'runs', item.run.id, 'steps', item.step, 'reopening'), { reason: 'Undone' });
      return api.post(at(slug, 'tasks', item.id, 'reopening'));
    },
    snooze: (item: WorkItem, { until, ...choice }: SnoozeChoice) => {
      const refusal = whyNotSnooze(item);
      if (refusal !== null) throw new ApiProblem(409, refusal);
      return api.put(snoozeOf(item), { ...choice, ...(until && { until: until.toISOString() }) });
    },
    wake: (item: WorkItem) => api.delete(snoozeOf(item)),
    delegate: (item: WorkItem, memberId: string, reason?: string) =>
      api.put(ownerOf(item), { memberId, ...(reason ? { reason } : {}) }),
  };
}

/** Why an item cannot be put aside; null when it can. */
export function whyNotSnooze(item: WorkItem): string | null {
  if (item.kind === 'escalation') return 'an escalation cannot be put aside';
  if (item.kind === 'handoff') return 'a handoff has a clock of its own';
  return isQuestion(item) ? 'somebody waits for the answer' : null;
}

/** Whether it waits for a yes or no. */
export function isQuestion({ kind }: WorkItem): boolean {
  return kind === 'exception' || kind === 'left_segment';
}
