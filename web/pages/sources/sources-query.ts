import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  Assignment,
  Import,
  ImportKind,
  ImportPreview,
  RejectedRow,
} from '../../../server/api/contract/import.ts';
import type { ArrivedEvent, Source } from '../../../server/api/contract/source.ts';
import { api, at } from '../../api.ts';

export const sourcesQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'sources'],
    queryFn: async ({ signal }) => (await api.get<{ sources: Source[] }>(at(organisation, 'sources'), signal)).sources,
  });

/** What has arrived last from a source, asked again every two seconds. */
export const arrivingQuery = (organisation: string, source: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'sources', source, 'arriving'],
    queryFn: async ({ signal }) =>
      (await api.get<{ events: ArrivedEvent[] }>(at(organisation, 'sources', source, 'arriving-events'), signal))
        .events,
    refetchInterval: 2_000,
  });

export const kindsQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'import-kinds'],
    queryFn: async ({ signal }) =>
      (await api.get<{ kinds: ImportKind[] }>(at(organisation, 'import-kinds'), signal)).kinds,
    staleTime: Number.POSITIVE_INFINITY,
  });

const isAtWork = (state: Import['state']) => state === 'running' || state === 'undoing';

export const importsQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'imports'],
    queryFn: async ({ signal }) => (await api.get<{ imports: Import[] }>(at(organisation, 'imports'), signal)).imports,
    refetchInterval: ({ state }) => (state.data?.some((one) => isAtWork(one.state)) ? 2_000 : false),
  });

/** An import; while it is at work it is asked how far it is. */
export const importQuery = (organisation: string, id: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'imports', id],
    queryFn: ({ signal }) => api.get<Import>(at(organisation, 'imports', id), signal),
    refetchInterval: ({ state }) => (state.data && isAtWork(state.data.state) ? 700 : false),
  });

/** What a person has said about a file; what is left out is detected. */
export interface Said {
  readonly mapping?: readonly Assignment[];
  readonly settings: {
    readonly encoding?: string;
    readonly delimiter?: string;
    readonly hasHeader?: boolean;
    readonly timeZone?: string;
    readonly currency?: string;
    readonly formats?: Readonly<Record<string, { dateOrder?: 'dmy' | 'mdy'; decimal?: '.' | ',' }>>;
    readonly createAccounts?: boolean;
    readonly keepRest?: boolean;
  };
}

/** What an import would do, under what has been said. */
export const importPreviewQuery = (organisation: string, id: string, said: Said) =>
  queryOptions({
    queryKey: ['o', organisation, 'imports', id, 'preview', said],
    queryFn: () => api.post<ImportPreview>(at(organisation, 'imports', id, 'preview'), said),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export const rejectionsQuery = (organisation: string, id: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'imports', id, 'rejections'],
    queryFn: async ({ signal }) =>
      (await api.get<{ rejections: RejectedRow[] }>(at(organisation, 'imports', id, 'rejections'), signal)).rejections,
  });
