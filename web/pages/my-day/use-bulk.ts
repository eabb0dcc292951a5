import type { WorkItem } from '../../../server/api/contract/my-day.ts';
import { ApiProblem } from '../../api.ts';
import { useMember, useOrganisation } from '../../session.ts';
import { sayCount } from '../../ui/number.ts';
import { useWrite } from '../../ui/use-write.tsx';
import { actsOnItems } from './act-on-item.ts';
import type { SnoozeChoice } from './snooze-dialog.tsx';
import { sayUntil } from './use-work-item.ts';

const AT_ONCE = 4;

interface Outcome {
  readonly done: readonly WorkItem[];
  readonly refused: readonly { readonly item: WorkItem; readonly because: string }[];
}

/** The same for several items of My day: what cannot be done with one is told and does not stop the others; one undo takes all back. */
export function useBulk(after: (outcome: Outcome) => void) {
  const { slug, timeZone } = useOrganisation();
  const { memberId } = useMember();
  const acts = actsOnItems(slug);
  return {
    finish: useWrite<readonly WorkItem[], Outcome>({
      send: (items) =>
        each(items, (item) => {
          if (item.kind === 'situation') throw new ApiProblem(409, 'a situation needs a decision of its own');
          if (item.kind === 'handoff') throw new ApiProblem(409, 'a handoff needs an answer of its own');
          return acts.finish(item);
        }),
      done: (outcome) => say(outcome, 'done'),
      undo: ({ done }) => each(done, acts.unfinish),
      after,
    }),
    snooze: useWrite<{ items: readonly WorkItem[]; choice: SnoozeChoice }, Outcome>({
      send: ({ items, choice }) => each(items, (item) => acts.snooze(item, choice)),
      done: (outcome, { choice }) => say(outcome, `put aside until ${untilOf(choice, timeZone)}`),
      undo: ({ done }) => each(done, acts.wake),
      after,
    }),
    delegate: useWrite<{ items: readonly WorkItem[]; memberId: string; name: string; reason?: string }, Outcome>({
      send: ({ items, memberId, reason }) =>
        each(items, (item) => {
          if (item.kind !== 'task') throw new ApiProblem(409, 'only tasks can be given away');
          return acts.delegate(item, memberId, reason);
        }),
      done: (outcome, { name }) => say(outcome, `given to ${name}`),
      undo: ({ done }) => each(done, (item) => acts.delegate(item, memberId, 'Undone')),
      after,
    }),
  };
}

/** What follows on 'until': 'tomorrow 09:00', or 'it gets worse'. */
function untilOf(choice: SnoozeChoice, timeZone: string): string {
  return choice.until === null ? 'it gets worse' : sayUntil(choice, timeZone);
}

/** A few at a time, in the order of the list. */
async function each(items: readonly WorkItem[], act: (item: WorkItem) => Promise<unknown>): Promise<Outcome> {
  const done: WorkItem[] = [];
  const refused: Outcome['refused'][number][] = [];
  for (let from = 0; from < items.length; from += AT_ONCE) {
    const some = items.slice(from, from + AT_ONCE);
    const settled = await Promise.allSettled(some.map(async (item) => act(item)));
    for (const [index, result] of settled.entries()) {
      const item = some[index]!;
      if (result.status === 'fulfilled') done.push(item);
      else refused.push({ item, because: result.reason instanceof Error ? result.reason.message : 'refused' });
    }
  }
  return { done, refused };
}

function say({ done, refused }: Outcome, what: string): string {
  const first = refused[0];
  if (!first) return `${sayCount(done.length, 'thing')} ${what}.`;
  const others = refused.length > 1 ? `, and ${sayCount(refused.length - 1, 'other')}` : '';
  return `${sayCount(done.length, 'thing')} ${what}. Not done: ${first.item.account.name} (${first.because})${others}.`;
}
