import { queryOptions } from '@tanstack/react-query';
import type { DraftBrief, Handoff, Uncarried } from '../../../server/api/contract/handoff.ts';
import { api, at } from '../../api.ts';

export interface HandoffFilter {
  readonly state?: 'open' | 'settled';
  readonly account?: string;
  readonly run?: string;
}

export const handoffsQuery = (organisation: string, filter: HandoffFilter) =>
  queryOptions({
    queryKey: ['o', organisation, 'handoffs', filter],
    queryFn: async ({ signal }) =>
      (await api.get<{ handoffs: Handoff[] }>(at(organisation, 'handoffs', { ...filter }), signal)).handoffs,
  });

export const handoffQuery = (organisation: string, id: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'handoff', id],
    queryFn: ({ signal }) => api.get<Handoff>(at(organisation, 'handoffs', id), signal),
  });

export const uncarriedQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'uncarried'],
    queryFn: async ({ signal }) =>
      (await api.get<{ uncarried: Uncarried[] }>(at(organisation, 'uncarried'), signal)).uncarried,
  });

/** The brief of a handoff of an account, filled in, for the giver to finish. */
export const briefQuery = (
  organisation: string,
  wanted: { readonly account: string; readonly giverRole: string; readonly receiverRole: string },
) =>
  queryOptions({
    queryKey: ['o', organisation, 'handoff-brief', wanted],
    queryFn: ({ signal }) => api.get<DraftBrief>(at(organisation, 'handoff-brief', { ...wanted }), signal),
    staleTime: 60_000,
  });
