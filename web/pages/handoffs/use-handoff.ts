import type { Handoff } from '../../../server/api/contract/handoff.ts';
import { api, at } from '../../api.ts';
import { useSlug } from '../../session.ts';
import { useWrite } from '../../ui/use-write.tsx';

/** What can be done with a handoff. Who comes second is told by the server who was first. */
export function useHandoff({ id, subject, account }: Pick<Handoff, 'id' | 'subject' | 'account'>, after?: () => void) {
  const slug = useSlug();
  const path = (noun: string) => at(slug, 'handoffs', id, noun);
  const then = after ? { after } : {};
  return {
    accept: useWrite({
      send: () => api.post(path('acceptance')),
      done: () => `“${subject}” of ${account.name} is yours now.`,
      ...then,
    }),
    giveBack: useWrite<{ gaps: string[] }>({
      send: (body) => api.post(path('return'), body),
      done: () => `Returned: ${subject}. The giver sees what is missing.`,
      ...then,
    }),
    offerAgain: useWrite<{ receiverId: string | null; brief: string }>({
      send: (body) => api.post(path('offers'), body),
      done: () => `Offered again: ${subject}`,
      ...then,
    }),
    withdraw: useWrite<{ reason: string }>({
      send: (body) => api.post(path('withdrawal'), body),
      done: () => `Withdrawn: ${subject}. It stays with its giver.`,
      ...then,
    }),
  };
}
