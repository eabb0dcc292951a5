import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  Account,
  AccountOutlook,
  Contact,
  SignalsPage,
  Timeline,
  UsageOverTime,
} from '../../../server/api/contract/account.ts';
import type { Metric } from '../../../server/api/contract/metric.ts';
import { api, at } from '../../api.ts';

/** What is read of one account; everything lies below one key, so that a change reads all of it again. */
const keyOf = (organisation: string, account: string) => ['o', organisation, 'account', account] as const;

export const accountQuery = (organisation: string, account: string) =>
  queryOptions({
    queryKey: [...keyOf(organisation, account), 'head'],
    queryFn: ({ signal }) => api.get<Account>(at(organisation, 'accounts', account), signal),
  });

export const signalsQuery = (organisation: string, account: string) =>
  queryOptions({
    queryKey: [...keyOf(organisation, account), 'signals'],
    queryFn: ({ signal }) => api.get<SignalsPage>(at(organisation, 'accounts', account, 'signals'), signal),
  });

export const outlookQuery = (organisation: string, account: string) =>
  queryOptions({
    queryKey: [...keyOf(organisation, account), 'outlook'],
    queryFn: ({ signal }) => api.get<AccountOutlook>(at(organisation, 'accounts', account, 'outlook'), signal),
  });

export const contactsQuery = (organisation: string, account: string) =>
  queryOptions({
    queryKey: [...keyOf(organisation, account), 'contacts'],
    queryFn: async ({ signal }) =>
      (await api.get<{ contacts: Contact[] }>(at(organisation, 'accounts', account, 'contacts'), signal)).contacts,
  });

/** What happened, newest first, a page after the other; `kinds` narrows it, `before` leaves out what came later. */
export const timelineQuery = (
  organisation: string,
  account: string,
  kinds: readonly string[] | null,
  { limit = 12, before = null }: { readonly limit?: number; readonly before?: Date | null } = {},
) =>
  infiniteQueryOptions({
    queryKey: [...keyOf(organisation, account), 'timeline', kinds, limit, before?.getTime() ?? null],
    queryFn: ({ pageParam, signal }) =>
      api.get<Timeline>(
        at(organisation, 'accounts', account, 'timeline', { kinds: kinds?.join(','), limit, before: pageParam }),
        signal,
      ),
    // An instant with nothing that has happened at it: what comes after it is older.
    initialPageParam: before === null ? null : `${before.getTime() / 1000}.000000,a:a`,
    getNextPageParam: (last: Timeline) => last.next,
    placeholderData: keepPreviousData,
  });

export interface UsageAsked {
  readonly measure: string;
  readonly by: 'day' | 'week';
  readonly from: string;
  readonly to: string;
}

export const usageQuery = (organisation: string, account: string, asked: UsageAsked) =>
  queryOptions({
    queryKey: [...keyOf(organisation, account), 'usage', asked],
    queryFn: ({ signal }) =>
      api.get<UsageOverTime>(at(organisation, 'accounts', account, 'usage', { ...asked }), signal),
    placeholderData: keepPreviousData,
  });

export const metricsQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'metrics'],
    queryFn: async ({ signal }) => (await api.get<{ metrics: Metric[] }>(at(organisation, 'metrics'), signal)).metrics,
    staleTime: 60_000,
  });
