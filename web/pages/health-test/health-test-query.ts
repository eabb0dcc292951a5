import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { HealthTest } from '../../../server/api/contract/health-test.ts';
import { api, at } from '../../api.ts';

/** What the score is held against. */
export interface Question {
  readonly truth: string;
  readonly horizonDays: number;
  readonly every: 'week' | 'month';
  /** A condition; absent: every account that has not churned. */
  readonly eligible?: string | undefined;
  /** 'YYYY-MM-DD'; null: the last year that is known. */
  readonly from: string | null;
  readonly to: string | null;
}

/** Every loss of ARR, those who left included. */
export const FIRST_QUESTION: Question = { truth: 'downgraded', horizonDays: 90, every: 'month', from: null, to: null };

/** What the score was worth; until it is known, the answer before stays. */
export const healthTestQuery = (organisation: string, question: Question) =>
  queryOptions({
    queryKey: ['o', organisation, 'health-model', 'test', question],
    queryFn: () => api.post<HealthTest>(at(organisation, 'health-model', 'test'), question),
    placeholderData: keepPreviousData,
    staleTime: 300_000,
    retry: false,
  });
