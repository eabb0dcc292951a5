import type { WorkItem } from '../../../server/api/contract/my-day.ts';
import { ApiProblem, api, at } from '../../api.ts';

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
    snooze: (item: WorkItem, until: Date) => {
      if (item.kind === 'escalation') throw new ApiProblem(409, 'an escalation cannot be put aside');
      if (isQuestion(item)) throw new ApiProblem(409, 'somebody waits for the answer');
      return api.put(snoozeOf(item), { until: until.toISOString() });
    },
    wake: (item: WorkItem) => api.delete(snoozeOf(item)),
    delegate: (item: WorkItem, memberId: string, reason?: string) =>
      api.put(ownerOf(item), { memberId, ...(reason ? { reason } : {}) }),
  };
}

/** Whether it waits for a yes or no. */
export function isQuestion({ kind }: WorkItem): boolean {
  return kind === 'exception' || kind === 'left_segment';
}
