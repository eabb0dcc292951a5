import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { HeldBackList } from '../../../server/api/contract/held-back.ts';
import { api, at } from '../../api.ts';

/** What the list keeps in the URL. */
export interface HeldBackSearch {
  readonly reason?: string | undefined;
  readonly playbook?: string | undefined;
  /** The CSM of the accounts. */
  readonly csm?: string | undefined;
}

export function readHeldBackSearch(search: Record<string, unknown>): HeldBackSearch {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  return { reason: text(search.reason), playbook: text(search.playbook), csm: text(search.csm) };
}

export const heldBackQuery = (organisation: string, search: HeldBackSearch) =>
  queryOptions({
    queryKey: ['o', organisation, 'held-back', search],
    queryFn: ({ signal }) => api.get<HeldBackList>(at(organisation, 'held-back', { ...search }), signal),
    placeholderData: keepPreviousData,
  });
