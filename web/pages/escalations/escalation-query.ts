import { queryOptions } from '@tanstack/react-query';
import type { Escalation, EscalationInList, EscalationLevel } from '../../../server/api/contract/escalation.ts';
import { api, at } from '../../api.ts';

interface Asked {
  readonly status?: string | undefined;
  readonly account?: string | undefined;
  readonly run?: string | undefined;
}

export const escalationsQuery = (organisation: string, asked: Asked) =>
  queryOptions({
    queryKey: ['o', organisation, 'escalations', asked],
    queryFn: async ({ signal }) =>
      (await api.get<{ escalations: EscalationInList[] }>(at(organisation, 'escalations', { ...asked }), signal))
        .escalations,
    refetchInterval: 60_000,
  });

export const escalationQuery = (organisation: string, id: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'escalation', id],
    queryFn: ({ signal }) => api.get<Escalation>(at(organisation, 'escalations', id), signal),
    refetchInterval: 60_000,
  });

export const levelsQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'escalation-levels'],
    queryFn: async ({ signal }) =>
      (await api.get<{ levels: EscalationLevel[] }>(at(organisation, 'escalation-levels'), signal)).levels,
    staleTime: 60_000,
  });
