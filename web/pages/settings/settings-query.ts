import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Absence } from '../../../server/api/contract/absence.ts';
import type { ApiKey } from '../../../server/api/contract/api-key.ts';
import type { AuditPage } from '../../../server/api/contract/audit-entry.ts';
import type { CalendarFeed } from '../../../server/api/contract/calendar-feed.ts';
import type { Job, RecurringJob } from '../../../server/api/contract/job.ts';
import type { PendingInvitation } from '../../../server/api/contract/member.ts';
import type { SignedInPlace } from '../../../server/api/contract/session.ts';
import { api, at } from '../../api.ts';

export const invitationsQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'invitations'],
    queryFn: async ({ signal }) =>
      (await api.get<{ invitations: PendingInvitation[] }>(at(organisation, 'invitations'), signal)).invitations,
  });

export const placesQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'sessions'],
    queryFn: async ({ signal }) =>
      (await api.get<{ sessions: SignedInPlace[] }>(at(organisation, 'sessions'), signal)).sessions,
  });

export const absencesQuery = (organisation: string, member: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'absences', member],
    queryFn: async ({ signal }) =>
      (await api.get<{ absences: Absence[] }>(at(organisation, 'members', member, 'absences'), signal)).absences,
  });

export const calendarFeedsQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'calendar-feeds'],
    queryFn: async ({ signal }) =>
      (await api.get<{ feeds: CalendarFeed[] }>(at(organisation, 'calendar-feeds'), signal)).feeds,
  });

export const apiKeysQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'api-keys'],
    queryFn: async ({ signal }) => (await api.get<{ apiKeys: ApiKey[] }>(at(organisation, 'api-keys'), signal)).apiKeys,
  });

/** Jobs that wait, run or have failed; asked again while one looks. */
export const jobsQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'jobs'],
    queryFn: ({ signal }) => api.get<{ jobs: Job[]; recurring: RecurringJob[] }>(at(organisation, 'jobs'), signal),
    refetchInterval: 5_000,
  });

export interface AuditFilter {
  readonly entity?: string | undefined;
  readonly actorId?: string | undefined;
}

export const auditQuery = (organisation: string, filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['o', organisation, 'audit', filter],
    queryFn: ({ pageParam, signal }) =>
      api.get<AuditPage>(at(organisation, 'audit-entries', { ...filter, before: pageParam, limit: 100 }), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last: AuditPage) => last.next,
  });

export const webhookSecretQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'webhook-secret'],
    queryFn: async ({ signal }) =>
      (await api.get<{ secret: string }>(at(organisation, 'webhook-secret'), signal)).secret,
  });
