import { useNavigate } from '@tanstack/react-router';
import type { ItemKind, WorkItem } from '../../../server/api/contract/my-day.ts';
import { api, at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useOrganisation, useSlug } from '../../session.ts';
import { sayInstant } from '../../ui/date.ts';
import { useWrite } from '../../ui/use-write.tsx';
import { actsOnItems } from './act-on-item.ts';
import type { SnoozeChoice } from './snooze-dialog.tsx';

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
    snooze: useWrite<{ item: WorkItem; choice: SnoozeChoice }>({
      send: ({ item, choice }) => acts.snooze(item, choice),
      done: (_, { item, choice }) => `${item.account.name} comes back ${sayUntil(choice, timeZone)}.`,
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

/** 'tomorrow 09:00, or earlier if it gets worse'. */
export function sayUntil({ wakes, until }: SnoozeChoice, timeZone: string): string {
  if (until === null) return 'when it gets worse';
  const at = sayInstant(until, new Date(), timeZone);
  return wakes === 'at_date_or_worse' ? `${at}, or earlier if it gets worse` : at;
}

/** Brings back what was snoozed. */
export function useWake() {
  const slug = useSlug();
  return useWrite<{ kind: ItemKind; id: string; title: string }>({
    send: (item) => api.delete(at(slug, 'my-day', 'snoozes', item.kind, item.id)),
    done: (_, item) => `Back on the list: ${item.title}`,
  });
}
