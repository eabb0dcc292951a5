import { queryOptions } from '@tanstack/react-query';
import type { Found } from '../../../server/api/contract/find.ts';
import { api, at } from '../../api.ts';

/** Accounts and playbooks that have this text in their name. */
export const findQuery = (organisation: string, text: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'find', text],
    queryFn: ({ signal }) => api.get<Found>(at(organisation, 'find', { text }), signal),
    staleTime: 30_000,
  });
