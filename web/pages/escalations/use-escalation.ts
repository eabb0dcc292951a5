import { api, at } from '../../api.ts';
import { useSlug } from '../../session.ts';
import { useWrite } from '../../ui/use-write.tsx';

/** What can be done with an escalation: `what` is the noun of the API's path. */
export function useEscalation(id: string) {
  const slug = useSlug();
  const act = useWrite<{ method?: 'post' | 'put'; what: string; body?: object; said: string }>({
    send: ({ method = 'post', what, body = {} }) => api[method](at(slug, 'escalations', id, what), body),
    done: (_, { said }) => said,
  });
  return act;
}
