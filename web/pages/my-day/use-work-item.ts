import { useNavigate } from '@tanstack/react-router';
import type { ItemKind, WorkItem } from '../../../server/api/contract/my-day.ts';
import { api, at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useOrganisation, useSlug } from '../../session.ts';
import { sayInstant } from '../../ui/date.ts';
import { useWrite } from '../../ui/use-write.tsx';
import { actsOnItems } from './act-on-item.ts';

/** What can be done with an item of My day, each with a way back. */
export function useWorkItem() {
  const { slug, timeZone } = useOrganisation();
  const navigate = useNavigate();
  const acts = actsOnItems(slug);
  return {
    /** A task is done, a change of health has been seen. */
    finish: useWrite<WorkItem>({
      send: acts.finish,
      done: (_, item) =>
        item.kind === 'task' ? `Done: ${item.title}, ${item.account.name}` : `Seen: ${item.account.name}`,
      undo: (_, item) => acts.unfinish(item),
    }),
    snooze: useWrite<{ item: WorkItem; until: Date }>({
      send: ({ item, until }) => acts.snooze(item, until),
      done: (_, { item, until }) => `${item.account.name} comes back ${sayInstant(until, new Date(), timeZone)}.`,
      undo: (_, { item }) => acts.wake(item),
    }),
    delegate: useWrite<{ item: WorkItem; memberId: string; name: string; reason?: string }>({
      send: ({ item, memberId, reason }) => acts.delegate(item, memberId, reason),
      done: (_, { item, name }) => `${name} has it now: ${item.title}, ${item.account.name}`,
    }),
    /** To the page where all of it stands. */
    open: (item: WorkItem) => {
      const to =
        item.kind === 'escalation'
          ? paths.escalation(slug, item.id)
          : item.run
            ? paths.run(slug, item.run.id)
            : item.situation
              ? paths.situation(slug, item.situation)
              : paths.account(slug, item.account.id);
      void navigate({ to });
    },
  };
}

/** Brings back what was snoozed. */
export function useWake() {
  const slug = useSlug();
  return useWrite<{ kind: ItemKind; id: string; title: string }>({
    send: (item) => api.delete(at(slug, 'my-day', 'snoozes', item.kind, item.id)),
    done: (_, item) => `Back on the list: ${item.title}`,
  });
}
