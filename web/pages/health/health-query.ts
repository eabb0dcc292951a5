import { queryOptions } from '@tanstack/react-query';
import type { HealthModel, HealthModelPage, HealthModelPreview } from '../../../server/api/contract/health-model.ts';
import { api, at } from '../../api.ts';

export const healthModelQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'health-model'],
    queryFn: ({ signal }) => api.get<HealthModelPage>(at(organisation, 'health-model'), signal),
    // What is being edited must not change under one's hands; saving reads it again.
    refetchOnWindowFocus: false,
  });

/** Who would change band under this model. */
export const previewQuery = (organisation: string, model: HealthModel) =>
  queryOptions({
    queryKey: ['o', organisation, 'health-model', 'preview', model],
    queryFn: () => api.post<HealthModelPreview>(at(organisation, 'health-model', 'preview'), model),
    staleTime: 60_000,
    retry: false,
  });
