import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ExplorationAnswer, Outcome } from '../../../server/api/contract/exploration.ts';
import { api, at } from '../../api.ts';

/** How a clause of the condition is set; without a threshold it is the playbook's. */
export interface Setting {
  readonly index: number;
  readonly isOn: boolean;
  /** Whether it says which accounts count at all, instead of which are flagged. */
  readonly isCounting?: boolean;
  readonly threshold?: number;
}

/** What is tried. */
export interface Trial {
  readonly reading: 'snapshots' | 'firings';
  readonly every: 'day' | 'week' | 'month';
  readonly truth: string;
  readonly horizonDays: number;
  /** 'YYYY-MM-DD'; null: the last year that is known. */
  readonly from: string | null;
  readonly to: string | null;
  readonly clauses: readonly Setting[];
  readonly other: readonly Setting[] | null;
  readonly curveOf: number | null;
  /** Of firings: whether it waits as its playbook says. */
  readonly waits: boolean;
}

export const FIRST_TRIAL: Trial = {
  reading: 'snapshots',
  every: 'month',
  truth: 'silent',
  horizonDays: 90,
  from: null,
  to: null,
  clauses: [],
  other: null,
  curveOf: null,
  waits: true,
};

export const outcomesQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'outcomes'],
    queryFn: async ({ signal }) =>
      (await api.get<{ outcomes: Outcome[] }>(at(organisation, 'outcomes'), signal)).outcomes,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The answer to a trial; until it is there, that of the trial before stays. */
export const trialQuery = (organisation: string, playbook: string, trial: Trial) =>
  queryOptions({
    queryKey: ['o', organisation, 'playbook', playbook, 'back-test', trial],
    queryFn: () => api.post<ExplorationAnswer>(at(organisation, 'playbooks', playbook, 'back-test'), trial),
    placeholderData: keepPreviousData,
    staleTime: 300_000,
    gcTime: 60_000,
    retry: false,
  });
