import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AccountFacets, AccountList, SavedSearch } from '../../../server/api/contract/account.ts';
import { api, at } from '../../api.ts';
import { type AccountsSearch, askedOf } from './accounts-search.ts';

const PAGE = 100;

/** Accounts of a search, a page after the other; what was there stays until the next answer has come. */
export const accountsQuery = (organisation: string, search: AccountsSearch) => {
  const asked = askedOf(search);
  return infiniteQueryOptions({
    queryKey: ['o', organisation, 'accounts', 'list', asked],
    queryFn: ({ pageParam, signal }) =>
      api.get<AccountList>(at(organisation, 'accounts', { ...asked, limit: PAGE, offset: pageParam }), signal),
    initialPageParam: 0,
    getNextPageParam: (last: AccountList, pages: AccountList[]) =>
      last.accounts.length < PAGE ? undefined : pages.length * PAGE,
    placeholderData: keepPreviousData,
  });
};

/** Whether there is any account at all. */
export const hasAccountsQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'accounts', 'any'],
    queryFn: async ({ signal }) =>
      (await api.get<AccountList>(at(organisation, 'accounts', { limit: 1 }), signal)).accounts.length > 0,
  });

export const facetsQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'account-facets'],
    queryFn: ({ signal }) => api.get<AccountFacets>(at(organisation, 'account-facets'), signal),
    staleTime: 60_000,
  });

export const searchesQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'saved-searches'],
    queryFn: async ({ signal }) =>
      (await api.get<{ searches: SavedSearch[] }>(at(organisation, 'saved-searches'), signal)).searches,
    staleTime: 60_000,
  });
