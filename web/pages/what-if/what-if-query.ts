import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { WhatIfAnswer } from '../../../server/api/contract/what-if.ts';
import { api, at } from '../../api.ts';

/** A signal that is assumed to have another value: dates 'YYYY-MM-DD', null for unknown. */
export interface Assumption {
  readonly signal: string;
  readonly value: number | string | boolean | null;
}

/** What would be; asked as soon as something is assumed. */
export const whatIfQuery = (organisation: string, account: string, changes: readonly Assumption[]) =>
  queryOptions({
    queryKey: ['o', organisation, 'account', account, 'what-if', changes],
    queryFn: () => api.post<WhatIfAnswer>(at(organisation, 'accounts', account, 'what-if'), { changes }),
    enabled: changes.length > 0,
    placeholderData: changes.length > 0 ? keepPreviousData : undefined,
    retry: false,
  });
