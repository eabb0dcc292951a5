import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AccountExplanation, Explanation } from '../../../server/api/contract/explanation.ts';
import { api, at } from '../../api.ts';

/** What the page keeps in the URL: the playbook that is looked at, and the day, 'YYYY-MM-DD'; without one, what is known now. */
export interface WhySearch {
  readonly playbook?: string | undefined;
  readonly on?: string | undefined;
}

export function readWhySearch(search: Record<string, unknown>): WhySearch {
  return {
    ...(typeof search.playbook === 'string' ? { playbook: search.playbook } : {}),
    ...(typeof search.on === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(search.on) ? { on: search.on } : {}),
  };
}

const keyOf = (organisation: string, account: string) => ['o', organisation, 'account', account, 'why'] as const;

/** The verdict on every playbook that runs. */
export const accountWhyQuery = (organisation: string, account: string, on: string | undefined) =>
  queryOptions({
    queryKey: [...keyOf(organisation, account), on ?? 'now'],
    queryFn: ({ signal }) =>
      api.get<AccountExplanation>(at(organisation, 'accounts', account, 'explanations', { on }), signal),
    placeholderData: keepPreviousData,
  });

/** One playbook, clause by clause. */
export const playbookWhyQuery = (organisation: string, account: string, playbook: string, on: string | undefined) =>
  queryOptions({
    queryKey: [...keyOf(organisation, account), on ?? 'now', playbook],
    queryFn: ({ signal }) =>
      api.get<Explanation>(at(organisation, 'accounts', account, 'explanations', playbook, { on }), signal),
  });
