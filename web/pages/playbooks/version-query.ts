import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  PlaybookComparison,
  PlaybookVersion,
  PlaybookVersionInList,
} from '../../../server/api/contract/playbook-version.ts';
import { api, at } from '../../api.ts';

/** What the page of the versions keeps in the URL: which one, beside which other, and whether its whole text is shown. */
export interface VersionsSearch {
  readonly version?: number | undefined;
  readonly against?: number | undefined;
  readonly show?: 'text' | undefined;
}

export function readVersionsSearch(search: Record<string, unknown>): VersionsSearch {
  return {
    version: readNumber(search.version),
    against: readNumber(search.against),
    show: search.show === 'text' ? 'text' : undefined,
  };
}

/** The version whose text the editor begins with; without one, that which runs. */
export interface EditSearch {
  readonly version?: number | undefined;
}

export function readEditSearch(search: Record<string, unknown>): EditSearch {
  return { version: readNumber(search.version) };
}

function readNumber(value: unknown): number | undefined {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}

export const versionsQuery = (organisation: string, playbook: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'playbook', playbook, 'versions'],
    queryFn: async ({ signal }) =>
      (
        await api.get<{ versions: PlaybookVersionInList[] }>(
          at(organisation, 'playbooks', playbook, 'versions'),
          signal,
        )
      ).versions,
  });

export const versionQuery = (organisation: string, playbook: string, version: number) =>
  queryOptions({
    queryKey: ['o', organisation, 'playbook', playbook, 'versions', version],
    queryFn: ({ signal }) =>
      api.get<PlaybookVersion>(at(organisation, 'playbooks', playbook, 'versions', String(version)), signal),
  });

/** A version beside another one, or beside a text. */
export const comparisonQuery = (organisation: string, playbook: string, from: number, other: number | string) =>
  queryOptions({
    queryKey: ['o', organisation, 'playbook', playbook, 'comparison', from, other],
    queryFn: async () =>
      (
        await api.post<PlaybookComparison>(at(organisation, 'playbooks', playbook, 'comparisons'), {
          from,
          ...(typeof other === 'number' ? { to: other } : { document: other }),
        })
      ).lines,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
  });
