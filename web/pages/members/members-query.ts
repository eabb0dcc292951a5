import { queryOptions } from '@tanstack/react-query';
import type { Member } from '../../../server/api/contract/member.ts';
import { api, at } from '../../api.ts';

export const membersQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'members'],
    queryFn: async ({ signal }) => (await api.get<{ members: Member[] }>(at(organisation, 'members'), signal)).members,
    staleTime: 60_000,
  });
