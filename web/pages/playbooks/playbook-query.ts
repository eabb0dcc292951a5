import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Automation } from '../../../server/api/contract/automation.ts';
import type { PlaybookForecast } from '../../../server/api/contract/forecast.ts';
import type { CheckedPlaybook, Matches, Playbook, PlaybookInLibrary } from '../../../server/api/contract/playbook.ts';
import { api, at } from '../../api.ts';

export const playbooksQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'playbooks'],
    queryFn: async ({ signal }) =>
      (await api.get<{ playbooks: PlaybookInLibrary[] }>(at(organisation, 'playbooks'), signal)).playbooks,
  });

export const playbookQuery = (organisation: string, playbook: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'playbook', playbook],
    queryFn: ({ signal }) => api.get<Playbook>(at(organisation, 'playbooks', playbook), signal),
  });

export const checkQuery = (organisation: string, document: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'playbook-check', document],
    queryFn: () => api.post<CheckedPlaybook>(at(organisation, 'playbook-checks'), { document }),
    enabled: document !== '',
    retry: false,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
  });

/** Asks whom a document would start for, once it is known that it can run. */
export const forecastQuery = (organisation: string, document: string, canRun: boolean) =>
  queryOptions({
    queryKey: ['o', organisation, 'playbook-forecast', document],
    queryFn: () => api.post<PlaybookForecast>(at(organisation, 'playbook-forecasts'), { document }),
    enabled: canRun,
    retry: false,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
  });

export const matchesQuery = (organisation: string, playbook: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'playbook', playbook, 'matches'],
    queryFn: ({ signal }) => api.get<Matches>(at(organisation, 'playbooks', playbook, 'matches'), signal),
  });

export const automationsQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'automations'],
    queryFn: async ({ signal }) =>
      (await api.get<{ automations: Automation[] }>(at(organisation, 'automations'), signal)).automations,
  });
