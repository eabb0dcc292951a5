import { queryOptions } from '@tanstack/react-query';
import type { ItemKind, MyDay } from '../../../server/api/contract/my-day.ts';
import type { Routine } from '../../../server/api/contract/routine.ts';
import { api, at } from '../../api.ts';

/** The member's list, read again every minute: due dates pass while one looks. */
export const myDayQuery = (organisation: string, all: boolean) =>
  queryOptions({
    queryKey: ['o', organisation, 'my-day', { all }],
    queryFn: ({ signal }) => api.get<MyDay>(at(organisation, 'my-day', { all: all || undefined }), signal),
    refetchInterval: 60_000,
  });

/** What would count as worse for an item, as things stand now. */
export const worseQuery = (organisation: string, kind: ItemKind, id: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'my-day', 'worse', kind, id],
    queryFn: ({ signal }) =>
      api.get<{ lines: string[] }>(at(organisation, 'my-day', 'snoozes', kind, id, 'worse'), signal),
  });

/** All routines, with what is due of them today. */
export const routinesQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'routines'],
    queryFn: async ({ signal }) =>
      (await api.get<{ routines: Routine[] }>(at(organisation, 'my-day', 'routines'), signal)).routines,
  });
