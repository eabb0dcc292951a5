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
      return api.put(snoozeOf(item), { until: until.toISOString() });
    },
    wake: (item: WorkItem) => api.delete(snoozeOf(item)),
    delegate: (item: WorkItem, memberId: string, reason?: string) =>
      api.put(ownerOf(item), { memberId, ...(reason ? { reason } : {}) }),
  };
}
