import { queryOptions } from '@tanstack/react-query';
import type { SignalSeries } from '../../../server/api/contract/signal-history.ts';
import type { Situation, SituationInList } from '../../../server/api/contract/situation.ts';
import type { WaitingSituations } from '../../../server/api/contract/waiting.ts';
import { api, at } from '../../api.ts';

export const situationQuery = (organisation: string, situation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'situation', situation],
    queryFn: ({ signal }) => api.get<Situation>(at(organisation, 'situations', situation), signal),
  });

export interface SituationFilter {
  readonly state?: 'open' | 'cleared' | 'dismissed';
  readonly account?: string;
  readonly playbook?: string;
  readonly limit?: number;
}

export const situationsQuery = (organisation: string, filter: SituationFilter) =>
  queryOptions({
    queryKey: ['o', organisation, 'situations', filter],
    queryFn: async ({ signal }) =>
      (await api.get<{ situations: SituationInList[] }>(at(organisation, 'situations', { ...filter }), signal))
        .situations,
  });

/** What waits for a person to confirm it. */
export const waitingQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'waiting'],
    queryFn: async ({ signal }) =>
      (await api.get<{ waiting: WaitingSituations[] }>(at(organisation, 'waiting-situations'), signal)).waiting,
    refetchInterval: 60_000,
  });

/** Signals of an account day by day, both ends included. */
export const historyQuery = (
  organisation: string,
  account: string,
  { signals, from, to }: { signals: readonly string[]; from: string; to: string },
) =>
  queryOptions({
    queryKey: ['o', organisation, 'account', account, 'history', signals, from, to],
    queryFn: async ({ signal }) =>
      (
        await api.get<{ series: SignalSeries[] }>(
          at(organisation, 'accounts', account, 'signal-history', { signals: signals.join(','), from, to }),
          signal,
        )
      ).series,
    staleTime: 5 * 60_000,
  });
