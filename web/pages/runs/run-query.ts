import { queryOptions } from '@tanstack/react-query';
import type { OpenAsset } from '../../../server/api/contract/asset.ts';
import type { DueMovePreview, Run, RunInList } from '../../../server/api/contract/run.ts';
import { api, at } from '../../api.ts';

export const runQuery = (organisation: string, run: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'run', run],
    queryFn: ({ signal }) => api.get<Run>(at(organisation, 'runs', run), signal),
  });

export interface RunFilter {
  readonly state?: 'open' | 'closed';
  readonly account?: string;
  readonly playbook?: string;
  readonly limit?: number;
}

export const runsQuery = (organisation: string, filter: RunFilter) =>
  queryOptions({
    queryKey: ['o', organisation, 'runs', filter],
    queryFn: async ({ signal }) =>
      (await api.get<{ runs: RunInList[] }>(at(organisation, 'runs', { ...filter }), signal)).runs,
  });

/** What moving a due date would move with it; asked anew each time, since others work on the run too. */
export const dueMoveQuery = (organisation: string, run: string, step: string, dueAt: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'run', run, 'due-move', step, dueAt],
    queryFn: ({ signal }) =>
      api.get<DueMovePreview>(at(organisation, 'runs', run, 'steps', step, 'due-move', { dueAt }), signal),
    staleTime: 0,
  });

/** An asset filled in for a contact; without one, for the contact to whom letters usually go. */
export const assetQuery = (organisation: string, run: string, asset: string, contact: string | null) =>
  queryOptions({
    queryKey: ['o', organisation, 'run', run, 'asset', asset, contact],
    queryFn: ({ signal }) => api.get<OpenAsset>(at(organisation, 'runs', run, 'assets', asset, { contact }), signal),
    staleTime: 60_000,
  });
